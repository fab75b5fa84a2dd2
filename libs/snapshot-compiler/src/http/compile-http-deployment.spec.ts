import type { FrozenHttpDefinition, HttpIntegration } from '#libs/api-definition';
import { sealSnapshot } from '#libs/snapshot-format';
import fc from 'fast-check';
import { httpAuthorizerWith, httpDefinitionWith, httpIntegrationWith, httpRouteWith } from '#libs/testing';
import { compileHttpDeployment } from './compile-http-deployment.js';

/** What the compiler says of a definition, `code: message` each. */
const complaintsAbout = (parts: Partial<FrozenHttpDefinition>): string[] =>
  compileHttpDeployment(httpDefinitionWith(parts)).diagnostics.map(
    ({ code, message }) => `${code}: ${message}`,
  );

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:pets';
const role = 'arn:aws:iam::000000000000:role/caller';

test('routes are sorted by key, each with its method and path', () => {
  const routes = ['POST /b', '$default', 'GET /{proxy+}', 'ANY /a/{id}'].map((key) => httpRouteWith(key));
  const { snapshot, diagnostics } = compileHttpDeployment(
    httpDefinitionWith({ routes, integrations: [httpIntegrationWith()] }),
  );
  expect(diagnostics).toEqual([]);
  expect(snapshot!.requires).toEqual(['http-api']);
  expect(snapshot!.routes.map(({ routeKey, method, path }) => [routeKey, method, path])).toEqual([
    ['$default', 'ANY', undefined],
    ['ANY /a/{id}', 'ANY', '/a/{id}'],
    ['GET /{proxy+}', 'GET', '/{proxy+}'],
    ['POST /b', 'POST', '/b'],
  ]);
});

test('the order of routes, integrations, authorizers and mappings does not matter: the bytes are the same', () => {
  const parts = {
    routes: [
      httpRouteWith('GET /a', {
        authorizationType: 'JWT',
        authorizerId: 'jwt001',
        authorizationScopes: ['b', 'a'],
      }),
      httpRouteWith('GET /b', {
        authorizationType: 'CUSTOM',
        authorizerId: 'aut001',
        target: 'integrations/int0002',
      }),
      httpRouteWith('ANY /{proxy+}', { target: 'integrations/int0003' }),
      httpRouteWith('$default', { target: null }),
    ],
    integrations: [
      httpIntegrationWith({
        requestParameters: {
          'append:header.a': '1',
          'overwrite:header.a': '2',
          'overwrite:path': '$request.path',
        },
        responseParameters: { '500': { 'remove:header.b': "''" }, '200': { 'overwrite:statuscode': '201' } },
      }),
      httpIntegrationWith({
        integrationId: 'int0002',
        integrationType: 'AWS_PROXY',
        integrationUri: functionArn,
      }),
      httpIntegrationWith({
        integrationId: 'int0003',
        integrationType: 'AWS_PROXY',
        integrationSubtype: 'SQS-SendMessage',
        credentialsArn: role,
        requestParameters: { QueueUrl: 'q', MessageBody: '$request.body', Region: 'eu-west-1' },
      }),
    ],
    authorizers: [
      httpAuthorizerWith(),
      httpAuthorizerWith({
        authorizerId: 'jwt001',
        authorizerType: 'JWT',
        jwtConfiguration: { issuer: 'https://issuer.test', audience: ['b', 'a', 'b'] },
      }),
    ],
  };
  const bytesOf = (definition: FrozenHttpDefinition): string =>
    sealSnapshot(compileHttpDeployment(definition).snapshot!).body;
  const shuffled = <T>(list: readonly T[]) =>
    fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });
  const membersShuffled = (integration: HttpIntegration) =>
    shuffled(Object.entries(integration.requestParameters ?? {})).map((entries) => ({
      ...integration,
      ...(integration.requestParameters && { requestParameters: Object.fromEntries(entries) }),
    }));
  const expected = bytesOf(httpDefinitionWith(parts));
  fc.assert(
    fc.property(
      shuffled(parts.routes),
      fc.tuple(...parts.integrations.map(membersShuffled)).chain(shuffled),
      shuffled(parts.authorizers),
      (routes, integrations, authorizers) =>
        expect(bytesOf(httpDefinitionWith({ routes, integrations, authorizers }))).toBe(expected),
    ),
  );
});

