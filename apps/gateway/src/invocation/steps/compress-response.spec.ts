import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { gunzipSync, inflateSync, createGunzip } from 'node:zlib';
import { waitFor } from '#libs/testing';
import { awsOf } from '../../testing/aws-of.js';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import {
  apiId,
  http,
  lambda,
  method,
  mock,
  mockMethod,
  integrationResponse,
  snapshot,
} from '../../testing/documents.js';
import { startTestSystem, type CallOptions, type TestSystem } from '../../testing/test-gateway.js';

let system: TestSystem;
let backend: TestBackend;
let respondWith: (response: ServerResponse) => void;

const threshold = 1000;
const large = 'abcdefghij'.repeat(threshold / 10);
const small = large.slice(1);
const gzip = { headers: { 'accept-encoding': 'gzip' } };

function routes() {
  return {
    '/large': { ANY: mockMethod(large) },
    '/small': { ANY: mockMethod(small) },
    '/coded': {
      GET: method(
        mock({}, [
          integrationResponse('200', null, { 'application/json': large }, { 'Content-Encoding': "'br'" }),
        ]),
      ),
    },
    '/key': { GET: mockMethod(large, { apiKeyRequired: true }) },
    '/http': { ANY: method(http('HTTP', `${backend.origin}/b`)) },
    '/proxy': { ANY: method(http('HTTP_PROXY', `${backend.origin}/b`)) },
    '/fn': {
      ANY: method(lambda('LAMBDA_PROXY', 'arn:aws:lambda:us-east-1:000000000000:function:f')),
    },
  };
}

