import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { waitFor } from '#libs/testing';
import { TrustedProxies } from '../http/trusted-proxies.js';
import { Connections } from './connections.js';

let server: Server;
let connections: Connections;
beforeEach(async () => {
  connections = new Connections(
    new TrustedProxies([{ address: '127.0.0.1', bits: 32, family: 'ipv4' }]),
    null,
  );
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => server.close());

async function accept(): Promise<{ caller: Socket; accepted: Socket }> {
  const caller = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [accepted] = (await once(server, 'connection')) as [Socket];
  return { caller, accepted };
}

test('a connection is one record for as long as it is open, and none afterwards', async () => {
  const { caller, accepted } = await accept();
  const connection = connections.of(accepted);
  expect(connections.of(accepted)).toBe(connection);
  expect(connections.size).toBe(1);
  accepted.resume();
  caller.destroy();
  await waitFor(() => connections.size === 0, { describe: 'the connection is forgotten' });
  // What the parser finds in its last bytes is reported afterwards.
  connections.of(accepted);
  expect(connections.size).toBe(0);
});

test('requests of a connection share their caller, unless a proxy sends them for many', async () => {
  const { caller, accepted } = await accept();
  const connection = connections.of(accepted);
  const first = connection.caller(['X-Forwarded-For', '203.0.113.9']);
  const port = String((server.address() as AddressInfo).port);
  expect(first).toMatchObject({ ip: '203.0.113.9', peerIp: '127.0.0.1', port, isTls: false });
  expect(connection.caller(['X-Forwarded-For', '203.0.113.10']).ip).toBe('203.0.113.10');
  expect(connection.caller([])).toMatchObject({ ip: '127.0.0.1' });
  const direct = new Connections(new TrustedProxies([]), null).of(accepted);
  expect(direct.caller(['X-Forwarded-For', '203.0.113.9'])).toBe(direct.caller([]));
  expect(direct.caller([]).ip).toBe('127.0.0.1');
  caller.destroy();
});
