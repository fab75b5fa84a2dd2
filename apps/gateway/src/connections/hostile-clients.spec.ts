import { closePayload, frame, handshakeRequest, opcodes, RawWebSocket, waitFor } from '#libs/testing';
import { newExchange, type IntegrationRequest } from '../invocation/exchange.js';
import type { CallerResponse } from '../invocation/caller-response.js';
import type { Invocation } from '../invocation/invocation.js';
import {
  echo,
  host,
  response,
  startWebSocketListener,
  type WebSocketListener,
} from '../testing/websocket-listener.js';

const running: WebSocketListener[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});
const start = async (...args: Parameters<typeof startWebSocketListener>): Promise<WebSocketListener> => {
  const listener = await startWebSocketListener(...args);
  running.push(listener);
  return listener;
};
const more = { fin: false } as const;

/** Another client is served as if the hostile one were not there. */
async function isUnharmed(socket: RawWebSocket): Promise<void> {
  socket.text('still here?');
  expect(await socket.next()).toMatchObject({ payload: Buffer.from('still here?') });
  socket.socket.destroy();
}

test.each<[name: string, bytes: () => Buffer, code: number, reason: string]>([
  [
    'a flood of pings',
    () => Buffer.concat(Array.from({ length: 5_000 }, () => frame(opcodes.ping, { payload: 'p' }))),
    1008,
    'Too many control frames',
  ],
  [
    'a flood of pongs',
    () => Buffer.concat(Array.from({ length: 5_000 }, () => frame(opcodes.pong))),
    1008,
    'Too many control frames',
  ],
  [
    'a message in more fragments than may be',
    () =>
      Buffer.concat([
        frame(1, { payload: 'a', ...more }),
        ...Array.from({ length: 1_024 }, () => frame(0, { payload: 'a', ...more })),
      ]),
    1008,
    '',
  ],
  [
    'a message in empty fragments without end',
    () => Buffer.concat([frame(1, more), ...Array.from({ length: 1_100 }, () => frame(0, more))]),
    1008,
    '',
  ],
  ['a head that claims 4 GB', () => frame(1, { declaredLength: 2 ** 32 }), 1009, 'The frame is too long'],
])('%s is cut, and others are unharmed', async (_, bytes, code, reason) => {
  const listener = await start(echo);
  const [hostile, other] = await Promise.all([listener.open(), listener.open()]);
  hostile.write(bytes());
  for (;;) {
    const next = await hostile.next();
    if (typeof next === 'string') throw new Error(`no close frame came: ${next}`);
    if (next.opcode !== opcodes.close) continue;
    expect(next.payload).toEqual(closePayload(code, reason));
    break;
  }
  hostile.close(code);
  await hostile.untilEnd();
  await waitFor(() => listener.started.connections.size === 1);
  await isUnharmed(other);
});

test('control frames between two fragments are bounded in bytes, as a piece is kept whole', async () => {
  const listener = await start(echo, { controlFramesPerSecond: 1e9 });
  const socket = await listener.open();
  socket.send(1, { payload: 'a', ...more });
  const pong = frame(opcodes.pong, { payload: Buffer.alloc(125) });
  const enough = Math.floor((64 * 1024) / pong.length);
  socket.write(Buffer.concat(Array.from({ length: enough }, () => pong)));
  socket.send(opcodes.ping, { payload: 'read' });
  expect(await socket.next()).toMatchObject({ opcode: opcodes.pong });
  socket.write(pong);
  expect(await socket.next()).toMatchObject({
    opcode: 8,
    payload: closePayload(1008, 'Too many control frames'),
  });
  socket.socket.destroy();
});

test('pongs that are not read do not pile up: who pings and does not read is cut', async () => {
  const listener = await start(echo, { controlFramesPerSecond: 1e9, waitingBytesMax: 64 * 1024 });
  const [hostile, other] = await Promise.all([listener.open(), listener.open()]);
  hostile.socket.pause();
  const pings = Buffer.concat(
    Array.from({ length: 500 }, () => frame(opcodes.ping, { payload: Buffer.alloc(125) })),
  );
  for (let sent = 0; sent < 400 && listener.started.connections.size === 2; sent++) {
    hostile.write(pings);
    await new Promise(setImmediate);
  }
  await waitFor(() => listener.started.connections.size === 1, { timeoutMs: 60_000 });
  hostile.socket.destroy();
  await isUnharmed(other);
});

