import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { silentLogger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { ProxyHeaders } from './proxy-headers.js';

let server: Server;
let served: Socket[];
let accepted: Socket[];
let headers: ProxyHeaders;

async function listen(waitMs?: number): Promise<void> {
  served = [];
  accepted = [];
  server = createServer((socket) => void served.push(socket));
  headers = new ProxyHeaders({ from: null, log: silentLogger, ...(waitMs && { waitMs }) });
  headers.expectOn(server);
  server.on('connection', (socket: Socket) => accepted.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}
afterEach(() => server.close());

async function open(): Promise<Socket> {
  const caller = connect((server.address() as AddressInfo).port, '127.0.0.1');
  caller.on('error', () => undefined);
  await waitFor(() => accepted.length > 0, { describe: 'the connection is accepted' });
  return caller;
}

/** By an end or by a reset, which what nobody has read makes of it: `once` would reject by the latter. */
const closed = (caller: Socket): Promise<void> =>
  new Promise((resolve) => caller.on('close', () => resolve()));

test('a connection whose header does not come is closed when its time is over', async () => {
  await listen(20);
  const caller = await open();
  caller.write('PROXY TCP4 203.0.113.9 ');
  caller.resume();
  await closed(caller);
  expect(served).toEqual([]);
});

test('a drain closes those that wait, and the server can end', async () => {
  await listen();
  const caller = await open();
  caller.resume();
  headers.closeWaiting();
  await closed(caller);
  expect(served).toEqual([]);
});

test('addresses are forgotten with their connection', async () => {
  await listen();
  const caller = await open();
  caller.write('PROXY TCP4 203.0.113.9 192.0.2.1 1 443\r\n');
  await waitFor(() => served.length === 1, { describe: 'the connection is served' });
  const [socket] = served as [Socket];
  expect(headers.of(socket)).toEqual({ sourceIp: '203.0.113.9', port: 443 });
  socket.resume();
  caller.destroy();
  await once(socket, 'close');
  expect(headers.of(socket)).toBeNull();
});
