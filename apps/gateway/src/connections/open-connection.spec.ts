import { RawWebSocket, closePayload, frame, opcodes, waitFor, type Frame } from '#libs/testing';
import type { CallerResponse } from '../invocation/caller-response.js';
import type { Invocation } from '../invocation/invocation.js';
import {
  echo,
  host,
  response,
  startWebSocketListener,
  type WebSocketListener,
} from '../testing/websocket-listener.js';

let running: WebSocketListener[] = [];
afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()));
  running = [];
});
const start = async (...args: Parameters<typeof startWebSocketListener>): Promise<WebSocketListener> => {
  const listener = await startWebSocketListener(...args);
  running.push(listener);
  return listener;
};

/** Keeps the invocations; says yes to all, and echoes. */
function keep(invocations: Invocation[]): (invocation: Invocation) => CallerResponse {
  return (invocation) => {
    invocations.push(invocation);
    return echo(invocation) as CallerResponse;
  };
}

test('a handshake, each message and the end are an invocation each, with what is known of the connection', async () => {
  const invocations: Invocation[] = [];
  const listener = await start(keep(invocations));
  const socket = await listener.open({ headers: { 'User-Agent': 'a client', Cookie: 'secret=1' } });
  socket.text('hello');
  expect(await socket.next()).toMatchObject({ fin: true, opcode: 1, payload: Buffer.from('hello') });
  socket.close(4001, 'bored');
  await socket.untilEnd();
  await waitFor(() => invocations.length === 3);
  const [connect, message, disconnect] = invocations;
  expect(connect!.event).toMatchObject({
    type: 'CONNECT',
    messageId: null,
    connection: {
      connectionId: expect.stringMatching(/^[A-Za-z0-9_-]{15}=$/) as string,
      apiId: 'a1b2c3d4e5',
      stageName: 'dev',
      domainName: host,
      sourceIp: '127.0.0.1',
      userAgent: 'a client',
    },
  });
  expect(connect!.request.rawHeaders).toContain('secret=1');
  expect(message!.event!.connection).toBe(connect!.event!.connection);
  expect(message!.event!.messageId).toMatch(/^[A-Za-z0-9_-]{15}=$/);
  expect(message!.body!.toString()).toBe('hello');
  expect(disconnect!.event).toMatchObject({
    type: 'DISCONNECT',
    disconnectStatusCode: 4001,
    disconnectReason: 'bored',
  });
  // What the handshake has sent is not kept for as long as the connection.
  expect(message!.request.rawHeaders).toEqual([]);
  await waitFor(() => listener.records.length === 3);
  expect(listener.records.map(({ status, bytesIn, bytesOut }) => [status, bytesIn, bytesOut])).toEqual([
    [200, 0, 0],
    [200, 5, 5],
    [200, 0, 0],
  ]);
  expect(listener.started.state()).toMatchObject({ open: 0, pendingHandshakes: 0, pendingDisconnects: 0 });
});

test.each<[name: string, end: (socket: RawWebSocket) => void, code: number, reason: string]>([
  ['a close with 1000', (socket) => socket.close(1000), 1000, 'Connection Closed Normally'],
  ['a close without a code', (socket) => socket.close(), 1005, 'Client-side close frame status not set'],
  ['a close with 1001', (socket) => socket.close(1001), 1001, 'Going away'],
  ['a reset', (socket) => void socket.socket.resetAndDestroy(), 1006, 'Connection Closed Abnormally'],
  [
    'an end without a close frame',
    (socket) => void socket.socket.end(),
    1006,
    'Connection Closed Abnormally',
  ],
  ['a binary frame', (socket) => socket.send(opcodes.binary), 1003, 'Binary frames are not supported'],
  ['a frame too long', (socket) => socket.send(1, { declaredLength: 32_769 }), 1009, 'The frame is too long'],
  ['a breach of the protocol', (socket) => socket.send(3), 1002, ''],
  ['a text that is none', (socket) => socket.send(1, { payload: Buffer.of(0xff) }), 1007, ''],
])('$disconnect says how it ended: %s', async (_, end, code, reason) => {
  const invocations: Invocation[] = [];
  // These clients answer no close frame.
  const listener = await start(keep(invocations), { closeMs: 100 });
  const socket = await listener.open();
  end(socket);
  const last = await waitFor(() => invocations.find(({ event }) => event?.type === 'DISCONNECT'), {
    timeoutMs: 60_000,
  });
  expect([last.event!.disconnectStatusCode, last.event!.disconnectReason]).toEqual([code, reason]);
  socket.socket.destroy();
});

