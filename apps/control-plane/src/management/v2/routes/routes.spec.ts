import {
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateRouteResponseCommand,
  DeleteIntegrationCommand,
  DeleteRouteCommand,
  DeleteRouteRequestParameterCommand,
  DeleteRouteResponseCommand,
  GetRouteCommand,
  GetRouteResponseCommand,
  GetRouteResponsesCommand,
  GetRoutesCommand,
  UpdateRouteCommand,
  UpdateRouteResponseCommand,
  type ApiGatewayV2Client,
} from '@aws-sdk/client-apigatewayv2';
import { clientOfV2 } from '../../../testing/client-of-v2.js';
import { refusalOf } from '../../../testing/refusal-of.js';
import { seedHttpApi } from '../../../testing/seed-http-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let client: ApiGatewayV2Client;
let ApiId: string;
let target: string;
beforeAll(async () => {
  plane = await startControlPlane();
  client = clientOfV2(plane);
  ApiId = await seedHttpApi(plane);
  target = await newTarget(ApiId);
});
afterAll(() => plane?.close());

async function newTarget(apiId: string): Promise<string> {
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({
      ApiId: apiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: 'https://example.com',
    }),
  );
  return `integrations/${IntegrationId}`;
}

const withoutMetadata = ({ $metadata: _, ...output }: { $metadata: unknown }): object => output;

test('a route is shown as it was made, alone and in the list', async () => {
  const made = await client.send(
    new CreateRouteCommand({ ApiId, RouteKey: 'GET /pets/{id}', Target: target, OperationName: 'getPet' }),
  );
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(withoutMetadata(made)).toEqual({
    RouteId: expect.stringMatching(/^[a-z0-9]{6}$/) as string,
    RouteKey: 'GET /pets/{id}',
    Target: target,
    OperationName: 'getPet',
    ApiKeyRequired: false,
    AuthorizationType: 'NONE',
  });
  const { RouteId } = made;
  expect(withoutMetadata(await client.send(new GetRouteCommand({ ApiId, RouteId })))).toEqual(
    withoutMetadata(made),
  );
  const { Items } = await client.send(new GetRoutesCommand({ ApiId }));
  expect(Items).toContainEqual(withoutMetadata(made));
});

test('lists come in pages, each route once', async () => {
  const apiId = await seedHttpApi(plane);
  for (const path of ['a', 'b', 'c']) {
    await client.send(new CreateRouteCommand({ ApiId: apiId, RouteKey: `GET /${path}` }));
  }
  const first = await client.send(new GetRoutesCommand({ ApiId: apiId, MaxResults: '2' }));
  const second = await client.send(
    new GetRoutesCommand({ ApiId: apiId, MaxResults: '2', NextToken: first.NextToken }),
  );
  const keys = [...first.Items!, ...second.Items!].map(({ RouteKey }) => RouteKey);
  expect(keys.sort()).toEqual(['GET /a', 'GET /b', 'GET /c']);
  expect(second.NextToken).toBeUndefined();
});

test('an update changes what it names, and refuses what the route could not be', async () => {
  const { RouteId } = await client.send(
    new CreateRouteCommand({ ApiId, RouteKey: 'PUT /pets', Target: target }),
  );
  const updated = await client.send(
    new UpdateRouteCommand({ ApiId, RouteId, RouteKey: 'PATCH /pets', OperationName: 'patch' }),
  );
  expect(updated).toMatchObject({ RouteKey: 'PATCH /pets', OperationName: 'patch', Target: target });
  const jwt = client.send(new UpdateRouteCommand({ ApiId, RouteId, AuthorizationType: 'JWT' }));
  expect(await refusalOf(jwt)).toBe(
    '400 BadRequestException: Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer.',
  );
  const { AuthorizerId } = await client.send(
    new CreateAuthorizerCommand({
      ApiId,
      Name: 'tokens',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://issuer.example.com', Audience: ['a'] },
    }),
  );
  const secured = await client.send(
    new UpdateRouteCommand({
      ApiId,
      RouteId,
      AuthorizationType: 'JWT',
      AuthorizerId,
      AuthorizationScopes: ['read'],
    }),
  );
  expect(secured).toMatchObject({ AuthorizerId, AuthorizationScopes: ['read'] });
  const opened = await client.send(new UpdateRouteCommand({ ApiId, RouteId, AuthorizationType: 'NONE' }));
  expect(opened.AuthorizerId).toBeUndefined();
  expect(opened.AuthorizationScopes).toBeUndefined();
});

test('two routes of one key cannot be, also when they are made at the same moment', async () => {
  const calls = Array.from({ length: 4 }, () =>
    client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /once' })),
  );
  const settled = await Promise.allSettled(calls);
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const renamed = client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /pets/{other}' }));
  expect(await refusalOf(renamed)).toBe(
    '409 ConflictException: The provided route key "GET /pets/{other}" has a conflicting variable on the same hierarchical level as "GET /pets/{id}"',
  );
});

