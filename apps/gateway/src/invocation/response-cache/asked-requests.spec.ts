import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { startCachedSystem, type CachedSystem } from '../../testing/cached-api.js';
import { apiId } from '../../testing/documents.js';

// The table of docs/CACHING.md: which requests are answered with what another has left; a row is a test.

let system: CachedSystem;

beforeAll(async () => {
  system = await startCachedSystem();
});
beforeEach(() => {
  system.respondWith = (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('said');
});
afterAll(() => system.stop());

const isKept: CachedSystem['isKept'] = (...given) => system.isKept(...given);
const fresh: CachedSystem['freshPath'] = (below) => system.freshPath(below);

test.each<[string, Record<string, string>, boolean]>([
  ['credentials that are not declared', { authorization: 'Bearer a' }, true],
  ['a cookie', { cookie: 'a=1' }, true],
  ['no-store, which is no word that AWS knows', { 'cache-control': 'no-store' }, true],
  ['no-cache', { 'cache-control': 'no-cache', pragma: 'no-cache' }, true],
  ['max-age=0', { 'cache-control': 'max-age=0' }, false],
  ['max-age=0 among others', { 'cache-control': 'no-cache, Max-Age=0' }, false],
  ['max-age=00', { 'cache-control': 'max-age=00' }, false],
  ['max-age=10', { 'cache-control': 'max-age=10' }, true],
  ['s-maxage=0', { 'cache-control': 's-maxage=0' }, true],
  ['a range that the backend does not look at', { range: 'bytes=0-1' }, true],
])('%s: answered from the cache: %s', async (_, headers, kept) => {
  expect(await isKept({ headers })).toBe(kept);
});

test('a part, and what a caller has already, are never others’ response', async () => {
  const path = fresh();
  system.respondWith = (response, { headers }) => {
    if (headers.range) response.writeHead(206, { 'content-range': 'bytes 0-0/4' }).end('s');
    else if (headers['if-none-match']) response.writeHead(304).end();
    else response.writeHead(200).end('said');
  };
  expect((await system.call(path, { headers: { range: 'bytes=0-0' } })).status).toBe(206);
  expect((await system.call(path, { headers: { 'if-none-match': '"1"' } })).status).toBe(304);
  expect(await system.call(path)).toMatchObject({ status: 200, body: 'said' });
  // Whoever asks for a part may be given all of it (RFC 9110, section 14.2).
  expect(await system.call(path, { headers: { range: 'bytes=0-0' } })).toMatchObject({
    status: 200,
    body: 'said',
  });
});

test('HEAD is never kept, and takes nothing that GET has left', async () => {
  const path = fresh();
  expect(await isKept({ method: 'HEAD' }, path)).toBe(false);
  expect(await isKept({}, path)).toBe(true);
  expect(await isKept({ method: 'HEAD' }, path)).toBe(false);
  expect((await system.call(path)).body).toBe('said');
});

test('a method counts as what X-HTTP-Method-Override makes of it', async () => {
  const path = fresh();
  system.respondWith = (response, { method: asked }) => response.writeHead(200).end(asked);
  const override = (httpMethod: string) => ({ headers: { 'x-http-method-override': httpMethod } });
  expect((await system.call(path, override('DELETE'))).body).toBe('DELETE');
  expect((await system.call(path)).body).toBe('GET');
  expect((await system.call(path, { method: 'PUT', ...override('GET') })).body).toBe('GET');
  const before = system.backend.seen.length;
  expect((await system.call(path, override('DELETE'))).body).toBe('DELETE');
  expect(system.backend.seen.length).toBe(before + 1);
  // HEAD on the wire and GET by its word: a head alone, of the same response.
  expect((await system.call(path, { method: 'HEAD', ...override('GET') })).body).toBe('');
  expect(system.backend.seen.length).toBe(before + 1);
});

test('another method is kept by an entry of its own alone, and apart', async () => {
  expect(await isKept({ method: 'PUT' })).toBe(false);
  const path = fresh();
  expect(await isKept({ method: 'POST', body: 'a' }, path)).toBe(true);
  expect(await isKept({}, path)).toBe(true);
});

test('a GET with a body, which no key holds, is neither answered nor kept', async () => {
  const path = fresh();
  system.respondWith = (response, { method: asked }) => response.writeHead(200).end(asked);
  const fat = { body: 'poison', headers: { 'content-length': '6' } };
  expect(await isKept(fat, path)).toBe(false);
  expect(await isKept({}, path)).toBe(true);
  expect(await isKept(fat, path)).toBe(false);
});

test('the host is in the key, also that of an absolute URI', async () => {
  const path = fresh();
  expect(await isKept({}, path, { host: `${apiId}.execute-api.localhost:81` })).toBe(false);
  const sent = httpRequest({
    host: '127.0.0.1',
    port: system.gateway.httpPort,
    path: `http://${apiId}.execute-api.localhost:82${path}`,
    headers: { host: `${apiId}.execute-api.localhost` },
  });
  const before = system.backend.seen.length;
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  expect([response.statusCode, system.backend.seen.length]).toEqual([200, before + 1]);
});

test.each([
  ['?page=1', '?page=2'],
  ['?page=1', ''],
  ['?page=', '?page'],
  ['?page=1', '?page=1&page=2'],
  ['?page=2&page=1', '?page=1'],
  ['?page=1&page=2', '?page=2&page=1'],
  ['?page=%ff', '?page=%fe'],
  ['?page=1&page=2', '?page=1%26page=2'],
  ['?page=1;page=2', '?page=1&page=2'],
  ['?page=1:2', '?page=1&page=2'],
])('declared: %s is not %s', async (one, other) => {
  const path = fresh('/dev/paged/');
  expect((await system.call(`${path}${one}`)).headers).not.toHaveProperty('age');
  expect((await system.call(`${path}${other}`)).headers).not.toHaveProperty('age');
  expect((await system.call(`${path}${one}`)).headers).toHaveProperty('age');
  expect((await system.call(`${path}${other}`)).headers).toHaveProperty('age');
});

test('not declared: another value makes no difference', async () => {
  const path = fresh('/dev/paged/');
  await system.call(`${path}?page=1&other=1`);
  expect((await system.call(`${path}?other=2&page=1`)).headers).toHaveProperty('age');
});