beforeAll(async () => {
  backend = await startBackend((_, response) => respondWith(response));
  system = await startTestSystem({
    aws: awsOf({ endpointUrls: { LAMBDA: backend.origin } }),
  });
  const gatewayResponses = {
    INVALID_API_KEY: {
      statusCode: null,
      responseParameters: {},
      responseTemplates: { 'text/plain': large },
    },
  };
  await system.deploy(snapshot(routes(), { minimumCompressionSize: threshold, gatewayResponses }));
  await system.deploy(snapshot(routes()), { stageName: 'off' });
  await system.deploy(snapshot(routes(), { minimumCompressionSize: 0 }), { stageName: 'zero' });
});
beforeEach(() => {
  respondWith = (response) => response.writeHead(200, { 'content-length': large.length }).end(large);
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const inChunks =
  (...chunks: readonly string[]) =>
  (response: ServerResponse) => {
    for (const chunk of chunks) response.write(chunk);
    response.end();
  };

describe.each(['/large', '/http', '/proxy'])('of a body as large as the threshold at %s', (path) => {
  test('is compressed as the caller asks, with its new length or in chunks', async () => {
    const zipped = await system.call(`/dev${path}`, gzip);
    expect(zipped).toMatchObject({ status: 200, headers: { 'content-encoding': 'gzip' } });
    expect(gunzipSync(zipped.bytes).toString()).toBe(large);
    const { 'content-length': length, 'transfer-encoding': coding } = zipped.headers;
    expect(length ?? coding).toBe(path === '/proxy' ? 'chunked' : String(zipped.bytes.length));
    expect(zipped.headers).not.toHaveProperty('vary');

    const deflated = await system.call(`/dev${path}`, { headers: { 'accept-encoding': 'deflate, gzip' } });
    expect(deflated.headers['content-encoding']).toBe('deflate');
    expect(inflateSync(deflated.bytes).toString()).toBe(large);
  });

  test.each<[string, string, CallOptions]>([
    ['the caller asks for nothing', 'dev', {}],
    ['the caller asks for another coding first', 'dev', { headers: { 'accept-encoding': 'br, gzip;q=0.9' } }],
    ['the caller asks for anything', 'dev', { headers: { 'accept-encoding': '*' } }],
    ['the API does not compress', 'off', gzip],
  ])('stays as it is when %s', async (_, stage, options) => {
    const response = await system.call(`/${stage}${path}`, options);
    expect(response).toMatchObject({ status: 200, body: large });
    expect(response.headers).not.toHaveProperty('content-encoding');
  });
});

test.each<[string, string, (response: ServerResponse) => void]>([
  ['a mapped body below the threshold', '/small', () => undefined],
  [
    'a proxied body whose length is below it',
    '/proxy',
    (response) => response.writeHead(200, { 'content-length': small.length }).end(small),
  ],
  ['a proxied body that turns out to be below it', '/proxy', inChunks(small.slice(0, 500), small.slice(500))],
])('%s stays as it is, with its length', async (_, path, handler) => {
  respondWith = handler;
  const response = await system.call(`/dev${path}`, gzip);
  expect(response).toMatchObject({ body: small, headers: { 'content-length': String(small.length) } });
  expect(response.headers).not.toHaveProperty('content-encoding');
});

test('a streamed body without a length is compressed once enough has arrived', async () => {
  respondWith = inChunks(large.slice(0, 999), large.slice(999), large, large);
  const response = await system.call('/dev/proxy', gzip);
  expect(response.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(response.bytes).toString()).toBe(large + large + large);
});

test('with a threshold of 0 everything is compressed but nothing', async () => {
  respondWith = inChunks('x');
  expect(gunzipSync((await system.call('/zero/proxy', gzip)).bytes).toString()).toBe('x');
  for (const nothing of [
    inChunks(),
    (response: ServerResponse) => response.writeHead(200, { 'content-length': 0 }).end(),
  ]) {
    respondWith = nothing;
    const response = await system.call('/zero/proxy', gzip);
    expect(response).toMatchObject({ status: 200, body: '' });
    expect(response.headers).not.toHaveProperty('content-encoding');
  }
});

test.each<[string, number, Record<string, string>]>([
  ['what the backend has coded', 200, { 'content-encoding': 'br' }],
  ['what must not be transformed', 200, { 'cache-control': 'max-age=5, no-transform' }],
  ['a part of a whole', 206, { 'content-range': 'bytes 0-999/5000' }],
])('%s is passed on as it is', async (_, status, headers) => {
  respondWith = (response) =>
    response.writeHead(status, { 'content-length': large.length, ...headers }).end(large);
  const response = await system.call('/dev/proxy', gzip);
  expect(response).toMatchObject({ status, body: large, headers });
});

test('a mapped Content-Encoding counts as well', async () => {
  const response = await system.call('/dev/coded', gzip);
  expect(response).toMatchObject({ body: large, headers: { 'content-encoding': 'br' } });
});

test.each([204, 304])('a %i has no body to compress', async (status) => {
  respondWith = (response) => response.writeHead(status, { etag: '"v1"' }).end();
  const response = await system.call('/dev/proxy', gzip);
  expect(response).toMatchObject({ status, body: '', headers: { etag: '"v1"' } });
  expect(response.headers).not.toHaveProperty('content-encoding');
});

test('the response to HEAD keeps the length of its backend', async () => {
  const response = await system.call('/dev/proxy', { method: 'HEAD', ...gzip });
  expect(response.headers).toMatchObject({ 'content-length': String(large.length) });
});

test('an entity tag stays as the backend set it', async () => {
  respondWith = (response) => response.writeHead(200, { etag: '"v1"' }).end(large);
  const response = await system.call('/dev/proxy', gzip);
  expect(response.headers).toMatchObject({ etag: '"v1"', 'content-encoding': 'gzip' });
});

test("a proxied function's response is compressed unless the function did", async () => {
  const result = { statusCode: 200, body: large };
  respondWith = (response) => response.end(JSON.stringify(result));
  expect(gunzipSync((await system.call('/dev/fn', gzip)).bytes).toString()).toBe(large);
  respondWith = (response) =>
    response.end(JSON.stringify({ ...result, headers: { 'content-encoding': 'br' } }));
  expect((await system.call('/dev/fn', gzip)).body).toBe(large);
});

test('gateway responses are not compressed', async () => {
  const response = await system.call('/dev/key', gzip);
  expect(response).toMatchObject({ status: 403, body: large });
});

test('a response that breaks off before it is known to be large is a 502; one that was is cut', async () => {
  respondWith = (response) => response.write('begin', () => response.destroy());
  expect((await system.call('/dev/proxy', gzip)).status).toBe(502);
  respondWith = (response) => response.write(large.repeat(5), () => response.destroy());
  await expect(system.call('/dev/proxy', gzip)).rejects.toThrow(/aborted|hang up/);
});

function open(path: string): Promise<{ response: IncomingMessage; close: () => void }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        host: '127.0.0.1',
        port: system.gateway.httpPort,
        path,
        agent: false,
        headers: { host: `${apiId}.execute-api.localhost`, 'accept-encoding': 'gzip' },
      },
      (response) => resolve({ response, close: () => sent.destroy() }),
    );
    sent.on('error', (error) => reject(error));
    sent.end();
  });
}

test('each piece of a compressed stream reaches the caller while the backend still holds the next', async () => {
  let going: ServerResponse | null = null;
  respondWith = (response) => {
    going = response;
    response.write(large);
  };
  const { response } = await open('/dev/proxy');
  const plain = response.pipe(createGunzip());
  const text: string[] = [];
  plain.on('data', (chunk: Buffer) => text.push(chunk.toString()));
  await waitFor(() => text.join('') === large, { describe: 'the first piece is here' });
  going!.end('end');
  await once(plain, 'end');
  expect(text.join('')).toBe(`${large}end`);
});

test('a caller who leaves inside a compressed stream ends the call of the backend', async () => {
  let closed = false;
  respondWith = (response) => {
    response.on('close', () => (closed = true));
    const more = (): void => {
      while (!response.destroyed && response.write(large.repeat(50)));
    };
    response.on('drain', more);
    more();
  };
  const { response, close } = await open('/dev/proxy');
  response.on('error', () => undefined);
  await once(response, 'readable');
  close();
  await waitFor(() => closed, { describe: "the backend's connection is closed" });
});

test('a large body goes through compressed and whole', async () => {
  const body = Buffer.alloc(8 * 1024 * 1024, 'tollgate ');
  respondWith = (response) => response.end(body);
  const response = await system.call('/dev/proxy', gzip);
  expect(gunzipSync(response.bytes).equals(body)).toBe(true);
});
