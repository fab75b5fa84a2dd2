import type { Authorizer } from './authorizer.js';
import { checkAuthorizer } from './check-authorizer.js';

const uri =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:my authorizer/invocations';
const token: Authorizer = {
  restApiId: 'a1',
  id: 'z1',
  name: 'authorizer',
  type: 'TOKEN',
  authType: 'custom',
  providerARNs: null,
  authorizerUri: uri,
  authorizerCredentials: null,
  identitySource: 'method.request.header.Auth',
  identityValidationExpression: null,
  authorizerResultTtlInSeconds: null,
};
const pool = 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_abc';

test.each<[string, Partial<Authorizer>]>([
  ['a token authorizer', {}],
  ['several identity sources', { type: 'REQUEST', identitySource: 'method.request.header.a, context.stage' }],
  [
    'no identity source without caching',
    { type: 'REQUEST', identitySource: null, authorizerResultTtlInSeconds: 0 },
  ],
  ['user pools', { type: 'COGNITO_USER_POOLS', providerARNs: [pool], authorizerUri: null }],
  ['a stage variable as function', { authorizerUri: uri.replace('my authorizer', '${stageVariables.f}') }],
])('%s is accepted', (_, members) => {
  const authorizer = { ...token, ...members };
  expect(checkAuthorizer(authorizer)).toEqual({ ok: true, value: authorizer });
});

const badUri = (given: string) =>
  `Invalid Authorizer URI: ${given}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`;

test('a URI of any length is judged at once', () => {
  const authorizerUri = uri.replace('my authorizer', 'functions/'.repeat(100_000));
  expect(checkAuthorizer({ ...token, authorizerUri })).toMatchObject({ ok: false });
});

test.each<[Partial<Authorizer>, string]>([
  [{ name: ' ' }, 'Authorizer name cannot be blank'],
  [{ name: 'n'.repeat(257) }, 'Authorizer name must have at most 256 characters'],
  [{ authorizerUri: null }, badUri('null')],
  [{ authorizerUri: uri.replace('us-east-1', 'region') }, badUri(uri.replace('us-east-1', 'region'))],
  [
    { authorizerResultTtlInSeconds: 3601 },
    'Invalid authorizerResultTtlInSeconds specified: must be between 0 and 3600',
  ],
  [{ identitySource: null }, 'Identity source must be specified for authorizers of type TOKEN'],
  [
    { identitySource: 'method.request.querystring.q' },
    'Invalid identity source specified: method.request.querystring.q',
  ],
  [
    { type: 'REQUEST', identitySource: 'method.request.path.id' },
    'Invalid identity source specified: method.request.path.id',
  ],
  [
    { type: 'REQUEST', identitySource: null },
    'Identity source must be specified when authorization caching is enabled',
  ],
  [
    { type: 'COGNITO_USER_POOLS' },
    'Provider ARNs must be specified for authorizers of type COGNITO_USER_POOLS',
  ],
  [{ type: 'COGNITO_USER_POOLS', providerARNs: [pool, 'pool'] }, 'Invalid ARN specified in the request'],
])('%j is refused', (members, message) => {
  expect(checkAuthorizer({ ...token, ...members })).toEqual({
    ok: false,
    error: { kind: 'bad-request', message },
  });
});
