import {
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateIntegrationResponseCommand,
  CreateModelCommand,
  CreateRouteCommand,
  CreateRouteResponseCommand,
  CreateStageCommand,
  ExportApiCommand,
  GetDeploymentCommand,
  TagResourceCommand,
  UpdateApiCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
  type ApiGatewayV2Client,
  type CreateIntegrationCommandInput,
  type CreateRouteCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import type { StageDocument, WebSocketRoute, WebSocketSnapshot } from '#libs/snapshot-format';
import { waitFor } from '#libs/testing';
import { refusalOf } from '../../apps/control-plane/src/testing/refusal-of.js';
import { witnessFeed, type FeedWitness } from '../support/feed-witness.js';
import { gatewayToken, startInstallation, type Installation } from '../support/installation.js';

// From the SDK's calls to what gateways are given.
let tollgate: Installation;
let client: ApiGatewayV2Client;
let feed: FeedWitness;
beforeAll(async () => {
  tollgate = await startInstallation();
  client = tollgate.clientV2;
  feed = witnessFeed(tollgate.controlPlaneUrl, gatewayToken);
}, 180_000);
afterAll(async () => {
  await feed?.stop();
  await tollgate?.close();
});

const functionUri = (name: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:${name}/invocations`;

async function newApi(RouteSelectionExpression = '$request.body.action') {
  const { ApiId = '' } = await client.send(
    new CreateApiCommand({ Name: 'chat', ProtocolType: 'WEBSOCKET', RouteSelectionExpression }),
  );
  const integration = async (input: Omit<CreateIntegrationCommandInput, 'ApiId'>) =>
    (await client.send(new CreateIntegrationCommand({ ApiId, ...input }))).IntegrationId!;
  const route = async (
    RouteKey: string,
    integrationId: string,
    input: Partial<CreateRouteCommandInput> = {},
  ) => {
    const Target = `integrations/${integrationId}`;
    return (await client.send(new CreateRouteCommand({ ApiId, RouteKey, Target, ...input }))).RouteId!;
  };
  return { ApiId, integration, route };
}

/** The newest version of a document, once the feed has one. */
async function published<Body>(kind: string, name: string): Promise<Body> {
  const found = await waitFor(() =>
    feed.changes.findLast((change) => change.kind === kind && change.name === name && change.body !== null),
  );
  return JSON.parse(found.body!) as Body;
}

async function servedBy(ApiId: string, StageName: string) {
  const stage = await published<StageDocument>('stage', `${ApiId}/${StageName}`);
  return { stage, snapshot: await published<WebSocketSnapshot>('snapshot', stage.snapshotDigest) };
}

const get = async (path: string) =>
  (await (await tollgate.signedGet(`/_tollgate/v1/apis/${path}`)).json()) as Record<string, unknown>;

test('an API with every kind of route, integration and response is published as it was defined', async () => {
  const { ApiId, integration, route } = await newApi('${request.body.service}/${request.body.action}');
  const model = (Name: string, schema: object) =>
    client.send(
      new CreateModelCommand({
        ApiId,
        Name,
        ContentType: 'application/json',
        Schema: JSON.stringify(schema),
      }),
    );
  await model('Say', { type: 'object', required: ['text'] });
  const { AuthorizerId } = await client.send(
    new CreateAuthorizerCommand({
      ApiId,
      Name: 'guard',
      AuthorizerType: 'REQUEST',
      AuthorizerUri: functionUri('guard'),
      IdentitySource: ['route.request.querystring.token'],
    }),
  );
  const mock = await integration({
    IntegrationType: 'MOCK',
    RequestTemplates: { 200: '{"statusCode":200}' },
    TemplateSelectionExpression: '200',
  });
  const proxied = await integration({ IntegrationType: 'AWS_PROXY', IntegrationUri: functionUri('join') });
  const mapped = await integration({
    IntegrationType: 'AWS',
    IntegrationMethod: 'POST',
    IntegrationUri: functionUri('say'),
    RequestTemplates: { $default: '$input.body' },
  });
  const passed = await integration({
    IntegrationType: 'HTTP_PROXY',
    IntegrationMethod: 'POST',
    IntegrationUri: 'https://backend.test/gone',
  });
  const http = await integration({
    IntegrationType: 'HTTP',
    IntegrationMethod: 'PUT',
    IntegrationUri: 'https://backend.test/say',
    RequestParameters: { 'integration.request.header.id': 'context.connectionId' },
    TimeoutInMillis: 2_000,
  });
  const response = (IntegrationId: string, IntegrationResponseKey: string, template: string) =>
    client.send(
      new CreateIntegrationResponseCommand({
        ApiId,
        IntegrationId,
        IntegrationResponseKey,
        ResponseTemplates: { $default: template },
      }),
    );
  await response(http, '$default', '$input.body');
  await response(http, '/5\\d\\d/', '{"error":true}');

  await route('$connect', mock, {
    AuthorizationType: 'CUSTOM',
    AuthorizerId,
    ApiKeyRequired: true,
    RequestParameters: { 'route.request.querystring.token': { Required: true } },
  });
  await route('$disconnect', passed);
  const say = await route('$default', mapped, {
    RequestModels: { $default: 'Say' },
    ModelSelectionExpression: '$request.body.action',
    RouteResponseSelectionExpression: '$default',
  });
  await client.send(new CreateRouteResponseCommand({ ApiId, RouteId: say, RouteResponseKey: '$default' }));
  await route('chat/join', proxied, { OperationName: 'Join' });
  await route('chat/say', http);
  const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${ApiId}`;
  await client.send(new TagResourceCommand({ ResourceArn, Tags: { 'tollgate:close-at-expiry': 'on' } }));

  const { DeploymentId, DeploymentStatus } = await client.send(new CreateDeploymentCommand({ ApiId }));
  expect(DeploymentStatus).toBe('DEPLOYED');
  await client.send(
    new CreateStageCommand({
      ApiId,
      StageName: 'prod',
      DeploymentId,
      StageVariables: { a: 'b' },
      DefaultRouteSettings: { LoggingLevel: 'ERROR', ThrottlingRateLimit: 50, ThrottlingBurstLimit: 20 },
      RouteSettings: {
        'chat/say': { ThrottlingRateLimit: 5, LoggingLevel: 'INFO', DataTraceEnabled: true },
      },
    }),
  );
  const { stage, snapshot } = await servedBy(ApiId, 'prod');
  expect(stage).toMatchObject({
    deploymentId: DeploymentId,
    variables: { a: 'b' },
    defaultThrottle: { ratePerSecond: 50, burst: 20 },
    methodThrottles: { 'chat/say': { ratePerSecond: 5, burst: 20 } },
    observability: {
      apiName: 'chat',
      everyMethod: { loggingLevel: 'ERROR', dataTraceEnabled: false, metricsEnabled: false },
      methods: { 'chat/say': { loggingLevel: 'INFO', dataTraceEnabled: true, metricsEnabled: false } },
    },
  });
  expect(snapshot).toMatchObject({
    protocol: 'WEBSOCKET',
    requires: ['websocket-api'],
    restApiId: ApiId,
    apiKeySource: 'HEADER',
    validatesMessages: true,
    closesAtExpiry: true,
    routeSelectionExpression: {
      parts: [
        { kind: 'requestBody', jsonPath: ['service'] },
        { kind: 'text', text: '/' },
        { kind: 'requestBody', jsonPath: ['action'] },
      ],
    },
    authorizers: { [AuthorizerId!]: { type: 'REQUEST', region: 'us-east-1', resultTtlSeconds: 0 } },
    models: { Say: { required: ['text'] } },
  });
  expect(snapshot).not.toHaveProperty('compressesMessages');
  const byKey = new Map(snapshot.routes.map((one) => [one.routeKey, one]));
  expect([...byKey.keys()]).toEqual(['$connect', '$default', '$disconnect', 'chat/join', 'chat/say']);
  expect(byKey.get('$connect')).toMatchObject({
    authorization: { type: 'CUSTOM', authorizerId: AuthorizerId },
    apiKeyRequired: true,
    requiredParameters: [{ location: 'querystring', name: 'token' }],
    integration: { type: 'MOCK', templateSelectionExpression: { parts: [{ kind: 'text', text: '200' }] } },
  });
  expect(byKey.get('$default')).toMatchObject({
    messageModels: { byKey: { $default: 'Say' } },
    integration: { type: 'LAMBDA', requestTemplates: { $default: expect.anything() as unknown } },
    routeResponse: { routeResponseId: expect.any(String) as string },
  });
  expect(byKey.get('$disconnect')).toMatchObject({ integration: { type: 'HTTP_PROXY', responses: [] } });
  expect(byKey.get('chat/join')).toMatchObject({
    operationName: 'Join',
    integration: { type: 'LAMBDA_PROXY', timeoutMs: 29_000 },
  });
  const saying = byKey.get('chat/say') as WebSocketRoute;
  expect(saying).not.toHaveProperty('routeResponse');
  expect(saying.integration).toMatchObject({
    type: 'HTTP',
    httpMethod: 'PUT',
    timeoutMs: 2_000,
    parameters: [
      { to: { location: 'header', name: 'id' }, from: { kind: 'context', path: ['connectionId'] } },
    ],
    responses: [{ selectionPattern: null }, { selectionPattern: '5\\d\\d' }],
  });
});

