import { checkConsistency } from '../check-consistency.js';
import type { SnapshotAuthorizer } from './snapshot-authorizer.js';
import type { RestSnapshot as Snapshot, SnapshotIntegrationResponse } from './snapshot.js';

const response = (statusCode: string, selectionPattern: string | null): SnapshotIntegrationResponse => ({
  statusCode,
  selectionPattern,
  headers: [],
  templates: null,
});

const snapshot = (change: Partial<Snapshot> = {}): Snapshot => ({
  formatVersion: 1,
  accountId: '000000000000',
  region: 'us-east-1',
  restApiId: 'a1b2c3d4e5',
  apiKeySource: 'HEADER',
  disableExecuteApiEndpoint: false,
  binaryMediaTypes: [],
  minimumCompressionSize: null,
  gatewayResponses: {},
  routes: [route('/a', mock(response('200', null))), route('/b', mock())],
  ...change,
});

function mock(...responses: SnapshotIntegrationResponse[]) {
  return { type: 'MOCK', requestTemplates: {}, passthroughBehavior: 'WHEN_NO_MATCH', responses } as const;
}

function route(path: string, integration: unknown, authorization: unknown = { type: 'NONE' }) {
  const method = { apiKeyRequired: false, authorization, methodResponses: {}, integration };
  return { resourceId: 'r', path, methods: { GET: method } } as unknown as Snapshot['routes'][number];
}

const userPools: SnapshotAuthorizer = {
  type: 'COGNITO_USER_POOLS',
  id: 'pools',
  identitySources: [],
  identityPattern: null,
  userPools: [],
  resultTtlSeconds: 300,
};

test('a sound snapshot has nothing to complain about', () => {
  expect(checkConsistency(snapshot())).toEqual([]);
});

test.each([
  ['a format version it cannot read', { ...snapshot(), formatVersion: 99 }, /format version 99/],
  [
    'a contentHandling it does not know',
    snapshot({ routes: [route('/a', { ...mock(), contentHandling: 'CONVERT' })] }),
    /GET \/a: contentHandling CONVERT is not known/,
  ],
  ['a PRIVATE API without a policy', snapshot({ endpoint: { type: 'PRIVATE' } }), /no resource policy/],
  ['an endpoint type of later', snapshot({ endpoint: { type: 'LATER' as 'EDGE' } }), /endpoint type LATER/],
  ['what is no object', 'snapshot', /not a snapshot/],
  ['routes that are missing', { ...snapshot(), routes: undefined }, /no list of routes/],
  [
    'routes out of order',
    snapshot({ routes: [route('/b', mock()), route('/a', mock())] }),
    /\/a is not in order/,
  ],
  ['a path twice', snapshot({ routes: [route('/a', mock()), route('/a', mock())] }), /there twice/],
  [
    'an authorization it does not know',
    snapshot({ routes: [route('/a', mock(), { type: 'JWT' })] }),
    /GET \/a: authorization JWT/,
  ],
  ['no authorization', snapshot({ routes: [route('/a', mock(), null)] }), /authorization undefined/],
  [
    'an integration it does not know',
    snapshot({ routes: [route('/a', { type: 'AWS' })] }),
    /integration AWS is not known/,
  ],
  [
    'a key source it does not know',
    { ...snapshot(), apiKeySource: 'COOKIE' },
    /API key source COOKIE is not known/,
  ],
  [
    'an authorizer that is not there',
    snapshot({ routes: [route('/a', mock(), { type: 'CUSTOM', authorizerId: 'toString' })] }),
    /GET \/a: authorizer toString is missing/,
  ],
  [
    'an authorizer of another kind',
    snapshot({
      routes: [route('/a', mock(), { type: 'CUSTOM', authorizerId: 'pools' })],
      authorizers: { pools: userPools },
    }),
    /authorizer pools is of type COGNITO_USER_POOLS, not for CUSTOM/,
  ],
  [
    'two default responses',
    snapshot({ routes: [route('/a', mock(response('200', null), response('400', null)))] }),
    /more than one default/,
  ],
])('refuses %s', (_, candidate, problem) => {
  expect(checkConsistency(candidate).join('\n')).toMatch(problem);
});
