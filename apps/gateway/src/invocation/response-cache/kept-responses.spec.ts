import { once } from 'node:events';
import { connect } from 'node:net';
import { startCachedSystem, type CachedSystem } from '../../testing/cached-api.js';
import { apiId } from '../../testing/documents.js';

// The table of docs/CACHING.md: what is kept of responses, and what is not; a row is a test.

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

const answering = (status: number, headers: Record<string, string | string[]> = {}) => {
  system.respondWith = (response) =>
    response.writeHead(status, headers).end(status === 204 ? undefined : 'said');
};

describe('by status', () => {
  test.each([
    [200, true],
    [201, true],
    [203, true],
    [204, true],
    [206, false],
    [301, true],
    [302, true],
    [304, false],
    [307, true],
    [400, false],
    [401, false],
    [403, false],
    [404, true],
    [410, true],
    [412, false],
    [416, false],
    [429, false],
    [431, false],
    [500, false],
    [502, false],
    [503, false],
  ])('%d is kept: %s', async (status, kept) => {
    answering(status);
    expect(await isKept()).toBe(kept);
  });

  test('an interim response is not the response', async () => {
    system.respondWith = (response) => {
      response.writeProcessing();
      response.writeHead(200).end('said');
    };
    const path = fresh();
    expect(await isKept({}, path)).toBe(true);
    expect((await system.call(path)).body).toBe('said');
  });
});

describe('by headers of the response', () => {
  test.each<[Record<string, string | string[]>, boolean]>([
    [{ 'cache-control': 'private' }, false],
    [{ 'cache-control': 'max-age=60, Private="x"' }, false],
    [{ 'cache-control': 'NO-STORE' }, false],
    // The method's setting says for how long, as at AWS.
    [{ 'cache-control': 'no-cache' }, true],
    [{ 'cache-control': 'max-age=0, must-revalidate' }, true],
    [{ 'cache-control': 'public, max-age=1' }, true],
    [{ 'cache-control': 'x-private-use' }, true],
    [{ pragma: 'no-cache', expires: '0' }, true],
    [{ 'set-cookie': 'session=1' }, false],
    [{ 'set-cookie': ['a=1', 'b=2'] }, false],
    // What is not declared is not part of the key, whatever the backend says.
    [{ vary: 'Accept-Language' }, true],
    [{ vary: '*' }, true],
    [{ etag: '"1"', 'last-modified': 'Mon, 30 Nov 2026 00:00:00 GMT' }, true],
  ])('%j is kept: %s', async (headers, kept) => {
    answering(200, headers);
    expect(await isKept()).toBe(kept);
  });
});