test('a change is served when it is deployed, and a stage goes back to what it had', async () => {
  const { ApiId, integration, route } = await newApi();
  const mock = await integration({ IntegrationType: 'MOCK' });
  const RouteId = await route('join', mock);
  await client.send(new CreateStageCommand({ ApiId, StageName: 'prod' }));
  const first = await client.send(new CreateDeploymentCommand({ ApiId, StageName: 'prod' }));
  const keys = async () => (await servedBy(ApiId, 'prod')).snapshot.routes.map(({ routeKey }) => routeKey);
  expect(await keys()).toEqual(['join']);

  await client.send(new UpdateRouteCommand({ ApiId, RouteId, RouteKey: 'enter' }));
  expect(await keys()).toEqual(['join']);
  expect(await get(`${ApiId}/stages/prod/drift`)).toMatchObject({
    drifted: true,
    added: [{ kind: 'Route', name: 'enter' }],
    removed: [{ kind: 'Route', name: 'join' }],
  });
  const second = await client.send(new CreateDeploymentCommand({ ApiId, StageName: 'prod' }));
  await waitFor(async () => (await keys()).includes('enter'));
  expect(await get(`${ApiId}/stages/prod/drift`)).toMatchObject({ drifted: false });
  expect(await get(`${ApiId}/deployments/${first.DeploymentId}/diff/${second.DeploymentId}`)).toMatchObject({
    added: [{ name: 'enter' }],
    removed: [{ name: 'join' }],
    changed: [],
  });

  await client.send(new UpdateStageCommand({ ApiId, StageName: 'prod', DeploymentId: first.DeploymentId }));
  await waitFor(async () => (await keys()).includes('join'));
  const { items } = (await get(`${ApiId}/stages/prod/history`)) as { items: { operation: string }[] };
  expect(items.map(({ operation }) => operation)).toEqual([
    'UpdateStage',
    'CreateDeployment',
    'CreateDeployment',
  ]);
  expect(await get(`${ApiId}/stages/prod/rollout`)).toMatchObject({ gateways: expect.any(Array) as unknown });
});

