import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import {
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateIntegrationResponseCommand,
  CreateModelCommand,
  UpdateIntegrationCommand,
  type ApiGatewayV2Client,
} from '@aws-sdk/client-apigatewayv2';
import { waitFor } from '#libs/testing';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, type RawData } from 'ws';
import { startFunctionHost, type FunctionHost } from '../support/function-host.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { newWebSocketApi } from '../support/websocket-definitions.js';

// A WebSocket API from its definition by the SDK to the frames that a real client gets.
const functions = {
  guard: `export const handler = async ({ methodArn, queryStringParameters: { token } }) => {
    if (token === 'nobody') throw new Error('Unauthorized');
    const Effect = token === 'banned' ? 'Deny' : 'Allow';
    return {
      principalId: token,
      context: { name: token.toUpperCase() },
      policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: methodArn }] },
    };
  };`,
  echo: `export const handler = async ({ body, requestContext: { authorizer, routeKey, eventType } }) => ({
    statusCode: 200,
    body: JSON.stringify({ said: JSON.parse(body).text, by: authorizer.name, routeKey, eventType }),
  });`,
  mapped: `export const handler = async (event) => {
    if (event.text === 'fail') throw new Error('it was asked to fail');
    return { length: event.text.length, from: event.from };
  };`,
};

let tollgate: Installation;
let host: FunctionHost;
let backend: Server;
let backendUrl: string;
let client: ApiGatewayV2Client;
/** What backends were called with. */
const calls: { readonly path: string; readonly body: string; readonly connectionId: unknown }[] = [];
const clients: WebSocket[] = [];

beforeAll(async () => {
  host = await startFunctionHost(functions);
  tollgate = await startInstallation({ env: { AWS_ENDPOINT_URL_LAMBDA: host.url } });
  client = tollgate.clientV2;
  backend = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      calls.push({ path: request.url!, body, connectionId: request.headers['connection-id'] });
      response.end(`heard ${body}`);
    });
  });
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  backendUrl = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
}, 180_000);
afterEach(() => clients.splice(0).forEach((one) => one.terminate()));
afterAll(async () => {
  backend?.close();
  await tollgate?.close();
  await host?.close();
});

const functionUri = (name: keyof typeof functions) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:${name}/invocations`;

const newApi = () => newWebSocketApi(client);

const urlOf = (apiId: string, scheme = 'ws') =>
  `${scheme}://127.0.0.1:${tollgate.gateways[0]!.httpPort}/_aws/execute-api/${apiId}/prod`;

/** An open connection, and what comes over it. */
async function connect(apiId: string, query = '') {
  const socket = new WebSocket(`${urlOf(apiId)}${query}`);
  clients.push(socket);
  const received: string[] = [];
  socket.on('message', (data: RawData) => received.push((data as Buffer).toString('utf8')));
  await once(socket, 'open');
  const ask = async (message: unknown): Promise<string> => {
    const before = received.length;
    socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    await waitFor(() => received.length > before, { describe: 'a reply' });
    return received[before]!;
  };
  return { socket, received, ask };
}

/** The status of a handshake that is refused. */
async function refusal(apiId: string, query = ''): Promise<number | undefined> {
  const socket = new WebSocket(`${urlOf(apiId)}${query}`);
  clients.push(socket);
  // Refused, it is closed by the test, which it says.
  socket.on('error', () => undefined);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode?: number }];
  return response.statusCode;
}

