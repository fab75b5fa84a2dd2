import { RawWebSocket, frame, handshakeRequest, opcodes, waitFor, type RawTarget } from '#libs/testing';
import {
  echo,
  host,
  startWebSocketListener,
  type WebSocketListener,
} from '../../apps/gateway/src/testing/websocket-listener.js';
import { handshakeCases, protocolCases } from './websocket-protocol/cases/index.js';
import { runCase, wrongIn } from './websocket-protocol/run-case.js';

// Framing is the gateway's, whatever its APIs do: one listener, and an API that says everything back.
const path = '/dev';
let gateway: WebSocketListener;
let target: RawTarget;
beforeAll(async () => {
  // Who claims a payload that never comes answers no close frame either.
  gateway = await startWebSocketListener(echo, { closeMs: 500 });
  target = { port: gateway.listener.httpPort };
});
afterAll(() => gateway?.stop());

test.each(protocolCases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
  expect(wrongIn(one, await runCase(target, { host, path }, one))).toEqual([]);
});

test.each(handshakeCases.map((one) => [one.name, one] as const))('handshake: %s', async (_, one) => {
  const socket = await RawWebSocket.connect(target);
  const head = await socket.upgrade({ host, path, ...one.handshake });
  socket.socket.destroy();
  if (typeof head === 'string') throw new Error(head);
  expect(one.status).toContain(head.status);
  for (const [name, value] of Object.entries(one.headers ?? {}))
    expect([name, head.headers[name] ?? null]).toEqual([name, value]);
});

test('frames that come with the handshake itself are read', async () => {
  const socket = await RawWebSocket.connect(target);
  socket.write(
    Buffer.concat([handshakeRequest({ host, path }), frame(opcodes.text, { payload: 'at once' })]),
  );
  expect(await socket.responseHead()).toMatchObject({ status: 101 });
  expect(await socket.next()).toMatchObject({ payload: Buffer.from('at once') });
  socket.socket.destroy();
});

test('no connection is left of all of them', async () => {
  await waitFor(() => gateway.started.connections.size === 0);
});
