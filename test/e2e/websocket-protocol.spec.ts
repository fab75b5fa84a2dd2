import { RawWebSocket, frame, handshakeRequest, opcodes, waitFor, type RawTarget } from '#libs/testing';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTestSystem, type TestSystem } from '../../apps/gateway/src/testing/test-gateway.js';
import {
  twoWay,
  webSocketHost as host,
  webSocketProxy,
  webSocketSnapshot,
  webSocketStage,
} from '../../apps/gateway/src/testing/websocket-documents.js';
import { handshakeCases, protocolCases } from './websocket-protocol/cases/index.js';
import { runCase, wrongIn, type CaseOutcome } from './websocket-protocol/run-case.js';

// A whole gateway, and an API whose backend says everything back, byte for byte.
const path = '/dev';
let backend: Server;
let system: TestSystem;
let target: RawTarget;
const outcomes = new Map<string, Promise<CaseOutcome>>();

beforeAll(async () => {
  backend = createServer((request, response) => void request.pipe(response));
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  system = await startTestSystem();
  const { port } = backend.address() as AddressInfo;
  const routes = { $default: twoWay(webSocketProxy(`http://127.0.0.1:${port}/`)) };
  await system.deploy(webSocketSnapshot(routes), webSocketStage());
  target = { port: system.gateway.httpPort };
  // All at once, since a gateway gives a client ten seconds to answer its close frame, and who claims a
  // payload that never comes cannot. The tests look at what came of each.
  for (const one of protocolCases) outcomes.set(one.name, runCase(target, { host, path }, one));
  await Promise.allSettled(outcomes.values());
});
afterAll(async () => {
  await system?.stop();
  backend?.closeAllConnections();
  backend?.close();
});

test.each(protocolCases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
  expect(wrongIn(one, await outcomes.get(one.name)!)).toEqual([]);
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

test('over TLS it is the same', async () => {
  const socket = await RawWebSocket.open(
    { port: system.gateway.httpsPort, tls: { rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] } },
    { host, path },
  );
  socket.text('κόσμε');
  expect(await socket.next()).toMatchObject({ payload: Buffer.from('κόσμε') });
  socket.close(1000);
  expect((await socket.untilEnd()).frames).toMatchObject([{ opcode: opcodes.close }]);
});

test('no connection is left of all of them', async () => {
  await waitFor(async () => {
    const metrics = await (
      await fetch(`http://127.0.0.1:${system.gateway.adminPort}/_tollgate/metrics`)
    ).text();
    const open = [...metrics.matchAll(/^tollgate_websocket_connections(?:\{[^}]*\})? (\d+)$/gm)];
    return open.length > 0 && open.every(([, count]) => count === '0');
  });
});
