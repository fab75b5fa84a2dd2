import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { waitFor } from '#libs/testing';
import { silentLogger } from '#libs/telemetry';
import { startHttp2Backend, type Http2Backend } from '../../testing/http2-backends.js';
import { makePair } from '../../testing/tls-backend.js';
import { BackendCall } from './backend-call.js';
import { BackendPools } from './backend-pools.js';
import { OwnEndpoints } from './own-endpoints.js';

// The next message of a WebSocket connection is called behind this: a backend that nobody is connected to yet
// must not get the second before the first.
let backend: Http2Backend;
let pools: BackendPools;
let seen: string[];
beforeAll(async () => {
  const pair = await makePair('localhost');
  backend = await startHttp2Backend(pair, ({ url }, response) => {
    seen.push(url);
    response.end();
  });
});
beforeEach(() => {
  seen = [];
  pools = new BackendPools({
    allowLinkLocal: false,
    vpcLinkTargets: new Map(),
    ownEndpoints: new OwnEndpoints('http://127.0.0.1:1'),
    log: silentLogger,
  });
});
afterEach(() => pools.close());
afterAll(() => backend.close());

/** Connections to the backend, none of which gets anywhere until it is let through. */
async function startGate() {
  const sockets: Socket[] = [];
  const held: (() => void)[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    held.push(() => {
      const onward = connect(Number(new URL(backend.origin).port), 'localhost');
      sockets.push(onward);
      for (const each of [socket, onward]) each.on('error', () => undefined);
      socket.pipe(onward).pipe(socket);
    });
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    held,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

test.each([
  ['over HTTP/1.1', false, { namesUpgrade: false }],
  ['over HTTP/2', true, { namesUpgrade: false, mayUseHttp2: true }],
  ['on a connection of its own', false, { namesUpgrade: true }],
])('%s a request is sent when its connection is there, and not before', async (_, isShared, how) => {
  const gate = await startGate();
  const sent: string[] = [];
  const ended: boolean[] = [];
  const call = (path: string, body: Buffer | null): void => {
    const request = { origin: gate.origin, path, httpMethod: 'POST', headers: [], body, ...how };
    const handler = new BackendCall(
      pools.deadlines,
      600_000,
      (outcome) => ended.push(outcome.ok),
      () => sent.push(path),
    );
    pools.send(request, true, handler);
  };
  call('/first', Buffer.from('with a body'));
  call('/second', null);
  await waitFor(() => gate.held.length === (isShared ? 1 : 2));
  expect(sent).toEqual([]);
  // The later one's connection may be there first.
  for (const letThrough of gate.held.toReversed()) {
    const before = sent.length;
    letThrough();
    await waitFor(() => sent.length > before);
    await waitFor(() => seen.join() === sent.join());
  }
  await waitFor(() => ended.length === 2);
  expect(ended).toEqual([true, true]);
  expect([...sent].sort()).toEqual(['/first', '/second']);
  gate.close();
});
