import { mockMethodWith } from '#libs/testing';
import { putIntegration } from './put-integration.js';

const method = mockMethodWith({
  restApiId: 'api',
  resourceId: 'res',
  httpMethod: 'GET',
  requestParameters: {
    'method.request.path.id': true,
    'method.request.querystring.page': false,
    'method.request.header.Accept-Language': false,
  },
});
const put = (...cacheKeyParameters: string[]): string => {
  const result = putIntegration(method, { type: 'MOCK', cacheKeyParameters });
  return result.ok ? 'accepted' : `${result.error.kind}: ${result.error.message}`;
};

test.each([
  [[]],
  [['method.request.path.id', 'method.request.querystring.page']],
  [['method.request.header.Accept-Language']],
  [['method.request.multivaluequerystring.page']],
  [['integration.request.header.user', 'integration.request.path.a', 'integration.request.querystring.q']],
])('%j are parameters of a request that the method declares, or of the integration', (names) => {
  expect(put(...names)).toBe('accepted');
});

test.each([
  'method.request.path.other',
  'method.request.header.accept-language',
  'method.request.body.id',
  'method.request.path.',
  'integration.request.body',
  'integration.response.header.a',
  'context.identity.sourceIp',
  'id',
  '',
])('"%s" is refused as AWS does', (name) => {
  expect(put('method.request.path.id', name)).toBe('bad-request: Invalid cache key parameter specified');
});
