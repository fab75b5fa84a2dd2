import { startBackend, type TestBackend } from '../testing/backend.js';
import { httpHost, httpProxy, httpSnapshot, httpStage } from '../testing/http-documents.js';
import { apiId, mockMethod, snapshot } from '../testing/documents.js';
import { startTestSystem, type CallOptions, type TestSystem } from '../testing/test-gateway.js';

let system: TestSystem;
let backend: TestBackend;
const call = (path: string, options: CallOptions = {}) => system.call(path, { host: httpHost, ...options });
const seen = () => backend.seen.at(-1)!;

const routes = () => ({
  'GET /pets/{id}': httpProxy(`${backend.origin}/animals/{id}`),
  'ANY /files/{proxy+}': httpProxy(`${backend.origin}/store/{proxy}?own=1`),
  'POST /pets': httpProxy(`${backend.origin}/pets`, { httpMethod: 'PUT' }),
  'GET /nothing': { routeId: 'none' },
  $default: httpProxy(`${backend.origin}/base`),
});

beforeAll(async () => {
  backend = await startBackend((request, response, body) => {
    if (request.url?.startsWith('/animals/slow')) return;
    response.writeHead(200, { 'content-type': 'text/plain', server: 'here', 'x-a': 'b' }).end(body || 'ok');
  });
  system = await startTestSystem();
  await system.deploy(snapshot({ '/': { GET: mockMethod('{}') } }));
  await system.deploy(httpSnapshot(routes()), httpStage());
  await system.deploy(httpSnapshot(routes()), httpStage({ stageName: 'dev' }));
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

test('a request goes to its route’s backend, path variables in the URI, and its response comes back as it is', async () => {
  const response = await call('/pets/7?a=1&b=2', { headers: { 'x-mine': 'yes' } });
  expect(response).toMatchObject({ status: 200, body: 'ok' });
  expect(response.headers).toMatchObject({ server: 'here', 'x-a': 'b', 'content-type': 'text/plain' });
  expect(seen()).toMatchObject({ method: 'GET', url: '/animals/7?a=1&b=2' });
  expect(seen().headers['x-mine']).toBe('yes');
});

test('every response has one id, in apigw-requestid', async () => {
  const { headers } = await call('/pets/7');
  expect(headers['apigw-requestid']).toMatch(/^[\w-]{15}=$/);
  expect(headers['x-amzn-requestid']).toBeUndefined();
  expect(headers['x-amz-apigw-id']).toBeUndefined();
});

test('a greedy variable goes on whole, the method is the integration’s, $default takes all else with its path', async () => {
  await call('/files/a/b%20c?q=1');
  expect(seen().url).toBe('/store/a/b%20c?own=1&q=1');
  await call('/pets', { method: 'POST', body: '{"a":1}' });
  expect(seen()).toMatchObject({ method: 'PUT', url: '/pets', body: '{"a":1}' });
  await call('/other/x?y=z', { method: 'DELETE' });
  expect(seen()).toMatchObject({ method: 'DELETE', url: '/base/other/x?y=z' });
  await call('/');
  expect(seen().url).toBe('/base');
});

test('the stage is the first part of the path, else $default, by host and by path form', async () => {
  await call('/dev/pets/1');
  expect(seen().url).toBe('/animals/1');
  await call('/prod/pets/1');
  expect(seen().url).toBe('/base/prod/pets/1');
  await call('/_aws/execute-api/h1t2t3p4a5/pets/2', { host: 'localhost' });
  expect(seen().url).toBe('/animals/2');
  await call('/_aws/execute-api/h1t2t3p4a5/dev/pets/3', { host: 'localhost' });
  expect(seen().url).toBe('/animals/3');
  await call('/$default/pets/4');
  expect(seen().url).toBe('/base/$default/pets/4');
});

test('what is not there is 404, of an API that is not there 403; REST answers as before', async () => {
  const none = await call('/nothing');
  expect(none).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
  expect(none.headers['apigw-requestid']).toMatch(/=$/);
  expect(none.headers['x-amzn-errortype']).toBeUndefined();
  expect(await call('/x', { host: 'zzzzzzzzzz.execute-api.localhost' })).toMatchObject({
    status: 403,
    body: '{"message":"Forbidden"}',
  });
  const rest = await call('/nowhere', { host: `${apiId}.execute-api.localhost` });
  expect(rest.status).toBe(403);
  expect(rest.headers['x-amzn-requestid']).toBeDefined();
});

test('a stage that is not there, of an API without $default, is 404, and so is a disabled endpoint', async () => {
  const restApiId = 'h000000001';
  const host = `${restApiId}.execute-api.localhost`;
  const document = httpSnapshot(routes(), { restApiId });
  await system.deploy(document, httpStage({ restApiId, stageName: 'dev' }));
  expect(await call('/x/pets/1', { host })).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
  expect((await call('/dev/pets/1', { host })).status).toBe(200);
  const disabled = httpSnapshot(routes(), { restApiId, disableExecuteApiEndpoint: true });
  await system.deploy(disabled, httpStage({ restApiId, stageName: 'dev' }));
  const response = await call('/dev/pets/1', { host });
  expect(response).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
  expect(response.headers['apigw-requestid']).toBeDefined();
});

test('a backend hears of the way in Forwarded and Via, and always of a content type', async () => {
  await call('/pets/1');
  expect(seen().headers).toMatchObject({
    host: new URL(backend.origin).host,
    forwarded: `for=127.0.0.1;host=${httpHost};proto=http`,
    via: 'HTTP/1.1 AmazonAPIGateway',
    'content-type': 'application/octet-stream',
  });
  expect(seen().headers['x-forwarded-for']).toBeUndefined();
  expect(seen().headers['x-amzn-trace-id']).toMatch(/^Root=1-/);
  const way = {
    'x-forwarded-for': '203.0.113.7, 2001:db8::1, evil"',
    'x-forwarded-host': 'shop.example:8443',
    'x-forwarded-proto': 'https',
    'x-forwarded-port': '8443',
    via: '1.1 front',
    'content-type': 'text/plain',
  };
  await call('/pets/1', { headers: way });
  expect(seen().headers).toMatchObject({
    forwarded: `for=203.0.113.7;host="shop.example:8443";proto=https, for="[2001:db8::1]", for=unknown, for=127.0.0.1;host=${httpHost};proto=http`,
    via: '1.1 front, HTTP/1.1 AmazonAPIGateway',
    'content-type': 'text/plain',
  });
  for (const name of ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port']) {
    expect(seen().headers[name]).toBeUndefined();
  }
});

test.each([
  ['for=192.0.2.1;host="a\\"b", for=c', 'for=192.0.2.1;host="a\\"b", for=c'],
  ['for="192.0.2.1', 'for=unknown'],
  ['for=a;host="\\"', 'for=unknown'],
])('what a caller says in Forwarded does not swallow the hop to the gateway: %s', async (said, passed) => {
  await call('/pets/1', { headers: { forwarded: said } });
  expect(seen().headers['forwarded']).toBe(`${passed}, for=127.0.0.1;host=${httpHost};proto=http`);
});

test('a backend that is away or too slow is a 503; a body that is too long a 413', async () => {
  const restApiId = 'h000000002';
  const host = `${restApiId}.execute-api.localhost`;
  const document = httpSnapshot(
    {
      'GET /away': httpProxy('http://127.0.0.1:9/'),
      'GET /slow': httpProxy(`${backend.origin}/animals/slow`, { timeoutMs: 60 }),
      'POST /large': httpProxy(backend.origin),
    },
    { restApiId },
  );
  await system.deploy(document, httpStage({ restApiId }));
  const unavailable = { status: 503, body: '{"message":"Service Unavailable"}' };
  expect(await call('/away', { host })).toMatchObject(unavailable);
  expect(await call('/slow', { host })).toMatchObject(unavailable);
  const large = { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1), host };
  const tooLarge = { status: 413, body: '{"message":"Request Entity Too Large"}' };
  expect(await call('/large', { ...large, headers: { 'transfer-encoding': 'chunked' } })).toMatchObject(
    tooLarge,
  );
  const announced = await call('/large', large);
  expect(announced).toMatchObject(tooLarge);
  expect(announced.headers['apigw-requestid']).toBeDefined();
  const rest = await call('/large', { ...large, host: `${apiId}.execute-api.localhost` });
  expect(rest).toMatchObject({ status: 413, body: '{"message":"Request Too Long"}' });
});