test('a client that never answers the close frame is cut', async () => {
  const listener = await start(echo, { closeMs: 50 });
  const socket = await listener.open();
  const [connection] = listener.started.connections.all();
  connection!.close(4000, 'enough');
  expect(await socket.next()).toMatchObject({ opcode: 8, payload: closePayload(4000, 'enough') });
  expect(await socket.untilEnd()).toMatchObject({ frames: [] });
  await waitFor(() => listener.started.connections.size === 0);
});

test('part of a message is no activity: who only dribbles is idle', async () => {
  const listener = await start(echo, { idleMs: 1 });
  const socket = await listener.open();
  socket.write(frame(1, { payload: 'x'.repeat(1_000) }).subarray(0, 500));
  expect(await socket.next()).toMatchObject({ opcode: 8, payload: closePayload(1001, 'Going away') });
  socket.socket.destroy();
});

test('no more handshakes wait than may, the rest is refused, and those that leave make room', async () => {
  const answers: ((value: CallerResponse) => void)[] = [];
  const invocations: Invocation[] = [];
  const listener = await start(
    (invocation) => {
      invocations.push(invocation);
      if (invocation.event?.type !== 'CONNECT') return response(200);
      invocation.exchange = newExchange({} as IntegrationRequest);
      invocation.exchange.sentAfterMs = 0;
      return new Promise((resolve) => {
        answers.push(resolve);
        invocation.onCallerGone = () => resolve(response(500));
      });
    },
    { handshakesMax: 2 },
  );
  const target = { port: listener.listener.httpPort };
  const [one, two, three] = await Promise.all([1, 2, 3].map(() => RawWebSocket.connect(target)));
  const handshake = handshakeRequest({ path: '/dev', host });
  one!.write(handshake);
  two!.write(handshake);
  await waitFor(() => listener.started.handshakes.pending === 2);
  expect(await three!.upgrade({ path: '/dev', host })).toMatchObject({ status: 503 });
  expect(await three!.untilEnd()).toMatchObject({ ending: 'ended' });
  await waitFor(() => listener.records.some(({ refusal }) => refusal?.code === 'gateway.handshakes_full'));
  expect(listener.started.state()).toMatchObject({ pendingHandshakes: 2, refusedHandshakes: 1 });
  two!.socket.destroy();
  await waitFor(() => listener.started.handshakes.pending === 1);
  // Its backend had been called, and may have let it in.
  await waitFor(() =>
    invocations.some(({ event }) => event?.type === 'DISCONNECT' && event.disconnectStatusCode === 1006),
  );
  answers[0]!(response(204));
  expect(await one!.responseHead()).toMatchObject({ status: 101 });
  one!.socket.destroy();
});

test('what a client sends before it was let in is bounded, and is heard once it was', async () => {
  let answer: (value: CallerResponse) => void = () => undefined;
  const texts: string[] = [];
  const listener = await start(({ event, body }) => {
    if (event?.type === 'CONNECT') return new Promise((resolve) => (answer = resolve));
    if (event?.type === 'MESSAGE') texts.push(body!.toString());
    return response(200);
  });
  const socket = await RawWebSocket.connect({ port: listener.listener.httpPort });
  const text = frame(1, { payload: 'e'.repeat(30_000) });
  socket.write(handshakeRequest({ path: '/dev', host }));
  for (let sent = 0; sent < 1_000; sent++) socket.write(text);
  await waitFor(() => listener.started.handshakes.pending === 1);
  // Some of it stays here, since nobody reads there.
  await waitFor(() => socket.socket.writableLength > 0);
  expect(texts).toEqual([]);
  answer(response(200));
  expect(await socket.responseHead()).toMatchObject({ status: 101 });
  await waitFor(() => texts.length === 1_000, { timeoutMs: 60_000 });
  socket.socket.destroy();
});

