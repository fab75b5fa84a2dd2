import type { ServerResponse } from 'node:http';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { http, mapping, method, snapshot } from '../../testing/documents.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';

// A call with a mapped Upgrade goes another way than all others, and must fail as they do.
let system: TestSystem;
let backend: TestBackend;
let respondWith: (response: ServerResponse) => void;

beforeAll(async () => {
  backend = await startBackend((_, response) => respondWith(response));
  system = await startTestSystem({ backendLimits: { socketsMax: 1 } });
  const parameters = [mapping('header', 'Upgrade', "'h2c'")];
  const proxy = (origin: string) => ({
    ANY: method(http('HTTP_PROXY', `${origin}/b`, { parameters, timeoutMs: 500 })),
  });
  await system.deploy(
    snapshot({
      '/proxy': proxy(backend.origin),
      '/nobody': proxy('http://127.0.0.1:1'),
      '/metadata': proxy('http://169.254.169.254'),
    }),
  );
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const big = 'x'.repeat(1_000_000);
const switching = (response: ServerResponse) =>
  response.socket!.end('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n');

test.each<[string, number, string, (response: ServerResponse) => void]>([
  ['a response', 200, '/proxy', (response) => response.end(big)],
  ['an answer without a body', 204, '/proxy', (response) => response.writeHead(204).end()],
  ['no answer in time', 504, '/proxy', () => undefined],
  ['a connection that is cut', 502, '/proxy', (response) => response.destroy()],
  ['another protocol that nobody asked for', 502, '/proxy', switching],
  ['a backend that nobody is at', 500, '/nobody', () => undefined],
  ['an address that no integration may reach', 500, '/metadata', () => undefined],
])('%s is a %i', async (_, status, path, respond) => {
  respondWith = respond;
  const got = await system.call(`/dev${path}`);
  expect(got.status).toBe(status);
  if (status === 200) expect(got.body).toBe(big);
});

test('its connection is given back, whatever became of the call', async () => {
  respondWith = (response) => response.end('ok');
  for (let n = 0; n < 5; n++) expect((await system.call('/dev/proxy')).status).toBe(200);
  expect(backend.seen.at(-1)!.headers).toMatchObject({ upgrade: 'h2c', connection: 'close' });
});
