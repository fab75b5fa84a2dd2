import {
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  GetRoutesCommand,
  ImportApiCommand,
  ReimportApiCommand,
  type ApiGatewayV2Client,
} from '@aws-sdk/client-apigatewayv2';
import { clientOfV2 } from '../../testing/client-of-v2.js';
import { petsDocument, proxy } from '../../testing/http-pets-document.js';
import { refusedUnchanged } from '../../testing/refused-unchanged.js';
import { startControlPlane, type TestControlPlane } from '../../testing/start-control-plane.js';

// The numbers of AWS (quotas of HTTP APIs), with none of them set to another.
let plane: TestControlPlane;
let client: ApiGatewayV2Client;
let ApiId: string | undefined;
beforeAll(async () => {
  plane = await startControlPlane();
  client = clientOfV2(plane);
  ({ ApiId } = await client.send(new ImportApiCommand({ Body: documentOf(300, 10) })));
});
afterAll(() => plane?.close());

/** Each route with an integration of its own, and one of the authorizers. */
function documentOf(routes: number, authorizers: number): string {
  const names = Array.from({ length: authorizers }, (_, index) => `tokens${index}`);
  const paths = Array.from({ length: routes }, (_, index) => [
    `/p${index}`,
    {
      get: {
        security: [{ [names[index % authorizers]!]: [] }],
        'x-amazon-apigateway-integration': proxy(),
      },
    },
  ]);
  const schemes = names.map((name) => [
    name,
    {
      type: 'oauth2',
      'x-amazon-apigateway-authorizer': {
        type: 'jwt',
        identitySource: '$request.header.Authorization',
        jwtConfiguration: { issuer: 'https://issuer.test', audience: ['app'] },
      },
    },
  ]);
  return JSON.stringify(
    petsDocument({
      paths: Object.fromEntries(paths) as object,
      components: { securitySchemes: Object.fromEntries(schemes) as object },
    }),
  );
}

const reached = (name: string) =>
  new RegExp(`^429 LimitExceededException: .* raise ${name} in TOLLGATE_LIMITS`);

test('300 routes, 300 integrations and 10 authorizers are taken, and none more of any', async () => {
  const { Items } = await client.send(new GetRoutesCommand({ ApiId, MaxResults: '500' }));
  expect(Items).toHaveLength(300);
  const integration = new CreateIntegrationCommand({
    ApiId,
    IntegrationType: 'HTTP_PROXY',
    IntegrationMethod: 'GET',
    IntegrationUri: 'http://a.test/',
    PayloadFormatVersion: '1.0',
  });
  const authorizer = new CreateAuthorizerCommand({
    ApiId,
    Name: 'more',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: 'https://issuer.test', Audience: ['a'] },
  });
  const route = new CreateRouteCommand({ ApiId, RouteKey: 'GET /more' });
  expect(await refusedUnchanged(plane, () => client.send(route))).toMatch(reached('routesPerHttpApi'));
  expect(await refusedUnchanged(plane, () => client.send(integration))).toMatch(
    reached('integrationsPerHttpApi'),
  );
  expect(await refusedUnchanged(plane, () => client.send(authorizer))).toMatch(
    reached('authorizersPerHttpApi'),
  );
});

test.each([
  [301, 10, 'routesPerHttpApi'],
  [20, 11, 'authorizersPerHttpApi'],
])(
  'an import of %i routes and %i authorizers leaves nothing, or what was there',
  async (routes, authorizers, name) => {
    const Body = documentOf(routes, authorizers);
    expect(await refusedUnchanged(plane, () => client.send(new ImportApiCommand({ Body })))).toMatch(
      reached(name),
    );
    expect(await refusedUnchanged(plane, () => client.send(new ReimportApiCommand({ ApiId, Body })))).toMatch(
      reached(name),
    );
  },
);

test('an API that is full can be imported anew, and has 10 stages at most', async () => {
  await client.send(new ReimportApiCommand({ ApiId, Body: documentOf(300, 10) }));
  for (let index = 0; index < 10; index += 1)
    await client.send(new CreateStageCommand({ ApiId, StageName: `stage${index}` }));
  const more = new CreateStageCommand({ ApiId, StageName: 'more' });
  expect(await refusedUnchanged(plane, () => client.send(more))).toMatch(reached('stagesPerHttpApi'));
});
