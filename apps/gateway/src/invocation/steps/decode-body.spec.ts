import { deflateSync, gzipSync } from 'node:zlib';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { http, method, mockMethod, snapshot } from '../../testing/documents.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';

let system: TestSystem;
let backend: TestBackend;
beforeAll(async () => {
  backend = await startBackend();
  system = await startTestSystem();
  await system.deploy(
    snapshot({
      '/proxy': { ANY: method(http('HTTP_PROXY', `${backend.origin}/b`)) },
      '/seen': { ANY: mockMethod("[$input.params('Content-Encoding')]") },
      '/mapped': { ANY: method(http('HTTP', `${backend.origin}/b`)) },
    }),
  );
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const send = (path: string, coding: string, body: Buffer) =>
  system.call(`/dev${path}`, {
    method: 'POST',
    body,
    headers: { 'content-encoding': coding, 'content-length': String(body.length) },
  });
const text = '{"a":"plain"}'.repeat(50);

test.each(['/proxy', '/mapped'])(
  'a backend gets the plain body without Content-Encoding: %s',
  async (path) => {
    for (const [coding, encode] of [
      ['gzip', gzipSync],
      ['deflate', deflateSync],
      ['identity', (plain: string) => Buffer.from(plain)],
    ] as const) {
      expect((await send(path, coding, encode(text) as Buffer)).status).toBe(200);
      const seen = backend.seen.at(-1)!;
      expect(seen.body).toBe(text);
      expect(seen.headers['content-length']).toBe(String(text.length));
      expect(seen.headers).not.toHaveProperty('content-encoding');
    }
  },
);

test.each([
  ['br', gzipSync(text)],
  ['gzip', Buffer.from('no gzip')],
  ['gzip', gzipSync(text).subarray(0, 30)],
  ['gzip, gzip', gzipSync(gzipSync(text))],
])('a body in the coding %s that cannot be read is a 415', async (coding, body) => {
  const before = backend.seen.length;
  expect(await send('/proxy', coding, body)).toMatchObject({
    status: 415,
    body: '{"message":"Unsupported Media Type"}',
  });
  expect(backend.seen).toHaveLength(before);
});

test.each([
  ['/proxy', 'gzip'],
  ['/proxy', 'br'],
  ['/mapped', 'gzip'],
  ['/seen', 'br'],
])(
  'nothing is in no coding, also when that shows at the end of its chunks only: %s, %s',
  async (path, coding) => {
    const headers = { 'content-encoding': coding, 'transfer-encoding': 'chunked' };
    const response = await system.call(`/dev${path}`, { method: 'POST', headers });
    expect(response.status).toBe(200);
    if (path === '/seen') expect(response.body).toBe('[br]');
    else expect(backend.seen.at(-1)).toMatchObject({ body: '', method: 'POST' });
  },
);

test('what comes in chunks in a coding that is not known is a 415', async () => {
  const headers = { 'content-encoding': 'br', 'transfer-encoding': 'chunked' };
  const response = await system.call('/dev/proxy', { method: 'POST', headers, body: 'x' });
  expect(response.status).toBe(415);
});

test('a body that is too long once decoded is a 413', async () => {
  expect((await send('/proxy', 'gzip', gzipSync(Buffer.alloc(11 * 1024 * 1024)))).status).toBe(413);
});
