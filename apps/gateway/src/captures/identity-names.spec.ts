import type { HttpAuthorizer } from '#libs/snapshot-format';
import type { ActiveMethod, ActiveStage } from '../invocation/active-stage.js';
import { httpSnapshot, uriOf } from '../testing/http-documents.js';
import { identityNames } from './identity-names.js';

const authorizers: Record<string, HttpAuthorizer> = {
  jwt: {
    type: 'JWT',
    id: 'jwt',
    identitySource: { location: 'header', name: 'X-Token', expression: '$request.header.X-Token' },
    issuer: 'https://issuer.example',
    audience: [],
  },
  asked: {
    type: 'REQUEST',
    id: 'asked',
    region: 'us-east-1',
    functionArn: uriOf('arn:aws:lambda:us-east-1:000000000000:function:f'),
    identitySources: [
      { location: 'querystring', name: 'key', expression: '$request.querystring.key' },
      { location: 'context', name: 'routeKey', expression: '$context.routeKey' },
    ],
    resultTtlSeconds: 0,
    payloadFormatVersion: '2.0',
    enableSimpleResponses: true,
  },
};
const stage = {
  release: { snapshot: { document: httpSnapshot({}, { authorizers }) } },
} as unknown as ActiveStage;
const names = (method: ActiveMethod | null) => {
  const { header, querystring } = identityNames(stage, method);
  return { header: [...header], querystring: [...querystring] };
};

test('captures mask what the authorizers of an HTTP API know callers by: of the one that was asked, else of all', () => {
  expect(names(null)).toEqual({ header: ['x-token'], querystring: ['key'] });
  expect(names({ authorizerId: 'asked' } as ActiveMethod)).toEqual({ header: [], querystring: ['key'] });
});