test('messages are handed over in order, so many at once, and answered as their answers come', async () => {
  const begun: string[] = [];
  const answers: ((value: CallerResponse) => void)[] = [];
  const listener = await start(
    ({ event, body }) => {
      if (event?.type !== 'MESSAGE') return response(200);
      begun.push(body!.toString());
      return new Promise((resolve) => answers.push(resolve));
    },
    { messagesAtOnce: 2 },
  );
  const socket = await listener.open();
  socket.write(Buffer.concat(['1', '2', '3'].map((payload) => frame(1, { payload }))));
  // This pipeline tells nobody that it has called: the second waits for the first one's answer.
  await waitFor(() => begun.length === 1);
  answers[0]!(response(200, 'one'));
  expect(await socket.next()).toMatchObject({ payload: Buffer.from('one') });
  await waitFor(() => begun.length === 2);
  answers[1]!(response(200, 'two'));
  expect(await socket.next()).toMatchObject({ payload: Buffer.from('two') });
  await waitFor(() => begun.length === 3);
  answers[2]!(response(200));
  expect(begun).toEqual(['1', '2', '3']);
  socket.socket.destroy();
});

test('what is not read is not kept without end: its sender is told, and who was to be answered is cut', async () => {
  const listener = await start(echo, { waitingBytesMax: 256 * 1024 });
  const socket = await listener.open();
  socket.socket.pause();
  const [connection] = listener.started.connections.all();
  const text = 'x'.repeat(128 * 1024);
  let sent = 0;
  // The system's own buffers take some of it first.
  while (connection!.send(text) === 'sent') sent += 1;
  expect(sent).toBeGreaterThan(0);
  expect(connection!.send(text)).toBe('full');
  expect(connection!.send('x')).toBe('sent');
  socket.text('y'.repeat(32 * 1024));
  for (let more = 0; more < 8 && listener.started.connections.size > 0; more++) {
    socket.text('y'.repeat(32 * 1024));
    await new Promise(setImmediate);
  }
  await waitFor(() => listener.started.connections.size === 0);
  expect(connection!.send('x')).toBe('gone');
  socket.socket.destroy();
});

test('a long message goes out in frames of 32 KB, and comes whole', async () => {
  const listener = await start(echo);
  const socket = await listener.open();
  const [connection] = listener.started.connections.all();
  connection!.send('€'.repeat(30_000));
  const frames: Frame[] = [];
  for (let next = await socket.next(); typeof next !== 'string'; next = await socket.next()) {
    frames.push(next);
    if (next.fin) break;
  }
  expect(frames.map(({ opcode, payload }) => [opcode, payload.length])).toEqual([
    [1, 32_768],
    [0, 32_768],
    [0, 24_464],
  ]);
  expect(Buffer.concat(frames.map(({ payload }) => payload)).toString()).toBe('€'.repeat(30_000));
  socket.socket.destroy();
});

test('the gateway closes what is idle and what is too old, with 1001', async () => {
  const limits = { idleMs: 1, lifeMs: 60_000 };
  for (const more of [limits, { idleMs: 60_000, lifeMs: 1 }]) {
    const listener = await start(echo, more);
    const socket = await listener.open();
    expect(await socket.next()).toMatchObject({ opcode: 8, payload: closePayload(1001, 'Going away') });
    socket.close(1001);
    await socket.untilEnd();
  }
});