test('a route goes, and its integration may go after it', async () => {
  const own = await newTarget(ApiId);
  const IntegrationId = own.slice('integrations/'.length);
  const { RouteId } = await client.send(
    new CreateRouteCommand({ ApiId, RouteKey: 'GET /gone', Target: own }),
  );
  const inUse = client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }));
  expect(await refusalOf(inUse)).toBe(
    `409 ConflictException: Cannot delete Integration because it is referenced by the following Routes with Ids: [${RouteId}]`,
  );
  const deleted = await client.send(new DeleteRouteCommand({ ApiId, RouteId }));
  expect(deleted.$metadata.httpStatusCode).toBe(204);
  expect(await refusalOf(client.send(new GetRouteCommand({ ApiId, RouteId })))).toBe(
    '404 NotFoundException: Invalid Route identifier specified',
  );
  await client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }));
});

test('the tag lets a route of an HTTP API ask for keys; without it that is refused', async () => {
  const tagged = await seedHttpApi(plane, { tags: { 'tollgate:rest-features': 'on' } });
  const create = (apiId: string) =>
    client.send(new CreateRouteCommand({ ApiId: apiId, RouteKey: '$default', ApiKeyRequired: true }));
  expect((await create(tagged)).ApiKeyRequired).toBe(true);
  expect(await refusalOf(create(ApiId))).toBe(
    '400 BadRequestException: ApiKeyRequired is not currently supported for HTTP APIs.',
  );
});

describe('of a WebSocket API', () => {
  let webSocketId: string;
  let RouteId: string | undefined;
  beforeAll(async () => {
    webSocketId = await seedHttpApi(plane, { protocolType: 'WEBSOCKET' });
    ({ RouteId } = await client.send(
      new CreateRouteCommand({
        ApiId: webSocketId,
        RouteKey: '$connect',
        RequestParameters: {
          'route.request.header.a': { Required: true },
          'route.request.querystring.b': { Required: false },
        },
      }),
    ));
  });

  test('request parameters are kept, and taken away one by one', async () => {
    const RequestParameterKey = 'route.request.header.a';
    const remove = () =>
      client.send(
        new DeleteRouteRequestParameterCommand({ ApiId: webSocketId, RouteId, RequestParameterKey }),
      );
    await remove();
    const { RequestParameters } = await client.send(new GetRouteCommand({ ApiId: webSocketId, RouteId }));
    expect(RequestParameters).toEqual({ 'route.request.querystring.b': { Required: false } });
    expect(await refusalOf(remove())).toBe('404 NotFoundException: Invalid parameter name specified');
  });

  test('a route has one response, $default, and an HTTP API none', async () => {
    const create = (apiId: string, routeId: string | undefined, RouteResponseKey = '$default') =>
      client.send(new CreateRouteResponseCommand({ ApiId: apiId, RouteId: routeId, RouteResponseKey }));
    expect(await refusalOf(create(webSocketId, RouteId, 'x'))).toBe(
      '400 BadRequestException: Currently, only $default is supported as a RouteResponseKey.',
    );
    const { RouteResponseId } = await create(webSocketId, RouteId);
    expect(await refusalOf(create(webSocketId, RouteId))).toBe(
      '409 ConflictException: Route response with key $default already exists for this route',
    );
    const of = { ApiId: webSocketId, RouteId, RouteResponseId };
    const updated = await client.send(
      new UpdateRouteResponseCommand({ ...of, ModelSelectionExpression: '$request.body.a' }),
    );
    expect(withoutMetadata(await client.send(new GetRouteResponseCommand(of)))).toEqual(
      withoutMetadata(updated),
    );
    const { Items } = await client.send(new GetRouteResponsesCommand({ ApiId: webSocketId, RouteId }));
    expect(Items).toEqual([withoutMetadata(updated)]);
    await client.send(new DeleteRouteResponseCommand(of));
    expect(await refusalOf(client.send(new GetRouteResponseCommand(of)))).toBe(
      '404 NotFoundException: Invalid Route Response identifier specified',
    );
    const { RouteId: httpRoute } = await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /r' }));
    expect(await refusalOf(create(ApiId, httpRoute))).toBe(
      '400 BadRequestException: RouteResponses are currently not supported for this API protocol type.',
    );
  });
});

test('an API of another region or account is not there', async () => {
  const elsewhere = await seedHttpApi(plane, { region: 'eu-west-1' });
  expect(await refusalOf(client.send(new GetRoutesCommand({ ApiId: elsewhere })))).toBe(
    `404 NotFoundException: Invalid API identifier specified 000000000000:${elsewhere}`,
  );
  const create = client.send(new CreateRouteCommand({ ApiId: 'nope', RouteKey: '' }));
  expect(await refusalOf(create)).toBe(
    '404 NotFoundException: Invalid API identifier specified 000000000000:nope',
  );
});