test('define, connect, message, reply: routes, functions, models, templates and errors', async () => {
  const { ApiId, route, mock, deploy } = await newApi();
  const { AuthorizerId } = await client.send(
    new CreateAuthorizerCommand({
      ApiId,
      Name: 'guard',
      AuthorizerType: 'REQUEST',
      AuthorizerUri: functionUri('guard'),
      IdentitySource: ['route.request.querystring.token'],
    }),
  );
  await client.send(
    new CreateModelCommand({
      ApiId,
      Name: 'Say',
      ContentType: 'application/json',
      Schema: JSON.stringify({ type: 'object', required: ['text'] }),
    }),
  );
  const integration = async (IntegrationType: 'AWS' | 'AWS_PROXY', name: keyof typeof functions) =>
    (
      await client.send(
        new CreateIntegrationCommand({
          ApiId,
          IntegrationType,
          IntegrationMethod: 'POST',
          IntegrationUri: functionUri(name),
          ...(IntegrationType === 'AWS' && {
            RequestTemplates: {
              $default: '{"text":$input.json(\'$.text\'),"from":"$context.authorizer.principalId"}',
            },
          }),
        }),
      )
    ).IntegrationId!;
  const mapped = await integration('AWS', 'mapped');
  const response = (IntegrationResponseKey: string, template: string) =>
    client.send(
      new CreateIntegrationResponseCommand({
        ApiId,
        IntegrationId: mapped,
        IntegrationResponseKey,
        ResponseTemplates: { $default: template },
      }),
    );
  await response('$default', "$input.path('$.length') from $input.path('$.from')");
  await response('/.*asked to fail.*/', "failed: $input.path('$.errorMessage')");
  await route('$connect', await mock('ignored'), {
    AuthorizationType: 'CUSTOM',
    AuthorizerId,
    isTwoWay: false,
  });
  await route('echo', await integration('AWS_PROXY', 'echo'), { RequestModels: { $default: 'Say' } });
  await route('count', mapped);
  await route('quiet', await mock('nobody hears this'), { isTwoWay: false });
  await route('$default', await mock('no such route for $context.authorizer.name'));
  await deploy();

  expect(await refusal(ApiId)).toBe(401);
  expect(await refusal(ApiId, '?token=nobody')).toBe(401);
  expect(await refusal(ApiId, '?token=banned')).toBe(403);
  const { ask, received } = await connect(ApiId, '?token=ann');
  expect(JSON.parse(await ask({ action: 'echo', text: 'hello' }))).toEqual({
    said: 'hello',
    by: 'ANN',
    routeKey: 'echo',
    eventType: 'MESSAGE',
  });
  expect(JSON.parse(await ask({ action: 'echo' }))).toMatchObject({ message: 'Bad request body' });
  expect(await ask({ action: 'count', text: 'seven' })).toBe('5 from ann');
  expect(await ask({ action: 'count', text: 'fail' })).toBe('failed: it was asked to fail');
  // The reply that comes is the second message's: the first has none.
  const quiet = received.length;
  expect(await ask({ action: 'count', text: 'ab' })).toBe('2 from ann');
  expect(received).toHaveLength(quiet + 1);
  expect(await ask('no JSON at all')).toBe('no such route for ANN');
  expect(await ask({ action: 'unknown' })).toBe('no such route for ANN');
});

test('a connection that is open takes the routes of the newest deployment', async () => {
  const { ApiId, route, mock, deploy } = await newApi();
  await route('$default', await mock('first'));
  await deploy();
  const { ask } = await connect(ApiId);
  expect(await ask({ action: 'new' })).toBe('first');
  await route('new', await mock('second'));
  await client.send(new CreateDeploymentCommand({ ApiId, StageName: 'prod' }));
  expect(await ask({ action: 'new' })).toBe('second');
  expect(await ask({ action: 'old' })).toBe('first');
});

test('a backend hears of the end of a connection by its id, at the address that is deployed by then', async () => {
  const { ApiId, route, deploy } = await newApi();
  const { IntegrationId = '' } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'POST',
      IntegrationUri: `${backendUrl}/first`,
      RequestParameters: { 'integration.request.header.Connection-Id': 'context.connectionId' },
    }),
  );
  for (const key of ['$connect', '$disconnect']) await route(key, IntegrationId, { isTwoWay: false });
  await route('$default', IntegrationId);
  await deploy();
  const { ask, socket } = await connect(ApiId);
  expect(await ask('hello')).toBe('heard hello');
  const ConnectionId = String(calls.at(-1)!.connectionId);
  await client.send(
    new UpdateIntegrationCommand({ ApiId, IntegrationId, IntegrationUri: `${backendUrl}/second` }),
  );
  await client.send(new CreateDeploymentCommand({ ApiId, StageName: 'prod' }));
  socket.close(4000, 'enough');
  await waitFor(() =>
    calls.find(({ path, connectionId }) => path === '/second' && connectionId === ConnectionId),
  );
});

test('who may manage connections posts to one, asks about it and ends it, by the SDK', async () => {
  const { ApiId, route, mock, deploy } = await newApi();
  await route('$default', await mock('$context.connectionId'));
  await deploy();
  const { ask, received, socket } = await connect(ApiId);
  const ConnectionId = await ask('who am I');
  const posts = new ApiGatewayManagementApiClient({
    endpoint: urlOf(ApiId, 'http'),
    region: 'us-east-1',
    credentials: client.config.credentials,
    maxAttempts: 1,
  });
  await posts.send(new PostToConnectionCommand({ ConnectionId, Data: 'from outside' }));
  await waitFor(() => received.includes('from outside'));
  const known = await posts.send(new GetConnectionCommand({ ConnectionId }));
  expect(known.ConnectedAt).toBeInstanceOf(Date);
  expect(known.Identity?.SourceIp).toBe('127.0.0.1');
  const closed = once(socket, 'close');
  await posts.send(new DeleteConnectionCommand({ ConnectionId }));
  expect((await closed)[0]).toBe(1000);
  const post = posts.send(new PostToConnectionCommand({ ConnectionId, Data: 'too late' }));
  await expect(post).rejects.toBeInstanceOf(GoneException);
});
