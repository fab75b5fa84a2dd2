import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { silentLogger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

/** Between the control plane and Postgres, so that Postgres can go away and come back. */
let wire: { server: Server; sockets: Set<Socket>; cut: boolean };
let plane: TestControlPlane;

beforeAll(async () => {
  const target = new URL(process.env.TOLLGATE_TEST_POSTGRES_URL ?? '');
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    if (wire.cut) return void client.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => undefined));
    client.pipe(upstream).pipe(client);
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  wire = { server, sockets, cut: false };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = (server.address() as AddressInfo).port;
  wire.cut = true;
  const warned: string[] = [];
  const log = { ...silentLogger, warn: (message: string) => warned.push(message) };
  const starting = startControlPlane({
    log,
    databaseUrlOf: (url) => {
      const through = new URL(url);
      through.hostname = '127.0.0.1';
      through.port = String(port);
      return through.href;
    },
  });
  // Postgres is away when the process starts: it says so, and goes on once Postgres is there.
  await waitFor(() => warned.includes('waiting for Postgres'), {
    describe: 'the start to wait for Postgres',
  });
  wire.cut = false;
  plane = await starting;
});
afterAll(async () => {
  wire.cut = false;
  await plane.close();
  for (const socket of wire.sockets) socket.destroy();
  await new Promise((resolve) => wire.server.close(resolve));
});

test('a control plane that was started while Postgres was away serves once it is there', async () => {
  expect((await plane.signedFetch('/restapis')).status).toBe(200);
});

test('with Postgres away calls get 503 and never a 500, readiness says no, and all is well once it is back', async () => {
  expect((await plane.signedFetch('/restapis')).status).toBe(200);
  wire.cut = true;
  for (const socket of wire.sockets) socket.destroy();
  const responses = await Promise.all([
    plane.signedFetch('/restapis'),
    plane.signedFetch('/restapis', { method: 'POST', body: { name: 'x' } }),
    plane.signedFetch('/account'),
    // Its key is looked up before its body is read.
    plane.signedFetch('/restapis/abcdefghij', {
      method: 'PUT',
      body: ' '.repeat(100_000),
      credentials: { accessKeyId: 'AKIANOTSEENYET', secretAccessKey: 'x' },
    }),
  ]);
  for (const response of responses) {
    expect(response.status).toBe(503);
    expect(response.headers.get('x-amzn-errortype')).toBe('ServiceUnavailableException');
    expect(await response.json()).toEqual({ message: expect.any(String) as string });
  }
  expect((await fetch(`${plane.url}/_tollgate/ready`)).status).toBe(503);
  expect((await fetch(`${plane.url}/_tollgate/health`)).status).toBe(200);
  wire.cut = false;
  await waitFor(async () => (await fetch(`${plane.url}/_tollgate/ready`)).ok);
  expect((await plane.signedFetch('/restapis')).status).toBe(200);
});
