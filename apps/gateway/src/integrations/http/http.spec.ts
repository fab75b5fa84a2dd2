import type { ServerResponse } from 'node:http';
import {
  apiId,
  http,
  mapping,
  method,
  integrationResponse,
  snapshot,
  templatesOf,
} from '../../testing/documents.js';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';

let system: TestSystem;
let backend: TestBackend;
let respondWith: (response: ServerResponse) => void;
const lastSeen = () => backend.seen.at(-1)!;

const json = { 'application/json': 'mapped' };
const responses200 = { '200': { headers: [] } };

beforeAll(async () => {
  backend = await startBackend((_, response) => respondWith(response));
  system = await startTestSystem();
  const to = (change = {}, methodResponses: Record<string, { headers: string[] }> = responses200) => ({
    ANY: method(http('HTTP', `${backend.origin}/b`, change), { methodResponses }),
  });
  await system.deploy(
    snapshot({
      '/plain': to(),
      '/template': to({ requestTemplates: templatesOf(json), httpMethod: 'POST' }),
      '/never': to({ requestTemplates: templatesOf(json), passthroughBehavior: 'NEVER' }),
      '/never-none': to({ passthroughBehavior: 'NEVER' }),
      '/no-templates': to({ requestTemplates: templatesOf(json), passthroughBehavior: 'WHEN_NO_TEMPLATES' }),
      '/no-templates-none': to({ passthroughBehavior: 'WHEN_NO_TEMPLATES' }),
      '/mapped': to({
        parameters: [
          mapping('header', 'X-Name', 'method.request.body.pet.name'),
          mapping('header', 'User-Agent', "'mine'"),
          mapping('querystring', 'all', 'method.request.multivaluequerystring.q'),
        ],
      }),
      '/multiplied': to({
        parameters: Array.from({ length: 10 }, (_, index) =>
          mapping('header', `X-${index}`, 'method.request.body.a'),
        ),
      }),
      '/multiplied-answer': to({
        responses: [
          integrationResponse(
            '200',
            null,
            null,
            Object.fromEntries(
              Array.from({ length: 10 }, (_, index) => [`X-${index}`, 'integration.response.body.a']),
            ),
          ),
        ],
      }),
      '/select': to(
        {
          responses: [
            integrationResponse('200'),
            integrationResponse('400', '4\\d{2}', {
              'text/plain': 'bad',
              'application/json': '{"bad":true}',
            }),
            integrationResponse('404', '404'),
            integrationResponse('502', '5..'),
          ],
        },
        { '200': { headers: [] }, '400': { headers: [] }, '404': { headers: [] } },
      ),
      '/only-some': to({ responses: [integrationResponse('200', '2..')] }),
      '/headers': to({
        responses: [
          integrationResponse('200', null, null, {
            'X-Backend': 'integration.response.header.X-Thing',
            Server: 'integration.response.header.Server',
            'Transfer-Encoding': "'chunked'",
            'Content-Type': "'text/csv'",
            'X-Part': 'integration.response.body.a.b',
            'X-Line': 'method.request.querystring.line',
            'X-None': 'integration.response.header.Nothing',
          }),
        ],
      }),
    }),
  );
});
beforeEach(() => {
  respondWith = (response) =>
    response
      .writeHead(200, { 'x-thing': 'thing', server: 'b', 'content-type': 'text/html' })
      .end('{"a":{"b":7}}');
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

test("nothing of the caller's goes on but the body; the response carries the trace id and nothing of the backend's", async () => {
  const response = await system.call('/dev/plain?q=1', {
    method: 'PUT',
    body: '{"x":1}',
    headers: { 'x-custom': 'a', cookie: 'c=1', 'content-type': 'application/json' },
  });
  expect(lastSeen()).toMatchObject({ method: 'PUT', url: '/b', body: '{"x":1}' });
  const { 'x-amzn-trace-id': traceId, ...headers } = lastSeen().headers;
  expect(headers).toEqual({
    accept: 'application/json',
    'content-type': 'application/json',
    'content-length': '7',
    host: `127.0.0.1:${backend.port}`,
    connection: 'keep-alive',
    'user-agent': `AmazonAPIGateway_${apiId}`,
    'x-amzn-apigateway-api-id': apiId,
  });
  expect(response).toMatchObject({ status: 200, body: '{"a":{"b":7}}' });
  expect(response.headers).toMatchObject({
    'content-type': 'application/json',
    'x-amzn-trace-id': (traceId as string).split(';')[0],
  });
  expect(response.headers).not.toHaveProperty('x-thing');
});

test('a body that is mapped to many headers at once is a 500 before it takes many times its size', async () => {
  const body = JSON.stringify({ a: 'x'.repeat(2 * 1024 * 1024) });
  const before = backend.seen.length;
  const sent = await system.call('/dev/multiplied', { method: 'POST', body });
  expect(sent).toMatchObject({ status: 500, body: '{"message": "Internal server error"}' });
  expect(backend.seen).toHaveLength(before);
  respondWith = (response) => response.writeHead(200).end(body);
  expect((await system.call('/dev/multiplied-answer')).status).toBe(500);
  respondWith = (response) => response.writeHead(200).end('{"a":"b"}');
  expect((await system.call('/dev/multiplied-answer')).headers).toMatchObject({ 'x-0': 'b', 'x-9': 'b' });
});

test('a request without a body has no content type, whatever the caller sent', async () => {
  await system.call('/dev/plain', { headers: { 'content-type': 'application/json' } });
  expect(lastSeen().headers).not.toHaveProperty('content-type');
});

test.each([
  ['/dev/template', 'application/json', 200, 'mapped'],
  ['/dev/template', 'application/json; charset=UTF-8', 200, 'mapped'],
  ['/dev/template', 'text/plain', 200, 'sent'],
  ['/dev/template', undefined, 200, 'mapped'],
  ['/dev/never', 'application/json', 200, 'mapped'],
  ['/dev/never', 'text/plain', 415, null],
  ['/dev/never-none', 'application/json', 415, null],
  ['/dev/no-templates', 'text/plain', 415, null],
  ['/dev/no-templates-none', 'text/plain', 200, 'sent'],
])('passthrough: %s with %s is %i and the backend gets %s', async (path, contentType, status, body) => {
  const headers: Record<string, string> = contentType === undefined ? {} : { 'content-type': contentType };
  const before = backend.seen.length;
  const response = await system.call(path, { method: 'POST', body: 'sent', headers });
  expect(response.status).toBe(status);
  if (status === 415) {
    expect(response.body).toBe('{"message": "Unsupported Media Type"}');
    expect(backend.seen.length).toBe(before);
  } else {
    expect(lastSeen().body).toBe(body);
  }
});

test('parameters are mapped from body and repeated query parameters; a mapped header replaces a default', async () => {
  await system.call('/dev/mapped?q=1&q=2', { method: 'POST', body: '{"pet":{"name":"Rex"}}' });
  expect(lastSeen().url).toBe('/b?all=1&all=2');
  expect(lastSeen().headers).toMatchObject({ 'x-name': 'Rex', 'user-agent': 'mine' });
});

test.each([
  [200, 200],
  [302, 200],
  [418, 400],
  [404, 400],
  [503, 500],
])('the status %i selects the integration response that answers %i', async (status, expected) => {
  respondWith = (response) => response.writeHead(status).end('b');
  expect((await system.call('/dev/select')).status).toBe(expected);
});

test('the template is chosen by the first media type of Accept, else the first there is', async () => {
  respondWith = (response) => response.writeHead(400).end('b');
  const plain = await system.call('/dev/select', { headers: { accept: 'text/plain, application/json' } });
  expect(plain.body).toBe('bad');
  expect(plain.headers['content-type']).toBe('text/plain');
  expect((await system.call('/dev/select')).body).toBe('{"bad":true}');
});

test('no response that matches and no default is a 500', async () => {
  respondWith = (response) => response.writeHead(404).end('b');
  expect(await system.call('/dev/only-some')).toMatchObject({
    status: 500,
    body: '{"message": "Internal server error"}',
  });
});

test('response headers are mapped, remapped or dropped; a value cannot start another header', async () => {
  const response = await system.call('/dev/headers?line=a%0d%0aSet-Cookie:%20x=1');
  expect(response.headers).toMatchObject({
    'x-backend': 'thing',
    'x-amzn-remapped-server': 'b',
    'content-type': 'text/csv',
    'x-part': '7',
    'x-line': 'a  Set-Cookie: x=1',
  });
  for (const name of ['server', 'transfer-encoding', 'x-none', 'set-cookie']) {
    expect(response.headers).not.toHaveProperty(name);
  }
});

test('a response that breaks off is a 502, not half a response', async () => {
  respondWith = (response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('some');
    setTimeout(() => response.destroy(), 10);
  };
  expect(await system.call('/dev/plain')).toMatchObject({
    status: 502,
    body: '{"message": "Internal server error"}',
  });
});
