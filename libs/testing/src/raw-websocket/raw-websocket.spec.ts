import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { RawWebSocket, closePayload, frame, makeTestCertificate, opcodes, readFrame } from '../index.js';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

test('speaks with a WebSocket server over TLS, answering nothing by itself', async () => {
  const { certificate, privateKey } = await makeTestCertificate();
  const https = createServer({ cert: certificate, key: privateKey });
  const server = new WebSocketServer({ server: https });
  open.push(https, server);
  https.listen(0, '127.0.0.1');
  await once(https, 'listening');
  const target = { port: (https.address() as AddressInfo).port, tls: { rejectUnauthorized: false } };
  const [[peer], socket] = await Promise.all([
    once(server, 'connection') as Promise<[WebSocket]>,
    RawWebSocket.open(target),
  ]);
  peer.on('message', (data: Buffer) => peer.send(data.toString('utf8')));
  socket.text('κόσμε');
  expect(await socket.next()).toMatchObject({ fin: true, opcode: 1, payload: Buffer.from('κόσμε') });
  peer.ping('anybody?');
  expect(await socket.next()).toMatchObject({ opcode: opcodes.ping, payload: Buffer.from('anybody?') });
  peer.close(1001);
  expect(await socket.next()).toMatchObject({ opcode: opcodes.close, payload: closePayload(1001) });
  // It is for the test to answer.
  expect(peer.readyState).toBe(WebSocket.CLOSING);
  socket.close(1001);
  expect(await socket.untilEnd()).toEqual({ frames: [], ending: 'ended' });
});

test('tells a connection that was broken from one that was closed, and a refusal from both', async () => {
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    verifyClient: ({ req }: { req: { url?: string } }) => req.url !== '/closed',
  });
  open.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.on('connection', (peer, { socket }) => {
    peer.on('error', () => undefined);
    peer.on('message', (data: Buffer) => {
      if (data.toString() === 'reset') socket.resetAndDestroy();
      else socket.destroy();
    });
  });
  for (const [how, ending] of [
    ['reset', 'reset'],
    ['close', 'ended'],
  ] as const) {
    const socket = await RawWebSocket.open({ port });
    socket.text(how);
    expect(await socket.next()).toBe(ending);
  }
  await expect(RawWebSocket.open({ port }, { path: '/closed' })).rejects.toThrow('401');
});

test.each([0, 125, 126, 65_535, 65_536])(
  'reads a frame of %d bytes that it made, however it is cut',
  (bytes) => {
    const payload = Buffer.alloc(bytes, 'z');
    const whole = Buffer.concat([frame(opcodes.text, { payload }), Buffer.from('rest')]);
    for (const at of [0, 1, 2, 5, whole.length - 5]) expect(readFrame(whole.subarray(0, at))).toBeNull();
    const read = readFrame(whole);
    expect(read?.frame).toMatchObject({ fin: true, reserved: 0, masked: true });
    expect(read?.frame.payload.equals(payload)).toBe(true);
    expect(read?.rest.toString()).toBe('rest');
  },
);
