import { RawWebSocket, opcodes, waitFor, type Frame, type HandshakeOptions } from '#libs/testing';
import type { StageDocument, WebSocketAuthorizer } from '#libs/snapshot-format';
import { awsOf } from '../../testing/aws-of.js';
import { uriOf } from '../../testing/http-documents.js';
import { presigned, publishKey, signed } from '../../testing/signing-callers.js';
import { startFunction, type TestFunction } from '../../testing/test-function.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';
import {
  twoWay,
  webSocketHost as host,
  webSocketSnapshot,
  webSocketStage,
} from '../../testing/websocket-documents.js';
import { wsFunction } from '../../testing/websocket-integrations.js';

let called: TestFunction;
let decider: TestFunction;
let system: TestSystem;
const root = 'AKIAROOT';

beforeAll(async () => {
  called = await startFunction();
  decider = await startFunction();
  system = await startTestSystem({
    aws: awsOf({
      functionUrls: new Map([
        ['called', called.url],
        ['decider', decider.url],
      ]),
    }),
  });
  publishKey(system, root, null);
});
afterAll(async () => {
  await system.stop();
  await Promise.all([called, decider].map((each) => each.close()));
});
beforeEach(() => called.returns({ statusCode: 200 }));

type Routes = Parameters<typeof webSocketSnapshot>[0];
const integration = wsFunction('called');
const authorizer: WebSocketAuthorizer = {
  type: 'REQUEST',
  id: 'auth01',
  region: 'us-east-1',
  functionArn: uriOf('arn:aws:lambda:us-east-1:000000000000:function:decider'),
  identitySources: [
    { location: 'querystring', name: 'token', expression: 'route.request.querystring.token' },
  ],
  identityPattern: null,
  resultTtlSeconds: 0,
};

const deploy = (
  routes: Routes,
  change: Parameters<typeof webSocketSnapshot>[1] = {},
  stage: Partial<StageDocument> = {},
) => system.deploy(webSocketSnapshot(routes, change), webSocketStage(stage));

const target = () => ({ port: system.gateway.httpPort });
const open = (options: HandshakeOptions = {}): Promise<RawWebSocket> =>
  RawWebSocket.open(target(), { path: '/dev', host, ...options });

async function refused(options: HandshakeOptions = {}): Promise<number> {
  const socket = await RawWebSocket.connect(target());
  const head = await socket.upgrade({ path: '/dev', host, ...options });
  socket.socket.destroy();
  return typeof head === 'string' ? 0 : head.status;
}

async function textOf(socket: RawWebSocket): Promise<string> {
  const frame = (await socket.next()) as Frame;
  expect(frame.opcode).toBe(opcodes.text);
  return frame.payload.toString('utf8');
}

interface SeenEvent {
  readonly requestContext: Readonly<Record<string, unknown>>;
}

/** The next event of this type that the function was called with. */
const eventOf = (eventType: string): Promise<SeenEvent> =>
  waitFor(
    () => {
      if (called.calls() === 0) return undefined;
      const event = called.event() as unknown as SeenEvent;
      return event.requestContext['eventType'] === eventType ? event : undefined;
    },
    { describe: `an event ${eventType}` },
  );

test('a connection from its handshake to its end: one authorization, whose result is in every event', async () => {
  decider.returns({
    principalId: 'ann',
    policyDocument: { Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }] },
    context: { role: 'admin' },
  });
  await deploy(
    {
      $connect: { integration, authorization: { type: 'CUSTOM', authorizerId: 'auth01' } },
      $disconnect: integration,
      join: twoWay(integration),
    },
    { authorizers: { auth01: authorizer } },
  );
  expect(await refused()).toBe(401);
  const socket = await open({ path: '/dev?token=secret' });
  const connect = await eventOf('CONNECT');
  const { connectionId } = connect.requestContext;
  called.returns({ body: 'welcome' });
  socket.text('{"action":"join"}');
  expect(await textOf(socket)).toBe('welcome');
  const message = await eventOf('MESSAGE');
  socket.text('{"action":"unknown"}');
  expect(await textOf(socket)).toMatch(
    new RegExp(
      `^{"message": "Forbidden", "connectionId":"${String(connectionId)}", "requestId":"[^"]{16}"}$`,
    ),
  );
  socket.close(1000);
  const disconnect = await eventOf('DISCONNECT');
  for (const { requestContext } of [connect, message, disconnect]) {
    expect(requestContext).toMatchObject({ connectionId, authorizer: { principalId: 'ann', role: 'admin' } });
  }
  expect(disconnect.requestContext).toMatchObject({
    disconnectStatusCode: 1000,
    disconnectReason: expect.any(String) as string,
  });
  expect(JSON.stringify([message, disconnect])).not.toContain('secret');
  expect(decider.calls()).toBe(1);
});

