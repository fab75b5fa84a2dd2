import type { Authorizer } from '#libs/api-definition';
import { compileAuthorizer } from './compile-authorizer.js';

const functionArn = 'arn:aws:lambda:eu-west-1:000000000000:function:guard';
const token: Authorizer = {
  restApiId: 'a1',
  id: 'z1',
  name: 'authorizer',
  type: 'TOKEN',
  authType: 'custom',
  providerARNs: null,
  authorizerUri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
  authorizerCredentials: null,
  identitySource: 'method.request.header.Auth',
  identityValidationExpression: 'Bearer .+',
  authorizerResultTtlInSeconds: null,
};

test('a token authorizer: its function, its header, its pattern, five minutes unless told', () => {
  expect(compileAuthorizer(token)).toEqual({
    ok: true,
    authorizer: {
      type: 'TOKEN',
      id: 'z1',
      region: 'eu-west-1',
      functionArn: { parts: [{ kind: 'text', text: functionArn }] },
      identitySources: [{ location: 'header', name: 'Auth', expression: 'method.request.header.Auth' }],
      identityPattern: 'Bearer .+',
      resultTtlSeconds: 300,
    },
  });
});

test('a request authorizer: each identity source, and no pattern', () => {
  const identitySource = 'method.request.header.a, method.request.querystring.b,stageVariables.c,context.d.e';
  const compiled = compileAuthorizer({
    ...token,
    type: 'REQUEST',
    identitySource,
    authorizerResultTtlInSeconds: 0,
  });
  expect(compiled).toMatchObject({
    authorizer: {
      type: 'REQUEST',
      identitySources: [
        { location: 'header', name: 'a', expression: 'method.request.header.a' },
        { location: 'querystring', name: 'b' },
        { location: 'stageVariables', name: 'c' },
        { location: 'context', name: 'd.e', expression: 'context.d.e' },
      ],
      identityPattern: null,
      resultTtlSeconds: 0,
    },
  });
  expect(compileAuthorizer({ ...token, type: 'REQUEST', identitySource: null })).toMatchObject({
    // Nothing tells callers apart, so that no result may be another caller's.
    authorizer: { identitySources: [], resultTtlSeconds: 0 },
  });
});

test('user pools by region and id', () => {
  const providerARNs = ['arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a'];
  expect(
    compileAuthorizer({ ...token, type: 'COGNITO_USER_POOLS', authorizerUri: null, providerARNs }),
  ).toMatchObject({
    authorizer: {
      type: 'COGNITO_USER_POOLS',
      userPools: [{ arn: providerARNs[0], partition: 'aws', region: 'us-east-1', userPoolId: 'us-east-1_a' }],
    },
  });
});

test('the role that calls the function', () => {
  const authorizerCredentials = 'arn:aws:iam::000000000000:role/caller';
  expect(compileAuthorizer({ ...token, authorizerCredentials })).toMatchObject({
    authorizer: { credentials: { parts: [{ kind: 'text', text: authorizerCredentials }] } },
  });
});

test.each<[string, Partial<Authorizer>]>([
  ['credentials that are no role', { authorizerCredentials: 'me' }],
  ['a pattern that is no regular expression', { identityValidationExpression: '(' }],
  ['a URI of another service', { authorizerUri: 'arn:aws:apigateway:eu-west-1:sqs:path/a' }],
  ['no URI', { authorizerUri: null }],
  ['a source that cannot be read', { type: 'REQUEST', identitySource: 'method.request.path.a' }],
  ['a token in a query', { identitySource: 'method.request.querystring.token' }],
  ['no token', { identitySource: null }],
  ['no pool', { type: 'COGNITO_USER_POOLS', providerARNs: ['arn:other'] }],
])('%s is refused with a reason', (_, change) => {
  expect(compileAuthorizer({ ...token, ...change })).toEqual({
    ok: false,
    reason: expect.any(String) as string,
  });
});
