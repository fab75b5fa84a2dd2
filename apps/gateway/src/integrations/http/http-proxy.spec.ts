import { once } from 'node:events';
import { request as httpRequest, type ServerResponse } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { waitFor } from '#libs/testing';
import { apiId, http, method, snapshot } from '../../testing/documents.js';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';
import { httpProxyApi } from '../../testing/http-proxy-api.js';

let system: TestSystem;
let backend: TestBackend;
/** What the backend answers, by path. */
const handlers: Record<string, (response: ServerResponse, body: string) => void> = {};

beforeAll(async () => {
  backend = await startBackend((request, response, body) => {
    const handler = handlers[new URL(request.url ?? '', 'http://backend').pathname];
    if (handler) handler(response, body);
    else response.writeHead(200, { 'content-type': 'text/plain' }).end(`${request.method} ${body}`);
  });
  system = await startTestSystem();
  await system.deploy(httpProxyApi(backend.origin), {
    variables: { host: `127.0.0.1:${backend.port}`, color: 'blue' },
  });
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const lastSeen = () => backend.seen.at(-1)!;

test('method, path, query and body go on as they came; the response comes back', async () => {
  const response = await system.call('/dev/all/a%20b/c%2Fd?x=1&x=2&y=', { method: 'PATCH', body: 'hello' });
  expect(response).toMatchObject({ status: 200, body: 'PATCH hello' });
  expect(lastSeen()).toMatchObject({ method: 'PATCH', url: '/a%20b/c%2Fd?x=1&x=2&y=', body: 'hello' });
  expect(lastSeen().headers['content-length']).toBe('5');
});

test("the caller's headers go on but those of the connection and those that API Gateway keeps", async () => {
  await system.call('/dev/all/h', {
    headers: {
      accept: 'text/plain',
      authorization: 'Basic abc',
      'x-custom': ['one', 'two'],
      'max-forwards': '3',
      server: 'me',
      te: 'trailers',
      via: '1.1 x',
      connection: 'close, x-hop',
      'x-hop': 'only here',
      'x-forwarded-for': '192.0.2.1',
    },
  });
  const { headers } = lastSeen();
  expect(headers).toMatchObject({
    accept: 'text/plain',
    authorization: 'Basic abc',
    'x-custom': 'one, two',
    host: `127.0.0.1:${backend.port}`,
    'x-forwarded-for': '192.0.2.1, 127.0.0.1',
    'x-forwarded-proto': 'http',
    'x-amzn-apigateway-api-id': apiId,
    'x-amzn-trace-id': expect.stringMatching(
      /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/,
    ) as string,
  });
  for (const name of ['max-forwards', 'server', 'te', 'via', 'x-hop'])
    expect(headers).not.toHaveProperty(name);
});

test('a SigV4 signature does not go on', async () => {
  await system.call('/dev/all/h', { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=x' } });
  expect(lastSeen().headers).not.toHaveProperty('authorization');
});

test("the backend's headers come back, some of them remapped, each of ours once", async () => {
  handlers['/answer'] = (response) => {
    response.writeHead(418, {
      server: 'backend/1',
      date: 'Mon, 01 Jan 2024 00:00:00 GMT',
      'x-amzn-requestid': 'theirs',
      'x-amz-apigw-id': 'theirs',
      'set-cookie': ['a=1', 'b=2'],
      'content-length': '2',
    });
    response.end('ok');
  };
  const response = await system.call('/dev/all/answer');
  expect(response).toMatchObject({ status: 418, body: 'ok' });
  expect(response.headers).toMatchObject({
    'x-amzn-remapped-server': 'backend/1',
    'x-amzn-remapped-date': 'Mon, 01 Jan 2024 00:00:00 GMT',
    'x-amzn-remapped-x-amzn-requestid': 'theirs',
    'x-amzn-remapped-content-length': '2',
    'content-length': '2',
    'set-cookie': ['a=1', 'b=2'],
    'content-type': 'application/json',
  });
  expect(response.headers).not.toHaveProperty('server');
  expect(response.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
  expect(response.headers['x-amz-apigw-id']).toMatch(/^.{16}$/);
});

test('path, query and headers are mapped; the integration method is its own', async () => {
  await system.call('/dev/mapped/7%2F8?q=a%20b&mine=1&empty=', { headers: { 'x-color': 'red' } });
  expect(lastSeen()).toMatchObject({ method: 'POST', url: '/things/7%2F8?own=1&q=a%20b&mine=1&q=a%20b' });
  expect(lastSeen().headers).toMatchObject({
    'x-color': 'blue',
    'x-fixed': 'fixed',
    'x-which': '/mapped/{id}',
    'content-length': '0',
  });
});

test('stage variables work in the host; an undefined one is a 500', async () => {
  expect((await system.call('/dev/variable')).status).toBe(200);
  expect(lastSeen().url).toBe('/v');
  expect(await system.call('/dev/undefined')).toMatchObject({
    status: 500,
    body: '{"message": "Internal server error"}',
  });
});

test.each([
  '/dev/all/a/../b',
  '/dev/all/%2e%2e/b',
  '/dev/all/..%2fb',
  '/dev/all/a%2f..%2f..%2fb',
  '/dev/all/..;x/b',
  '/dev/all\\..\\b',
])('a dot segment is not passed on: %s', async (path) => {
  const before = backend.seen.length;
  expect((await system.call(path)).status).toBe(400);
  expect(backend.seen.length).toBe(before);
});

test('nor does a mapped value climb out of its place', async () => {
  const before = backend.seen.length;
  expect((await system.call('/dev/escape?file=../secret')).status).toBe(500);
  expect(backend.seen.length).toBe(before);
  expect((await system.call('/dev/escape?file=a%3Fb')).status).toBe(200);
  expect(lastSeen().url).toBe('/public/a%3Fb?file=a%3Fb');
});

test('a mapped Content-Length makes every call a 500', async () => {
  expect((await system.call('/dev/forbidden-mapping')).status).toBe(500);
});

test('a backend that does not answer in time is a 504', async () => {
  handlers['/never'] = () => undefined;
  expect(await system.call('/dev/slow')).toMatchObject({
    status: 504,
    body: '{"message": "Endpoint request timed out"}',
  });
});

test('a backend that refuses the connection is a 500', async () => {
  expect(await system.call('/dev/refused')).toMatchObject({
    status: 500,
    body: '{"message": "Internal server error"}',
  });
});

test.each(['/dev/metadata', '/dev/metadata6'])(
  '%s: a cloud metadata address is not connected to',
  async (path) => {
    // An attempt to connect that nobody answers would be a 504.
    expect((await system.call(path)).status).toBe(500);
  },
);

test('bodies stream: large ones pass both ways unchanged', async () => {
  const large = Buffer.alloc(9 * 1024 * 1024, 'x').toString();
  handlers['/large'] = (response, body) =>
    response.writeHead(200, { 'transfer-encoding': 'chunked' }).end(body);
  const response = await system.call('/dev/large', { method: 'POST', body: large });
  expect(response.status).toBe(200);
  expect(response.body === large).toBe(true);
  expect(response.headers).not.toHaveProperty('content-length');
});

test('a body over 10 MiB is a 413, announced or not', async () => {
  const tooLarge = Buffer.alloc(10 * 1024 * 1024 + 1, 'x');
  const announced = await system.call('/dev/large', {
    method: 'POST',
    headers: { 'content-length': String(tooLarge.length) },
  });
  expect(announced).toMatchObject({ status: 413, body: '{"message":"Request Too Long"}' });
  const chunked = await system.call('/dev/large', {
    method: 'POST',
    headers: { 'transfer-encoding': 'chunked' },
    body: tooLarge,
  });
  expect(chunked).toMatchObject({ status: 413, body: '{"message":"Request Too Long"}' });
});

test('a body that is mapped to many headers at once is a 500, and nothing is sent', async () => {
  const before = backend.seen.length;
  const body = JSON.stringify({ a: 'x'.repeat(2 * 1024 * 1024) });
  expect(await system.call('/dev/multiplied', { method: 'POST', body })).toMatchObject({ status: 500 });
  expect(backend.seen).toHaveLength(before);
});

test('a response that breaks off looks broken to the caller', async () => {
  handlers['/broken'] = (response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('some');
    setTimeout(() => response.destroy(), 20);
  };
  await expect(system.call('/dev/broken')).rejects.toThrow(/aborted|hang up/);
});

test('204 and HEAD have no body, and the connection goes on', async () => {
  handlers['/none'] = (response) => response.writeHead(204).end();
  const none = await system.call('/dev/all/none');
  expect(none).toMatchObject({ status: 204, body: '' });
  expect(none.headers).not.toHaveProperty('content-length');
  const head = await system.call('/dev/all/x', { method: 'HEAD' });
  expect(head).toMatchObject({ status: 200, body: '' });
});

test('connections to a backend are kept and used again', async () => {
  const before = backend.connections();
  for (let round = 0; round < 5; round++) await system.call('/dev/all/again');
  expect(backend.connections() - before).toBeLessThanOrEqual(1);
});

test('a caller that goes away ends the call of its backend', async () => {
  let backendClosed = false;
  handlers['/hold'] = (response) => response.on('close', () => (backendClosed = true));
  const seenBefore = backend.seen.length;
  const sent = httpRequest({
    host: '127.0.0.1',
    port: system.gateway.httpPort,
    path: '/dev/all/hold',
    headers: { host: `${apiId}.execute-api.localhost` },
  });
  sent.on('error', () => undefined);
  sent.end();
  await waitFor(() => backend.seen.length > seenBefore);
  sent.destroy();
  await waitFor(() => backendClosed);
});

test('a request is sent once: a backend that drops the connection after reading it is not asked again', async () => {
  let connections = 0;
  const dropping = createServer((socket) => {
    connections += 1;
    socket.once('data', () => socket.destroy());
  });
  dropping.listen(0, '127.0.0.1');
  await once(dropping, 'listening');
  const { port } = dropping.address() as AddressInfo;
  await system.deploy(snapshot({ '/': { GET: method(http('HTTP_PROXY', `http://127.0.0.1:${port}/`)) } }), {
    stageName: 'drop',
  });
  expect((await system.call('/drop')).status).toBe(502);
  expect(connections).toBe(1);
  dropping.close();
});

test('limits on URL and headers, and bytes that are no request, get their status', async () => {
  expect((await system.call(`/dev/${'a'.repeat(10_240)}`)).status).toBe(414);
  expect((await system.call('/dev/all/x', { headers: { 'x-large': 'a'.repeat(10_240) } })).status).toBe(431);
  const socket = connect(system.gateway.httpPort, '127.0.0.1');
  socket.end('GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n');
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  expect(bytes.toString()).toMatch(/^HTTP\/1\.1 400 /);
});
