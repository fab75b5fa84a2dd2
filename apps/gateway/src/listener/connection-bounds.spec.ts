import { connect, type Socket } from 'node:net';
import { silentLogger, type Logger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import type { GatewayOptions } from '../gateway-options.js';
import { handshake } from '../testing/custom-domains.js';
import { call, startTestSystem, type TestSystem } from '../testing/test-gateway.js';

const warnings: unknown[] = [];
const log: Logger = {
  ...silentLogger,
  warn: (message, fields) => void (fields?.['bound'] !== undefined && warnings.push({ message, ...fields })),
};
let system: TestSystem;
const opened: Socket[] = [];
beforeEach(() => void (warnings.length = 0));
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy();
  await system.stop();
});

const start = async (
  connectionsMax: number,
  connectionsPerAddressMax: number,
  more: Partial<GatewayOptions> = {},
): Promise<void> => {
  system = await startTestSystem({
    ...more,
    connectionLimits: { connectionsMax, connectionsPerAddressMax },
    log,
  });
};
const state = () => system.gateway.state().connections;

const request = 'GET /_tollgate/health HTTP/1.1\r\nHost: a\r\n\r\n';

/** Whether a request on a new connection is answered; the connection stays open then. */
async function isServed(sent = request, localAddress = '127.0.0.1'): Promise<boolean> {
  const socket = connect({ port: system.gateway.httpPort, host: '127.0.0.1', localAddress });
  opened.push(socket);
  socket.on('error', () => undefined);
  socket.write(sent);
  return new Promise((resolve) => socket.on('data', () => resolve(true)).on('close', () => resolve(false)));
}

/** As a load balancer of the PROXY protocol passes a connection on. */
const from = (address: string, family = 4) =>
  `PROXY TCP${family} ${address} ${family === 4 ? '192.0.2.1' : '2001:db8::1'} 1 443\r\n${request}`;

test('in all: what is over is closed, until one that is open ends', async () => {
  await start(3, 0);
  for (let count = 1; count <= 3; count++) expect(await isServed()).toBe(true);
  for (let count = 1; count <= 5; count++) expect(await isServed()).toBe(false);
  expect(state()).toEqual({ open: 3, refused: { inAll: 5, perAddress: 0 } });
  opened[0]!.destroy();
  await waitFor(() => state().open === 2);
  expect(await isServed()).toBe(true);
  // One line for all of them.
  expect(warnings).toEqual([
    {
      message: 'too many connections are open: one was closed',
      bound: 'TOLLGATE_GATEWAY_CONNECTIONS_MAX',
      max: 3,
      connections: 1,
    },
  ]);
});

test('with TLS it is closed before that begins, and both ports count together', async () => {
  await start(2, 0);
  opened.push(await handshake(system.gateway.httpsPort, 'localhost'));
  expect(await isServed()).toBe(true);
  const closed = connect(system.gateway.httpsPort, '127.0.0.1');
  closed.on('error', () => undefined);
  let received = 0;
  closed.on('data', ({ length }: Buffer) => (received += length));
  await new Promise((resolve) => closed.on('close', resolve));
  expect(received).toBe(0);
  await expect(handshake(system.gateway.httpsPort, 'localhost')).rejects.toThrow();
});

test('of one address: others are served, and nothing is left of those that have gone', async () => {
  await start(0, 2);
  for (const served of [true, true, false]) expect(await isServed()).toBe(served);
  expect(await isServed(request, '127.0.0.2')).toBe(true);
  expect(state()).toEqual({ open: 3, refused: { inAll: 0, perAddress: 1 } });
  for (let round = 0; round < 20; round++) {
    for (const socket of opened.splice(0)) socket.destroy();
    await waitFor(() => state().open === 0);
    for (const served of [true, true]) expect(await isServed()).toBe(served);
  }
});

test('the connections of a trusted proxy are those of its callers: it has no bound but the one in all', async () => {
  await start(4, 1, { trustedProxies: [{ address: '127.0.0.1', bits: 32, family: 'ipv4' }] });
  for (const served of [true, true, true, true, false]) expect(await isServed()).toBe(served);
});

test('callers whom a PROXY header names are counted, and a load balancer that speaks for itself is not', async () => {
  await start(0, 2, { proxyProtocol: true });
  for (const served of [true, true, false]) expect(await isServed(from('203.0.113.9'))).toBe(served);
  expect(await isServed(from('203.0.113.10'))).toBe(true);
  for (let count = 1; count <= 4; count++) expect(await isServed(`PROXY UNKNOWN\r\n${request}`)).toBe(true);
});

test('of IPv6 a network of 64 bits counts as one address', async () => {
  await start(0, 2, { proxyProtocol: true });
  const served: boolean[] = [];
  for (const address of [
    '2001:db8:1:2::1',
    '2001:db8:1:2:3:4:5:6',
    '2001:db8:1:2::ffff',
    '2001:db8:1:3::1',
  ]) {
    served.push(await isServed(from(address, 6)));
  }
  expect(served).toEqual([true, true, false, true]);
  const short: boolean[] = [];
  for (const address of ['::1', '::2', '::3', '1::', '1:0:0:0:5::', '1::6']) {
    short.push(await isServed(from(address, 6)));
  }
  expect(short).toEqual([true, true, false, true, true, false]);
});

test('metrics have what is open and what was closed', async () => {
  await start(1, 0);
  expect(await isServed()).toBe(true);
  expect(await isServed()).toBe(false);
  const { body } = await call(system.gateway.adminPort, '/_tollgate/metrics');
  expect(body).toContain('tollgate_connections 1\n');
  expect(body).toContain('tollgate_connections_refused_total{bound="all"} 1\n');
  expect(body).toContain('tollgate_connections_refused_total{bound="address"} 0\n');
});