describe('by the body', () => {
  test.each([
    [1_048_576, true],
    [1_048_577, false],
  ])('%d bytes are kept: %s', async (bytes, kept) => {
    system.respondWith = (response) =>
      response.writeHead(200, { 'content-length': bytes }).end(Buffer.alloc(bytes, 'x'));
    expect(await isKept()).toBe(kept);
    system.respondWith = (response) => response.writeHead(200).end(Buffer.alloc(bytes, 'x'));
    expect(await isKept()).toBe(kept);
    expect(await isKept({}, fresh('/dev/mapped/'))).toBe(kept);
  });

  test.each(['with a length', 'in chunks'])('one that breaks off %s is not', async (framing) => {
    const path = fresh();
    system.respondWith = (response) => {
      response.writeHead(200, framing === 'in chunks' ? {} : { 'content-length': 100 });
      response.write('some', () => response.destroy());
    };
    await expect(system.call(path)).rejects.toThrow();
    system.respondWith = (response) => response.writeHead(200).end('whole');
    expect(await system.call(path)).toMatchObject({ status: 200, body: 'whole' });
    expect((await system.call(path)).headers).toHaveProperty('age');
  });

  test.each([
    ['/dev/any/', ''],
    ['/dev/any/', 'Transfer-Encoding: gzip\r\n'],
    ['/dev/mapped/', ''],
  ])(
    'one that ends with its connection, as one that breaks off does, is not: %s %s',
    async (below, fields) => {
      system.respondWith = ({ socket }) => void socket!.end(`HTTP/1.1 200 OK\r\n${fields}\r\nsome`);
      const path = fresh(below);
      expect(await isKept({}, path)).toBe(false);
      expect((await system.call(path)).body).toBe('some');
    },
  );

  test('one whose caller leaves inside is not', async () => {
    const path = fresh();
    let ended = false;
    system.respondWith = (response) => {
      response.writeHead(200);
      response.write('some');
      response.on('close', () => (ended = true));
    };
    const socket = connect(system.gateway.httpPort, '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${apiId}.execute-api.localhost\r\n\r\n`);
    await once(socket, 'data');
    socket.destroy();
    await waitUntil(() => ended);
    system.respondWith = (response) => response.writeHead(200).end('whole');
    expect((await system.call(path)).body).toBe('whole');
  });

  test('what streams is not', async () => {
    expect(await isKept({}, fresh('/dev/stream/'))).toBe(false);
  });

  test('one that a backend has compressed is for who can read it, and one for all takes its place', async () => {
    const path = fresh();
    system.respondWith = (response, { headers }) => {
      if (/br(?!;q=0)/.test(headers['accept-encoding'] ?? ''))
        response.writeHead(200, { 'content-encoding': 'br' }).end('coded');
      else response.writeHead(200).end('plain');
    };
    const br = { headers: { 'accept-encoding': 'gzip;q=0.5, br' } };
    expect(await isKept(br, path)).toBe(true);
    expect((await system.call(path, { headers: { 'accept-encoding': 'br;q=0' } })).body).toBe('plain');
    expect(await system.isFound(path)).toBe(true);
    expect((await system.call(path, br)).body).toBe('plain');
  });

  test('it is kept as it was, and compressed for each caller that asks for that', async () => {
    const path = fresh();
    system.respondWith = (response) => response.writeHead(200).end('said again and again and again');
    const gzip = { headers: { 'accept-encoding': 'gzip' } };
    expect((await system.call(path, gzip)).headers['content-encoding']).toBe('gzip');
    expect(await system.call(path)).toMatchObject({ body: 'said again and again and again' });
    const again = await system.call(path, gzip);
    expect(again.headers).toMatchObject({ 'content-encoding': 'gzip', age: '0' });
  });
});

async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

test('gateway responses are not kept: the next one is asked for anew', async () => {
  const path = fresh('/dev/mapped/');
  system.respondWith = (response) => response.writeHead(200, { 'content-length': '100' }).end();
  const before = system.backend.seen.length;
  expect((await system.call(path)).status).toBe(502);
  expect((await system.call(path)).status).toBe(502);
  expect(system.backend.seen.length).toBe(before + 2);
});

test('a kept response is as it was, with its age and nothing else; ids and trace are the new request’s', async () => {
  const path = fresh('/dev/any/');
  system.respondWith = (response) =>
    response
      .writeHead(
        201,
        'made',
        [
          ['Date', 'Sun, 06 Nov 1994 08:49:37 GMT'],
          ['X-Odd-Spelling', 'One'],
          ['x-odd-spelling', 'two'],
          ['Content-Type', 'text/plain'],
          ['Age', '30'],
          ['X-Amzn-Trace-Id', 'Root=1-00000000-000000000000000000000000'],
        ].flat(),
      )
      .end('said');
  const first = await system.call(path);
  system.responses.ageBy(12_000);
  const second = await system.call(path);
  const own =
    /^(?:date|age|x-amzn-requestid|x-amz-apigw-id|x-amzn-trace-id|content-length|transfer-encoding)$/i;
  const others = (raw: readonly string[]) => raw.filter((_, index) => !own.test(raw[index - (index % 2)]!));
  expect(second).toMatchObject({ status: 201, body: 'said' });
  expect(others(second.rawHeaders)).toEqual(others(first.rawHeaders));
  expect(second.headers.age).toBe('42');
  expect(second.headers['x-amzn-remapped-date']).toBe('Sun, 06 Nov 1994 08:49:37 GMT');
  for (const id of ['x-amzn-requestid', 'x-amz-apigw-id', 'x-amzn-trace-id']) {
    expect(second.headers[id]).toBeTruthy();
    expect(second.headers[id]).not.toBe(first.headers[id]);
  }
  // As the method's responses do not name a trace of their own, neither does a kept one.
  system.respondWith = (response) => response.writeHead(200).end('said');
  const plain = fresh();
  await system.call(plain);
  expect((await system.call(plain)).headers).not.toHaveProperty('x-amzn-trace-id');
});

test('one that has expired is asked for anew', async () => {
  const path = fresh();
  await system.call(path);
  system.responses.ageBy(299_000);
  expect(await system.isFound(path)).toBe(true);
  system.responses.ageBy(1_000);
  expect(await system.isFound(path)).toBe(false);
});