test('what changes tags or settings of the API shows as drift until it is deployed', async () => {
  const { ApiId, integration, route } = await newApi();
  await route('$default', await integration({ IntegrationType: 'MOCK' }));
  await client.send(new CreateStageCommand({ ApiId, StageName: 'prod' }));
  await client.send(new CreateDeploymentCommand({ ApiId, StageName: 'prod' }));
  await client.send(new UpdateApiCommand({ ApiId, DisableSchemaValidation: true }));
  const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${ApiId}`;
  await client.send(new TagResourceCommand({ ResourceArn, Tags: { 'tollgate:permessage-deflate': 'on' } }));
  expect(await get(`${ApiId}/stages/prod/drift`)).toMatchObject({
    drifted: true,
    changed: [{ kind: 'Api', at: ['/compressesMessages', '/disableSchemaValidation'] }],
  });
  await client.send(new CreateDeploymentCommand({ ApiId, StageName: 'prod' }));
  await waitFor(async () => (await servedBy(ApiId, 'prod')).snapshot.compressesMessages === true);
  expect((await servedBy(ApiId, 'prod')).snapshot.validatesMessages).toBe(false);
});

test('what AWS does not have for WebSocket APIs is refused', async () => {
  const { ApiId, integration, route } = await newApi();
  const RouteId = await route('$default', await integration({ IntegrationType: 'MOCK' }));
  const autoDeploy = new CreateStageCommand({ ApiId, StageName: 'prod', AutoDeploy: true });
  expect(await refusalOf(client.send(autoDeploy))).toMatch(/^400 BadRequestException: autoDeploy/);
  const exported = new ExportApiCommand({ ApiId, OutputType: 'JSON', Specification: 'OAS30' });
  expect(await refusalOf(client.send(exported))).toMatch(/^400 BadRequestException/);
  await client.send(new UpdateRouteCommand({ ApiId, RouteId, ApiKeyRequired: true }));
  expect(await refusalOf(client.send(new CreateDeploymentCommand({ ApiId })))).toBe(
    '400 BadRequestException: $default: API keys can be required on the $connect route only',
  );
  await client.send(new UpdateRouteCommand({ ApiId, RouteId, ApiKeyRequired: false }));
  const { DeploymentId } = await client.send(new CreateDeploymentCommand({ ApiId }));
  expect(await client.send(new GetDeploymentCommand({ ApiId, DeploymentId }))).toMatchObject({
    DeploymentStatus: 'DEPLOYED',
    AutoDeployed: false,
  });
});
