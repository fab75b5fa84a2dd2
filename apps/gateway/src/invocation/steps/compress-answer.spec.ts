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
  response,
  snapshot,
} from '../../testing/documents.js';
import { startTestSystem, type CallOptions, type TestSystem } from '../../testing/test-gateway.js';

let system: TestSystem;
let backend: TestBackend;
let answerWith: (response: ServerResponse) => void;

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
        mock({}, [response('200', null, { 'application/json': large }, { 'Content-Encoding': "'br'" })]),
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
  backend = await startBackend((_, answer) => answerWith(answer));
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
  answerWith = (answer) => answer.writeHead(200, { 'content-length': large.length }).end(large);
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const inChunks =
  (...chunks: readonly string[]) =>
  (answer: ServerResponse) => {
    for (const chunk of chunks) answer.write(chunk);
    answer.end();
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
    const answer = await system.call(`/${stage}${path}`, options);
    expect(answer).toMatchObject({ status: 200, body: large });
    expect(answer.headers).not.toHaveProperty('content-encoding');
  });
});

test.each<[string, string, (answer: ServerResponse) => void]>([
  ['a mapped body below the threshold', '/small', () => undefined],
  [
    'a proxied body whose length is below it',
    '/proxy',
    (answer) => answer.writeHead(200, { 'content-length': small.length }).end(small),
  ],
  ['a proxied body that turns out to be below it', '/proxy', inChunks(small.slice(0, 500), small.slice(500))],
])('%s stays as it is, with its length', async (_, path, handler) => {
  answerWith = handler;
  const answer = await system.call(`/dev${path}`, gzip);
  expect(answer).toMatchObject({ body: small, headers: { 'content-length': String(small.length) } });
  expect(answer.headers).not.toHaveProperty('content-encoding');
});

test('a streamed body without a length is compressed once enough has arrived', async () => {
  answerWith = inChunks(large.slice(0, 999), large.slice(999), large, large);
  const answer = await system.call('/dev/proxy', gzip);
  expect(answer.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(answer.bytes).toString()).toBe(large + large + large);
});

test('with a threshold of 0 everything is compressed but nothing', async () => {
  answerWith = inChunks('x');
  expect(gunzipSync((await system.call('/zero/proxy', gzip)).bytes).toString()).toBe('x');
  for (const nothing of [
    inChunks(),
    (answer: ServerResponse) => answer.writeHead(200, { 'content-length': 0 }).end(),
  ]) {
    answerWith = nothing;
    const answer = await system.call('/zero/proxy', gzip);
    expect(answer).toMatchObject({ status: 200, body: '' });
    expect(answer.headers).not.toHaveProperty('content-encoding');
  }
});

test.each<[string, number, Record<string, string>]>([
  ['what the backend has coded', 200, { 'content-encoding': 'br' }],
  ['what must not be transformed', 200, { 'cache-control': 'max-age=5, no-transform' }],
  ['a part of a whole', 206, { 'content-range': 'bytes 0-999/5000' }],
])('%s is passed on as it is', async (_, status, headers) => {
  answerWith = (answer) =>
    answer.writeHead(status, { 'content-length': large.length, ...headers }).end(large);
  const answer = await system.call('/dev/proxy', gzip);
  expect(answer).toMatchObject({ status, body: large, headers });
});

test('a mapped Content-Encoding counts as well', async () => {
  const answer = await system.call('/dev/coded', gzip);
  expect(answer).toMatchObject({ body: large, headers: { 'content-encoding': 'br' } });
});

test.each([204, 304])('a %i has no body to compress', async (status) => {
  answerWith = (answer) => answer.writeHead(status, { etag: '"v1"' }).end();
  const answer = await system.call('/dev/proxy', gzip);
  expect(answer).toMatchObject({ status, body: '', headers: { etag: '"v1"' } });
  expect(answer.headers).not.toHaveProperty('content-encoding');
});

test('the answer to HEAD keeps the length of its backend', async () => {
  const answer = await system.call('/dev/proxy', { method: 'HEAD', ...gzip });
  expect(answer.headers).toMatchObject({ 'content-length': String(large.length) });
});

test('an entity tag stays as the backend set it', async () => {
  answerWith = (answer) => answer.writeHead(200, { etag: '"v1"' }).end(large);
  const answer = await system.call('/dev/proxy', gzip);
  expect(answer.headers).toMatchObject({ etag: '"v1"', 'content-encoding': 'gzip' });
});

test("a proxied function's answer is compressed unless the function did", async () => {
  const result = { statusCode: 200, body: large };
  answerWith = (answer) => answer.end(JSON.stringify(result));
  expect(gunzipSync((await system.call('/dev/fn', gzip)).bytes).toString()).toBe(large);
  answerWith = (answer) => answer.end(JSON.stringify({ ...result, headers: { 'content-encoding': 'br' } }));
  expect((await system.call('/dev/fn', gzip)).body).toBe(large);
});

test('gateway responses are not compressed', async () => {
  const answer = await system.call('/dev/key', gzip);
  expect(answer).toMatchObject({ status: 403, body: large });
});

test('an answer that breaks off before it is known to be large is a 502; one that was is cut', async () => {
  answerWith = (answer) => answer.write('begin', () => answer.destroy());
  expect((await system.call('/dev/proxy', gzip)).status).toBe(502);
  answerWith = (answer) => answer.write(large.repeat(5), () => answer.destroy());
  await expect(system.call('/dev/proxy', gzip)).rejects.toThrow(/aborted|hang up/);
});

function open(path: string): Promise<{ answer: IncomingMessage; close: () => void }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        host: '127.0.0.1',
        port: system.gateway.httpPort,
        path,
        agent: false,
        headers: { host: `${apiId}.execute-api.localhost`, 'accept-encoding': 'gzip' },
      },
      (answer) => resolve({ answer, close: () => sent.destroy() }),
    );
    sent.on('error', (error) => reject(error));
    sent.end();
  });
}

test('each piece of a compressed stream reaches the caller while the backend still holds the next', async () => {
  let going: ServerResponse | null = null;
  answerWith = (answer) => {
    going = answer;
    answer.write(large);
  };
  const { answer } = await open('/dev/proxy');
  const plain = answer.pipe(createGunzip());
  const text: string[] = [];
  plain.on('data', (chunk: Buffer) => text.push(chunk.toString()));
  await waitFor(() => text.join('') === large, { describe: 'the first piece is here' });
  going!.end('end');
  await once(plain, 'end');
  expect(text.join('')).toBe(`${large}end`);
});

test('a caller who leaves inside a compressed stream ends the call of the backend', async () => {
  let closed = false;
  answerWith = (answer) => {
    answer.on('close', () => (closed = true));
    const more = (): void => {
      while (!answer.destroyed && answer.write(large.repeat(50)));
    };
    answer.on('drain', more);
    more();
  };
  const { answer, close } = await open('/dev/proxy');
  answer.on('error', () => undefined);
  await once(answer, 'readable');
  close();
  await waitFor(() => closed, { describe: "the backend's connection is closed" });
});

test('a large body goes through compressed and whole', async () => {
  const body = Buffer.alloc(8 * 1024 * 1024, 'tollgate ');
  answerWith = (answer) => answer.end(body);
  const answer = await system.call('/dev/proxy', gzip);
  expect(gunzipSync(answer.bytes).equals(body)).toBe(true);
});
