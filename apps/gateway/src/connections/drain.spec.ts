import { closePayload, handshakeRequest, RawWebSocket, waitFor } from '#libs/testing';
import type { CallerResponse } from '../invocation/caller-response.js';
import type { ConnectionEvent } from '../invocation/connection-event.js';
import type { Invocation } from '../invocation/invocation.js';
import {
  echo,
  host,
  response,
  startWebSocketListener,
  type WebSocketListener,
} from '../testing/websocket-listener.js';
import { closeInTime } from './close-in-time.js';
import { goingAway } from './connection-end.js';
import type { OpenConnection } from './open-connection.js';

let listener: WebSocketListener | null = null;
afterEach(async () => {
  await listener?.stop();
  listener = null;
});
const left = { opcode: 8, payload: closePayload(1001, 'Going away') };

test('a stop closes all with 1001, refuses handshakes, and backends hear of every end', async () => {
  const ended: ConnectionEvent[] = [];
  const own = (listener = await startWebSocketListener(
    (invocation) => {
      if (invocation.event?.type === 'DISCONNECT') ended.push(invocation.event);
      return echo(invocation);
    },
    { drainMs: 100 },
  ));
  const sockets = await Promise.all(Array.from({ length: 30 }, () => own.open()));
  const late = await RawWebSocket.connect({ port: own.listener.httpPort });
  const draining = own.started.drain(10_000);
  expect(await late.upgrade({ path: '/dev', host })).toMatchObject({ status: 503 });
  await waitFor(() => own.records.some(({ refusal }) => refusal?.code === 'gateway.draining'));
  for (const socket of sockets) {
    expect(await socket.next()).toMatchObject(left);
    socket.close(1001);
  }
  expect(await draining).toBe(0);
  expect(ended).toHaveLength(30);
  expect(new Set(ended.map(({ disconnectStatusCode }) => disconnectStatusCode))).toEqual(new Set([1001]));
  expect(own.started.state().open).toBe(0);
});

test('clients that take no part in it are cut before the time is over, and their ends are told', async () => {
  const ended: ConnectionEvent[] = [];
  listener = await startWebSocketListener((invocation) => {
    if (invocation.event?.type === 'DISCONNECT') ended.push(invocation.event);
    return echo(invocation);
  });
  const socket = await listener.open();
  expect(await listener.started.drain(500)).toBe(0);
  expect(ended).toMatchObject([{ disconnectStatusCode: 1001, disconnectReason: 'Going away' }]);
  expect(await socket.untilEnd()).toMatchObject({ frames: [left] });
});

test('a message that is being handled is answered before its connection is closed', async () => {
  let answer: (value: CallerResponse) => void = () => undefined;
  const handled: string[] = [];
  listener = await startWebSocketListener(
    ({ event, body }) => {
      if (event?.type !== 'MESSAGE') return response(200);
      handled.push(body!.toString());
      return new Promise((resolve) => (answer = resolve));
    },
    { drainMs: 0 },
  );
  const socket = await listener.open();
  socket.text('one');
  socket.text('two');
  await waitFor(() => handled.length === 1);
  const draining = listener.started.drain(10_000);
  answer(response(200, 'done'));
  expect(await socket.next()).toMatchObject({ opcode: 1, payload: Buffer.from('done') });
  expect(await socket.next()).toMatchObject(left);
  socket.close(1001);
  await draining;
  expect(handled).toEqual(['one']);
});

test('a handshake that was pending when the stop began is let in and closed', async () => {
  let answer: ((value: CallerResponse) => void) | null = null;
  listener = await startWebSocketListener(({ event }) =>
    event?.type === 'CONNECT' ? new Promise((resolve) => (answer = resolve)) : response(200),
  );
  const open = await RawWebSocket.connect({ port: listener.listener.httpPort });
  open.write(handshakeRequest({ path: '/dev', host }));
  await waitFor(() => answer !== null);
  const draining = listener.started.drain(10_000);
  answer!(response(200));
  expect(await open.responseHead()).toMatchObject({ status: 101 });
  expect(await open.next()).toMatchObject(left);
  open.close(1001);
  expect(await draining).toBe(0);
});

test('a handshake that is never answered is cut in time, and its backend hears of that', async () => {
  const events: ConnectionEvent[] = [];
  listener = await startWebSocketListener((invocation) => {
    events.push(invocation.event!);
    if (invocation.event?.type !== 'CONNECT') return response(200);
    invocation.exchange = { sentAfterMs: 0 } as Invocation['exchange'];
    return new Promise((resolve) => (invocation.onCallerGone = () => resolve(response(504))));
  });
  const open = await RawWebSocket.connect({ port: listener.listener.httpPort });
  open.write(handshakeRequest({ path: '/dev', host }));
  await waitFor(() => events.length === 1);
  const { started } = listener;
  // The listener alone would wait for it without end: Node does not count it as a request any more.
  const [, untold] = await Promise.all([listener.listener.drain(1000), started.drain(1000)]);
  expect(untold).toBe(0);
  expect(started.state()).toMatchObject({ open: 0, pendingHandshakes: 0 });
  expect(events.map(({ type }) => type)).toEqual(['CONNECT', 'DISCONNECT']);
});

test('those of a stage that is gone are closed, and no others', async () => {
  listener = await startWebSocketListener(echo);
  const [gone, stays] = [await listener.open(), await listener.open({ path: '/prod' })];
  listener.started.closeStage('a1b2c3d4e5', 'dev');
  expect(await gone.next()).toMatchObject(left);
  stays.text('here');
  expect(await stays.next()).toMatchObject({ payload: Buffer.from('here') });
  gone.socket.destroy();
  stays.socket.destroy();
});

test('closing is spread evenly over its time', async () => {
  const closed: number[] = [];
  const connections = Array.from({ length: 10 }, (_, index) => ({
    closeBehindMessages: () => void closed.push(index),
  }));
  const closing = closeInTime(connections as unknown as OpenConnection[], goingAway, 250);
  // Five steps of 50 ms.
  expect(closed).toEqual([0, 1]);
  await closing;
  expect(closed).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
