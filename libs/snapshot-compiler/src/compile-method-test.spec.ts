import { readFileSync } from 'node:fs';
import type { FrozenDefinition } from '#libs/api-definition';
import { compileAuthorizerTest } from './compile-authorizer-test.js';
import { compileDeployment } from './compile-deployment.js';
import { compileMethodTest } from './compile-method-test.js';

const read = (name: string): FrozenDefinition =>
  JSON.parse(readFileSync(new URL(`testdata/${name}.in.json`, import.meta.url), 'utf8')) as FrozenDefinition;

test('one method is compiled as it would be deployed, and nothing else', () => {
  const definition = read('http-and-proxy');
  const deployed = compileDeployment(definition).snapshot!;
  for (const { resourceId, path, methods } of deployed.routes) {
    for (const [httpMethod, method] of Object.entries(methods)) {
      const { snapshot } = compileMethodTest(definition, { resourceId, httpMethod });
      expect(snapshot?.routes).toEqual([
        { resourceId, path, methods: { [httpMethod]: { ...method, apiKeyRequired: true } } },
      ]);
    }
  }
});

test('what is wrong with other methods, and who may call, is not asked', () => {
  const definition = read('http-and-proxy');
  const [first, ...others] = definition.methods;
  const closed: FrozenDefinition = {
    ...definition,
    restApi: {
      ...definition.restApi,
      policy: '{}',
      apiKeySource: 'AUTHORIZER',
      disableExecuteApiEndpoint: true,
    },
    methods: [
      { ...first!, authorizationType: 'AWS_IAM' },
      ...others.map((method) => ({ ...method, methodIntegration: null })),
    ],
  };
  expect(compileDeployment(closed).snapshot).toBeNull();
  const { resourceId, httpMethod } = first!;
  expect(compileMethodTest(closed, { resourceId, httpMethod }).snapshot).toMatchObject({
    disableExecuteApiEndpoint: false,
    routes: [{ methods: { [httpMethod]: { authorization: { type: 'NONE' } } } }],
  });
});

test('an authorizer is tested by a method of its own that has no backend', () => {
  const definition = read('http-and-proxy');
  const compiled = compileAuthorizerTest(definition, {
    restApiId: 'a',
    id: 'z1',
    name: 'pool',
    type: 'COGNITO_USER_POOLS',
    authType: 'cognito_user_pools',
    providerARNs: ['arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a'],
    authorizerUri: null,
    authorizerCredentials: null,
    identitySource: 'method.request.header.Authorization',
    identityValidationExpression: null,
    authorizerResultTtlInSeconds: null,
  });
  expect(compiled).toMatchObject({
    ok: true,
    snapshot: {
      restApiId: definition.restApi.id,
      routes: [
        {
          resourceId: 'test-invoke-resource-id',
          path: '/',
          methods: { ANY: { integration: { type: 'MOCK' } } },
        },
      ],
    },
  });
});