test('a signed handshake opens, and who signed it is in every event; another is a 403', async () => {
  await deploy({ $connect: { integration, authorization: { type: 'AWS_IAM' } }, $default: integration });
  expect(await refused()).toBe(403);
  const path = presigned('/dev', root, { headers: { host } });
  expect(await refused({ path: path.replace('X-Amz-Signature=', 'X-Amz-Signature=0') })).toBe(403);
  const socket = await open({ path });
  const { requestContext } = await eventOf('CONNECT');
  expect(requestContext['identity']).toMatchObject({ accessKey: root, sourceIp: '127.0.0.1' });
  expect(JSON.stringify(called.event())).not.toContain('X-Amz-Signature');
  socket.text('{}');
  expect((await eventOf('MESSAGE')).requestContext['identity']).toEqual(requestContext['identity']);
  socket.close(1000);
});

test('the function chooses among the subprotocols, and its status refuses', async () => {
  await deploy({ $connect: integration });
  called.returns({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'chat.v2' } });
  const socket = await RawWebSocket.connect(target());
  const head = await socket.upgrade({
    path: '/dev',
    host,
    headers: { 'Sec-WebSocket-Protocol': 'chat.v1, chat.v2' },
  });
  expect(head).toMatchObject({ status: 101, headers: { 'sec-websocket-protocol': 'chat.v2' } });
  socket.close(1000);
  called.returns({ statusCode: 400 });
  expect(await refused()).toBe(400);
  called.returns({}, true);
  expect(await refused()).toBe(502);
});

test('texts are text frames, bytes are binary ones', async () => {
  await deploy({ $default: twoWay(integration) });
  const socket = await open();
  called.returns({ body: 'AP8=', isBase64Encoded: true });
  socket.text('{}');
  expect(await socket.next()).toMatchObject({ opcode: opcodes.binary, payload: Buffer.from([0, 255]) });
  called.returns({ body: 'κόσμε' });
  socket.text('{}');
  expect(await textOf(socket)).toBe('κόσμε');
  socket.close(1000);
});

test('a client that is connected takes the routes of the next deployment', async () => {
  await deploy({ $default: twoWay(integration) });
  const socket = await open();
  called.returns({ body: 'x' });
  socket.text('{"action":"later"}');
  await textOf(socket);
  expect((await eventOf('MESSAGE')).requestContext['routeKey']).toBe('$default');
  await deploy({ $default: twoWay(integration), later: twoWay(integration) });
  socket.text('{"action":"later"}');
  await textOf(socket);
  expect((await eventOf('MESSAGE')).requestContext['routeKey']).toBe('later');
  socket.close(1000);
});

test('a throttle of a route refuses its messages, and those of no other', async () => {
  await deploy(
    { join: twoWay(integration), $default: twoWay(integration) },
    {},
    { methodThrottles: { join: { ratePerSecond: 0.0001, burst: 2 } } },
  );
  called.returns({ body: 'x' });
  const socket = await open();
  const answers: string[] = [];
  for (const action of ['join', 'join', 'join', 'other']) {
    socket.text(JSON.stringify({ action }));
    answers.push(await textOf(socket));
  }
  expect(answers).toEqual(['x', 'x', expect.stringContaining('"Too Many Requests"'), 'x']);
  socket.close(1000);
});

test('who may manage connections posts to one by its id, and nobody else', async () => {
  await deploy({ $connect: integration });
  const socket = await open();
  const { connectionId } = (await eventOf('CONNECT')).requestContext;
  const path = `/dev/@connections/${encodeURIComponent(String(connectionId))}`;
  expect((await system.call(path, { host, method: 'POST', body: 'x' })).status).toBe(403);
  const options = { method: 'POST', body: 'hello', headers: { host } };
  expect(await system.call(path, { host, ...signed(path, root, options) })).toMatchObject({
    status: 200,
    body: '',
  });
  expect(await textOf(socket)).toBe('hello');
  socket.close(1000);
});