test('what many send without an end is bounded for all together, at the cost of those who take the most', async () => {
  const memoryBytesMax = 256 * 1024;
  const listener = await start(echo, { memoryBytesMax, closeMs: 50 });
  const other = await listener.open();
  const hostile = await Promise.all(Array.from({ length: 20 }, () => listener.open()));
  const part = (opcode: number): Buffer => frame(opcode, { payload: 'u'.repeat(20_000), ...more });
  const taken: number[] = [];
  for (let round = 0; round < 6; round++) {
    for (const socket of hostile) socket.write(part(round === 0 ? 1 : 0));
    // The ping of another is answered behind what came before it.
    other.send(opcodes.ping, { payload: String(round) });
    expect(await other.next()).toMatchObject({ payload: Buffer.from(String(round)) });
    taken.push(listener.started.state().messageBytes);
  }
  await waitFor(() => listener.started.connections.size < 21);
  // Once more than the bound, and a piece of each.
  expect(Math.max(...taken)).toBeLessThan(2 * memoryBytesMax + 20 * 20_000);
  await isUnharmed(other);
  const ends = await Promise.all(hostile.map((socket) => socket.next()));
  expect(ends.filter((end) => typeof end === 'object')).toContainEqual(
    expect.objectContaining({ opcode: 8, payload: closePayload(1013, 'Try again later') }),
  );
  for (const socket of hostile) socket.socket.destroy();
  await waitFor(() => listener.started.connections.size === 0);
  expect(listener.started.state().messageBytes).toBe(0);
});

test('a message that does not end is not waited for without end, however busy its connection is', async () => {
  const listener = await start(echo, { stalledMs: 1, controlFramesPerSecond: 1e9 });
  const socket = await listener.open();
  socket.send(1, { payload: 'a', ...more });
  for (;;) {
    socket.send(opcodes.ping);
    const next = await socket.next();
    if (typeof next === 'string') throw new Error(next);
    if (next.opcode === opcodes.pong) continue;
    expect(next).toMatchObject({ opcode: 8, payload: closePayload(1008, 'The message does not end') });
    break;
  }
  socket.socket.destroy();
});

test('who has more than its share in hand is not read further, and goes on once that is answered', async () => {
  const answers: (() => void)[] = [];
  const handled: number[] = [];
  const listener = await start(
    ({ event, body }) => {
      if (event?.type !== 'MESSAGE') return response(200);
      handled.push(body!.length);
      // As integrations do once they were called.
      return new Promise((resolve) => {
        answers.push(() => resolve(response(200, 'ok')));
        setImmediate(() => event.handedOver?.());
      });
    },
    { memoryBytesMax: 100_000 },
  );
  const socket = await listener.open();
  for (let sent = 0; sent < 12; sent++) socket.text('m'.repeat(30_000));
  await waitFor(() => handled.length === 4);
  expect(listener.started.state().messageBytes).toBeLessThan(100_000 + 3 * 64 * 1024);
  for (let answered = 0; answered < 12; answered++) {
    await waitFor(() => answers.length > answered);
    answers[answered]!();
    expect(await socket.next()).toMatchObject({ payload: Buffer.from('ok') });
  }
  expect(handled).toHaveLength(12);
  socket.socket.destroy();
});

test('a client that has stopped to read is cut in time, though little waits for it', async () => {
  const listener = await start(echo, { stalledMs: 1, waitingBytesMax: 64 * 1024 * 1024 });
  const [reads, sleeps] = [await listener.open(), await listener.open()];
  sleeps.socket.pause();
  const connections = [...listener.started.connections.all()];
  // More than the buffers of the system take.
  for (let sent = 0; sent < 400; sent++) {
    for (const connection of connections) connection.send('x'.repeat(32_000));
    await new Promise(setImmediate);
  }
  await waitFor(() => listener.started.connections.size === 1);
  for (let got = 0; got < 400; got++) await reads.next();
  await isUnharmed(reads);
  sleeps.socket.destroy();
});
