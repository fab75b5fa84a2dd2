import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

const script = `export const x = '${'x'.repeat(5_000)}';\n`;
const asset = '/_tollgate/console/assets/index-abc123.js';
let plane: TestControlPlane;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-console-'));
  await writeFile(join(folder, '..', 'secret-beside.txt'), 'secret');
  await mkdir(join(folder, 'assets/nested'), { recursive: true });
  await writeFile(
    join(folder, 'index.html'),
    '<meta property="csp-nonce" nonce="__CSP_NONCE__"><script src="x" nonce="__CSP_NONCE__"></script>',
  );
  await writeFile(join(folder, 'assets/index-abc123.js'), script);
  await writeFile(join(folder, 'assets/index-abc123.js.br'), brotliCompressSync(script));
  await writeFile(join(folder, 'assets/index-abc123.js.gz'), gzipSync(script));
  await writeFile(join(folder, 'assets/plain-abc.css'), 'a{}');
  await writeFile(join(folder, 'assets/.hidden.js'), 'hidden');
  plane = await startControlPlane({ consoleFolder: folder });
});
afterAll(async () => {
  await plane.close();
  await rm(folder, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(plane.url + path, { headers, method, redirect: 'manual' });

/** The head of the response to a path that no client would leave as it is. */
function raw(target: string, ...lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(plane.url).port), '127.0.0.1');
    let text = '';
    socket.on('data', (data: Buffer) => (text += data.toString('latin1')));
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    socket.write([`GET ${target} HTTP/1.1`, 'host: x', 'connection: close', ...lines, '', ''].join('\r\n'));
  });
}

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
const secured = (response: Response) => {
  for (const [name, value] of Object.entries(always)) expect(response.headers.get(name)).toBe(value);
  const policy = response.headers.get('content-security-policy') ?? '';
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ])
    expect(policy.split('; ')).toContain(part);
  expect(policy).not.toContain('unsafe');
};

describe('200', () => {
  test.each([
    '/_tollgate/console',
    '/_tollgate/console/',
    '/_tollgate/console/apis/abc/resources',
    '/_tollgate/console/domains/api.example.com',
    '/_tollgate/console/index.html',
    '/_tollgate/console/apis/%C3%BC?x=y',
  ])('%s is the page, never kept, with a nonce of its own in page and policy', async (path) => {
    const nonces = new Set<string>();
    for (const response of [await get(path), await get(path)]) {
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        'text/html; charset=utf-8',
      ]);
      expect(response.headers.get('cache-control')).toBe('no-store');
      secured(response);
      const page = await response.text();
      expect(page).not.toContain('__CSP_NONCE__');
      const [, nonce = ''] = /nonce="([\w-]{22})"/.exec(page)!;
      expect(response.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(2);
  });

  test.each([
    ['br', 'br, gzip', 'br'],
    ['gzip', 'gzip', 'gzip'],
    ['gzip where br is refused', 'br;q=0, gzip;q=0.5', 'gzip'],
    ['as it is', 'identity', null],
    ['as it is where only others are taken', 'zstd', null],
  ])('an asset is sent in the form that is taken (%s), for a year', async (_, accepted, encoding) => {
    const response = await get(asset, { 'accept-encoding': accepted });
    expect([response.status, response.headers.get('content-encoding')]).toEqual([200, encoding]);
    expect(response.headers.get('content-type')).toMatch(/^(text|application)\/javascript; charset=utf-8$/);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('vary')).toBe('accept-encoding');
    secured(response);
    expect(await response.text()).toBe(script);
  });

  test('an asset without compressed forms is sent as it is', async () => {
    const response = await get('/_tollgate/console/assets/plain-abc.css');
    expect([await response.text(), response.headers.get('content-encoding')]).toEqual(['a{}', null]);
    expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8');
  });

  test.each([asset, '/_tollgate/console/apis'])('HEAD %s has the head of GET and no body', async (path) => {
    const [head, whole] = [await get(path, {}, 'HEAD'), await get(path)];
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    for (const name of ['content-type', 'content-length', 'cache-control', 'etag', 'content-encoding'])
      expect([name, head.headers.get(name)]).toEqual([name, whole.headers.get(name)]);
    secured(head);
  });
});

