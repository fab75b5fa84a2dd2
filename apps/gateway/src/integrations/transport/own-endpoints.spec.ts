import { networkInterfaces } from 'node:os';
import { silentLogger, type LogFields } from '#libs/telemetry';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { http, mapping, method, snapshot } from '../../testing/documents.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';
import { OwnEndpoints } from './own-endpoints.js';

const interfaces = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
const ownAddresses = interfaces
  .filter(({ address }) => !address.startsWith('fe80'))
  .map(({ address }) => address);

describe('by address and port', () => {
  const unknown = () => Promise.reject(new Error('no such name'));
  const own = new OwnEndpoints('https://plane.example', unknown);
  own.addListener(8080);

  test.each([
    ...['127.0.0.1', '127.8.9.10', '0.0.0.0', '::1', '::', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'],
    ...[
      '::ffff:7f00:1',
      '0:0:0:0:0:ffff:7f00:1',
      '::127.0.0.1',
      '64:ff9b::7f00:1',
      '::1%lo',
      '::ffff:0.0.0.0',
    ],
    ...ownAddresses,
    ...ownAddresses.filter((address) => !address.includes(':')).map((address) => `::ffff:${address}`),
  ])('%s is this machine: its listener is refused, another port is not', (address) => {
    expect(own.includes(address, 8080)).toBe(true);
    expect(own.includes(address, 3000)).toBe(false);
  });

  test('another machine with the same port is none of ours', () => {
    expect(own.includes('198.51.100.1', 8080)).toBe(false);
    expect(own.includes('2001:db8::1', 8080)).toBe(false);
  });

  test('the control plane is known by all addresses that its name had of late, and while no name server answers', async () => {
    let nowMs = 0;
    let response: readonly string[] | null = ['198.51.100.1'];
    const plane = new OwnEndpoints(
      'https://plane.example',
      () => (response ? Promise.resolve(response) : unknown()),
      () => nowMs,
    );
    const is = async (address: string) => plane.includes(address, 443);
    expect(await is('198.51.100.1')).toBe(true);
    expect(await is('::ffff:198.51.100.1')).toBe(true);
    expect(await is('198.51.100.2')).toBe(false);
    expect(await plane.includes('198.51.100.1', 444)).toBe(false);
    expect(await is('127.0.0.1')).toBe(false);
    [nowMs, response] = [10_000, ['198.51.100.2', '127.0.0.1']];
    expect(await is('198.51.100.2')).toBe(true);
    expect(await is('198.51.100.1')).toBe(true);
    for (const address of ownAddresses) expect(await is(address)).toBe(true);
    [nowMs, response] = [20_000, null];
    expect(await is('198.51.100.2')).toBe(true);
    [nowMs, response] = [700_000, ['198.51.100.2']];
    expect(await is('198.51.100.1')).toBe(false);
  });
});

describe('from an integration', () => {
  const ipv4 = [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '0.0.0.0',
    '0',
    'localhost',
    'LOCALHOST',
  ];
  const all = [
    ...[...ipv4, '127.9.9.9', '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:0:0:1]'],
    ...ownAddresses.map((address) => (address.includes(':') ? `[${address}]` : address)),
  ];
  const targets = [
    ...all.flatMap((host) => [[host, 'HTTP listener'] as const, [host, 'admin listener'] as const]),
    ...[...ipv4, '[::ffff:127.0.0.1]'].map((host) => [host, 'control plane'] as const),
  ];
  let system: TestSystem;
  let backend: TestBackend;
  let neighbour: TestBackend;
  let adminPort: number;
  const details: string[] = [];

  beforeAll(async () => {
    const note = (_: string, fields?: LogFields) => void details.push(String(fields?.['detail']));
    // Of many refusals in a second most are logged at level debug. All addresses are listened on, so that
    // each spelling would get there.
    const log = { ...silentLogger, info: note, debug: note };
    system = await startTestSystem({ host: '::', httpHost: '::', adminHost: '::', log });
    const { gateway, controlPlane } = system;
    adminPort = gateway.adminPort;
    const ports = {
      'HTTP listener': gateway.httpPort,
      'admin listener': adminPort,
      'control plane': Number(new URL(controlPlane.url).port),
    };
    neighbour = await startBackend();
    backend = await startBackend((request, response) => {
      if (request.url !== '/redirect') return void response.end(`called as ${request.headers.host}`);
      response.writeHead(302, { location: `http://127.0.0.1:${adminPort}/_tollgate/status` }).end();
    });
    const proxy = (uri: string, change = {}) => ({ ANY: method(http('HTTP_PROXY', uri, change)) });
    const routes = targets.map(([host, target], at) => [
      `/target/${at}`,
      proxy(`http://${host}:${ports[target]}/_tollgate/status`),
    ]);
    await system.deploy(
      snapshot({
        ...(Object.fromEntries(routes) as Record<string, ReturnType<typeof proxy>>),
        '/filled-in/{host}/{port}': proxy('http://{host}:{port}/', {
          parameters: [
            mapping('path', 'host', 'method.request.path.host'),
            mapping('path', 'port', 'method.request.path.port'),
          ],
        }),
        '/tls': proxy(`https://127.0.0.1:${gateway.httpsPort}/`, { insecureSkipVerification: true }),
        '/redirect': proxy(`${backend.origin}/redirect`),
        '/as': proxy(`${backend.origin}/`, {
          parameters: [mapping('header', 'Host', 'method.request.header.X-As')],
        }),
      }),
    );
  });
  afterAll(async () => {
    await system.stop();
    await Promise.all([backend.close(), neighbour.close()]);
  });

  const isRefused = async (path: string): Promise<void> => {
    details.length = 0;
    expect((await system.call(path)).status).toBe(500);
    expect(details.join()).toContain('RefusedAddressError');
  };

  test.each(targets.map(([host, target], at) => [host, target, at] as const))(
    '%s does not lead to the %s',
    (_host, _target, at) => isRefused(`/dev/target/${at}`),
  );
  test('nor does TLS to the HTTPS listener', () => isRefused('/dev/tls'));
  test('nor does a host from the request', () => isRefused(`/dev/filled-in/localhost/${adminPort}`));

  test('a redirect to a listener is the response, and not followed', async () => {
    expect((await system.call('/dev/redirect')).status).toBe(302);
  });

  test('a mapped Host changes what the backend is called, not what is called', async () => {
    const as = `127.0.0.1:${adminPort}`;
    expect((await system.call('/dev/as', { headers: { 'x-as': as } })).body).toBe(`called as ${as}`);
  });

  test.each(['127.0.0.1', 'localhost'])(
    'a backend on another port of this machine is called at %s',
    async (host) => {
      expect((await system.call(`/dev/filled-in/${host}/${neighbour.port}`)).status).toBe(200);
    },
  );
});
