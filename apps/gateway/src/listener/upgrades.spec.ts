import { handshakeRequest, RawWebSocket, waitFor } from '#libs/testing';
import type { CallerResponse } from '../invocation/caller-response.js';
import type { Invocation } from '../invocation/invocation.js';
import {
  host,
  response,
  startWebSocketListener,
  type WebSocketListener,
} from '../testing/websocket-listener.js';

let listener: WebSocketListener;
let answer: (invocation: Invocation) => CallerResponse | Promise<CallerResponse>;
const invocations: Invocation[] = [];
const restHost = 'zzzzzzzzzz.execute-api.localhost';

beforeAll(async () => {
  listener = await startWebSocketListener((invocation) => {
    // The end of a connection of the test before may come late.
    if (invocation.event?.type !== 'DISCONNECT') invocations.push(invocation);
    return answer(invocation);
  });
});
beforeEach(() => {
  invocations.length = 0;
  answer = ({ event }) => response(event === null ? 207 : 200);
});
afterAll(() => listener.stop());
const connect = (): Promise<RawWebSocket> => RawWebSocket.connect({ port: listener.listener.httpPort });

test.each([
  ['another API', { host: restHost }],
  ['another protocol', { host, headers: { Upgrade: 'h2c' } }],
  ['another method', { host, method: 'DELETE' }],
  ['several protocols', { host, headers: { Upgrade: 'websocket, h2c' } }],
  ['a body', { host, headers: { 'Content-Length': '2' } }],
])('what asks for an upgrade with %s is a request like any', async (_, handshake) => {
  const socket = await connect();
  if ('headers' in handshake && 'Content-Length' in handshake.headers) {
    socket.write(Buffer.concat([handshakeRequest({ path: '/dev', ...handshake }), Buffer.from('{}')]));
    expect(await socket.responseHead()).toMatchObject({ status: 207 });
  } else {
    expect(await socket.upgrade({ path: '/dev', ...handshake })).toMatchObject({ status: 207 });
  }
  expect(invocations).toMatchObject([{ event: null }]);
  socket.socket.destroy();
});

test('a handshake behind a request that is not answered yet is a request like any', async () => {
  let respond: (value: CallerResponse) => void = () => undefined;
  answer = ({ address }) =>
    address.path === '/slow' ? new Promise((resolve) => (respond = resolve)) : response(207);
  const socket = await connect();
  socket.write(Buffer.from(`GET /dev/slow HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
  await waitFor(() => invocations.length === 1);
  socket.write(handshakeRequest({ path: '/dev', host }));
  await waitFor(() => invocations.length === 2);
  respond(response(200, 'slow'));
  expect(await socket.responseHead()).toMatchObject({ status: 200 });
  socket.socket.destroy();
});

test('a handshake behind requests that were answered opens the connection', async () => {
  const socket = await connect();
  socket.write(Buffer.from(`GET /dev/first HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
  expect(await socket.responseHead()).toMatchObject({ status: 207 });
  expect(await socket.upgrade({ path: '/dev', host })).toMatchObject({ status: 101 });
  expect(invocations.map(({ event }) => event?.type)).toEqual([undefined, 'CONNECT']);
  socket.socket.destroy();
});

test('a refusal is a response like any, the last of its connection', async () => {
  answer = () => response(418, '{"message":"no"}', ['Content-Type', 'application/json']);
  const socket = await connect();
  const head = await socket.upgrade({ path: '/dev', host });
  const record = await waitFor(() => listener.records.find(({ status }) => status === 418));
  expect(head).toMatchObject({
    status: 418,
    headers: {
      'content-type': 'application/json',
      'content-length': '16',
      connection: 'close',
      'x-amzn-requestid': record.requestId,
      'x-amz-apigw-id': record.extendedRequestId,
    },
  });
  expect(record).toMatchObject({ bytesOut: 16, stageName: 'dev' });
  expect(await socket.untilEnd()).toMatchObject({ ending: 'ended' });
});

test.each([
  [{ 'Sec-WebSocket-Version': '8' }, 426, 'request.websocket_version'],
  [{ 'Sec-WebSocket-Version': null }, 426, 'request.websocket_version'],
  [{ 'Sec-WebSocket-Key': 'c2hvcnQ=' }, 400, 'request.websocket_handshake'],
  [{ 'Sec-WebSocket-Key': null }, 400, 'request.websocket_handshake'],
  [{ 'Sec-WebSocket-Protocol': 'chat, chat' }, 400, 'request.websocket_handshake'],
  [{ 'Sec-WebSocket-Protocol': 'a b' }, 400, 'request.websocket_handshake'],
])('a handshake with %j is refused before its steps with %i, as %s', async (headers, status, code) => {
  const before = listener.records.length;
  const socket = await connect();
  expect(await socket.upgrade({ path: '/dev', host, headers })).toMatchObject({ status });
  await waitFor(() => listener.records.slice(before).some(({ refusal }) => refusal?.code === code));
  expect(invocations).toEqual([]);
});

test.each([
  ['one of those offered', 'chat, superchat', ['Sec-WebSocket-Protocol', 'superchat'], 'superchat'],
  ['the response names none', 'chat, superchat', [], null],
  ['the response names another', 'chat', ['Sec-WebSocket-Protocol', 'mqtt'], null],
  ['none is offered', null, ['Sec-WebSocket-Protocol', 'chat'], null],
])('the subprotocol is the one of the response: %s', async (_, offered, headers, told) => {
  answer = () => response(200, 'ignored', headers);
  const socket = await connect();
  const head = await socket.upgrade({ path: '/dev', host, headers: { 'Sec-WebSocket-Protocol': offered } });
  if (typeof head === 'string') throw new Error(head);
  expect([head.status, head.headers['sec-websocket-protocol'] ?? null]).toEqual([101, told]);
  // Of the response to `$connect` nothing else is told.
  expect(head.headers).not.toHaveProperty('content-length');
  socket.socket.destroy();
});

test('over TLS, with what is known of that connection', async () => {
  const socket = await RawWebSocket.open(
    { port: listener.listener.httpsPort, tls: { rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] } },
    { path: '/dev', host },
  );
  socket.text('hello');
  await waitFor(() => invocations.length === 2);
  for (const { request } of invocations) {
    expect(request.caller).toMatchObject({ isTls: true, tlsVersion: 'TLSv1.3', ip: '127.0.0.1' });
  }
  socket.socket.destroy();
});