test('an API without routes is refused with AWS’s text, and before anything else', () => {
  expect(complaintsAbout({})).toEqual([
    'no-routes: Unable to deploy API because no routes exist in this API',
  ]);
});

test('a route without a target is kept, and answers for itself', () => {
  const definition = httpDefinitionWith({ routes: [httpRouteWith('GET /a', { target: null })] });
  const { snapshot, diagnostics } = compileHttpDeployment(definition);
  expect(snapshot!.routes[0]!.integration).toEqual({ type: 'NONE' });
  expect(diagnostics).toMatchObject([{ code: 'route-without-target', severity: 'warning' }]);
});

test.each<[string, Partial<FrozenHttpDefinition>, RegExp]>([
  [
    'a target that is not there',
    { routes: [httpRouteWith('GET /a')] },
    /^no-integration: GET \/a: there is no/,
  ],
  ['a key of no method', { routes: [httpRouteWith('FETCH /a')] }, /^bad-route-key: FETCH \/a/],
  ['a key without a slash', { routes: [httpRouteWith('GET a')] }, /^bad-route-key/],
  [
    'routes that answer the same requests',
    {
      routes: [httpRouteWith('GET /a/{x}'), httpRouteWith('GET /a/{y}')],
      integrations: [httpIntegrationWith()],
    },
    /^route-conflict: GET \/a\/\{x\} and GET \/a\/\{y\}/,
  ],
  [
    'something below a greedy variable',
    { routes: [httpRouteWith('GET /{a+}/b')], integrations: [httpIntegrationWith()] },
    /^bad-route-key: .* must be at the end/,
  ],
  [
    'an authorizer that is not there',
    {
      routes: [httpRouteWith('GET /a', { authorizationType: 'JWT', authorizerId: 'aut001' })],
      integrations: [httpIntegrationWith()],
    },
    /^bad-authorizer: GET \/a: authorizer aut001: there is no/,
  ],
  [
    'an authorizer of another type',
    {
      routes: [httpRouteWith('GET /a', { authorizationType: 'JWT', authorizerId: 'aut001' })],
      integrations: [httpIntegrationWith()],
      authorizers: [httpAuthorizerWith()],
    },
    /^bad-authorizer: .* it is of type REQUEST/,
  ],
  [
    'an authorization that is not known',
    {
      routes: [httpRouteWith('GET /a', { authorizationType: 'MAGIC' as 'NONE' })],
      integrations: [httpIntegrationWith()],
    },
    /^authorization-not-served: .* not served open/,
  ],
])('%s is refused', (_, parts, complaint) => {
  expect(complaintsAbout(parts)[0]).toMatch(complaint);
  expect(compileHttpDeployment(httpDefinitionWith(parts)).snapshot).toBeNull();
});

test('variables of the same place may have other names in other routes', () => {
  const routes = [httpRouteWith('GET /a/{x}'), httpRouteWith('GET /a/{y}/b'), httpRouteWith('POST /a/{z}')];
  expect(complaintsAbout({ routes, integrations: [httpIntegrationWith()] })).toEqual([]);
});

test('a route that asks for a key or checks bodies does so in the snapshot, with the models that it needs', () => {
  const model = (name: string, schema: object) => ({
    apiId: 'a1b2c3d4e5',
    modelId: name,
    name,
    contentType: 'application/json',
    description: null,
    schema: JSON.stringify(schema),
  });
  const reference = 'https://apigateway.amazonaws.com/restapis/a1b2c3d4e5/models/Name';
  const { snapshot, diagnostics } = compileHttpDeployment(
    httpDefinitionWith({
      routes: [
        httpRouteWith('POST /a', { apiKeyRequired: true, requestModels: { 'Application/JSON': 'Pet' } }),
      ],
      integrations: [httpIntegrationWith()],
      models: [
        model('Pet', { properties: { name: { $ref: reference } } }),
        model('Name', { type: 'string' }),
        model('Unused', {}),
      ],
    }),
  );
  expect(diagnostics).toEqual([]);
  expect(snapshot!.routes[0]).toMatchObject({
    apiKeyRequired: true,
    requestChecks: { requiredParameters: [], bodyModels: { 'application/json': 'Pet' } },
  });
  expect(Object.keys(snapshot!.models!)).toEqual(['Name', 'Pet']);
  expect(complaintsAbout({ routes: [httpRouteWith('POST /a', { requestModels: { a: 'None' } })] })).toContain(
    'bad-model: POST /a: there is no model None',
  );
});
