import { RawWebSocket, type RawTarget } from '#libs/testing';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { handshakeCases, protocolCases } from './websocket-protocol/cases/index.js';
import { runCase, wrongIn } from './websocket-protocol/run-case.js';

// The table and its client against a server that is nothing but `ws`: what fails at the gateway alone is the
// gateway's fault, and not that of the table.

/** AWS's limit on frames, and sending in frames of that length, are the gateway's own. */
const beyondTheLibrary = new Set([
  'a frame of 32,769 bytes',
  'a frame of 64 KB',
  'a frame of 128 KB',
  'a frame of 32,769 bytes whose characters are fewer',
  'a last fragment of 32,769 bytes',
  'a head that claims 32769 bytes, and no payload',
  'a head that claims 65535 bytes, and no payload',
  'a head that claims 65536 bytes, and no payload',
  'a message of 128 KB in four frames',
  'a message of 128 KB in 128 frames',
]);

/** What the library alone says to handshakes, where RFC 6455 says otherwise. */
const handshakesOfTheLibrary: Readonly<Record<string, number>> = {
  'HTTP/1.0': 101,
  'no Host': 101,
  'no version': 400,
  'the version before': 400,
  'a version to come': 400,
  'version 0': 400,
  'a version with a leading zero': 101,
  'a version in words': 400,
  'two versions': 400,
};

let server: Server;
let target: RawTarget;
beforeAll(async () => {
  server = createServer((_, response) => response.writeHead(403).end());
  const sockets = new WebSocketServer({ server, maxPayload: 131_072, handleProtocols: () => false });
  sockets.on('connection', (socket) => {
    // `ws` closes by itself, with the code that the error has.
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) socket.close(1003);
      else socket.send(data.toString('utf8'));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  target = { port: (server.address() as AddressInfo).port };
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('the table has at least 120 cases, each with a name of its own', () => {
  const names = [...protocolCases, ...handshakeCases].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(protocolCases.length).toBeGreaterThanOrEqual(120);
});

const cases = protocolCases.filter(({ name }) => !beyondTheLibrary.has(name));
test.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
  expect(wrongIn(one, await runCase(target, {}, one))).toEqual([]);
});

test.each(handshakeCases.map((one) => [one.name, one] as const))('handshake: %s', async (_, one) => {
  const socket = await RawWebSocket.connect(target);
  const head = await socket.upgrade(one.handshake);
  socket.socket.destroy();
  const status = typeof head === 'string' ? head : head.status;
  expect([handshakesOfTheLibrary[one.name] ?? one.status].flat()).toContain(status);
});