test('304: an asset that the caller has, in the form that the caller has', async () => {
  const { headers } = await get(asset, { 'accept-encoding': 'br' });
  const condition = `if-none-match: ${headers.get('etag')}`;
  // Not by fetch, which asks for a fresh one when it is told a condition.
  const again = await raw(asset, 'accept-encoding: br', condition);
  expect(again).toMatch(/^HTTP\/1.1 304 [^]*\r\n\r\n$/);
  expect(again).toContain("content-security-policy: default-src 'none'");
  expect(await raw(asset, 'accept-encoding: gzip', condition)).toMatch(/^HTTP\/1.1 200 /);
});

describe('404', () => {
  test.each([
    'assets',
    'assets/',
    'assets/none-abc.js',
    'assets/nested',
    'assets/index-abc123.js.br',
    'assets/index-abc123.js/x',
    'assets/.hidden.js',
    'assets/..%2findex.html',
    'assets%2f..%2f..%2fsecret-beside.txt',
    '..%2fsecret-beside.txt',
    'x/..%2f..%2fsecret-beside.txt',
    '%2e%2e%2f%2e%2e%2fetc/passwd',
    '..%5c..%5cetc%5cpasswd',
    'assets/index-abc123.js%00.html',
    '%00',
    `assets/${'a'.repeat(300)}.js`,
  ])('%s is nothing', async (path) => {
    const text = await raw(`/_tollgate/console/${path}`);
    expect(text).toMatch(/^HTTP\/1.1 404 [^]*Not found/);
    expect(text).toContain('x-content-type-options: nosniff');
    expect(text).not.toContain('secret');
  });

  test('a path with its dots as they are leads out of nothing', async () => {
    for (const path of ['../secret-beside.txt', '/../../etc/passwd', 'assets/../index.html', './x'])
      expect(await raw(`/_tollgate/console/${path}`)).toMatch(/^HTTP\/1.1 404 /);
  });
});

test('what the server itself refuses is secured as well', async () => {
  for (const path of ['%', '%zz', 'x'.repeat(12_000)]) {
    const text = await raw(`/_tollgate/console/${path}`);
    expect(text).toMatch(/^HTTP\/1.1 4\d\d /);
    expect(text).toContain("content-security-policy: default-src 'none'");
  }
});

test.each(['POST', 'PUT', 'DELETE'])('%s is as everywhere where nothing is', async (method) => {
  const [here, elsewhere] = [await get('/_tollgate/console/x', {}, method), await get('/none', {}, method)];
  expect([here.status, await here.text()]).toEqual([elsewhere.status, await elsewhere.text()]);
});

test('503 until it is built, with what to do; then the page, without a restart', async () => {
  await rename(folder, `${folder}-away`);
  const missing = await get('/_tollgate/console/apis');
  expect(missing.status).toBe(503);
  expect(await missing.text()).toContain('npm run build');
  secured(missing);
  expect((await get(asset)).status).toBe(404);
  await rename(`${folder}-away`, folder);
  expect((await get('/_tollgate/console/apis')).status).toBe(200);
});

test('switched off, it is a path like any that nobody has', async () => {
  const off = await startControlPlane({ consoleFolder: folder, env: { TOLLGATE_CONSOLE: 'off' } });
  try {
    const [here, elsewhere] = await Promise.all(
      ['/_tollgate/console', '/_tollgate/none'].map((path) => fetch(off.url + path)),
    );
    expect([here!.status, await here!.text()]).toEqual([elsewhere!.status, await elsewhere!.text()]);
  } finally {
    await off.close();
  }
});
