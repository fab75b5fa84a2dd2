import type { HttpCorsConfiguration } from '#libs/snapshot-format';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { httpProxy, httpSnapshot, httpStage } from '../../testing/http-documents.js';
import { startTestSystem, type TestResponse, type TestSystem } from '../../testing/test-gateway.js';

let system: TestSystem;
let backend: TestBackend;
const settings = (change: Partial<HttpCorsConfiguration>): HttpCorsConfiguration => ({
  allowCredentials: false,
  allowHeaders: [],
  allowMethods: [],
  allowOrigins: [],
  exposeHeaders: [],
  ...change,
});
const apis = {
  corsopen01: settings({
    allowOrigins: ['*'],
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['x-a', 'x-b'],
    exposeHeaders: ['x-c', 'date'],
    maxAgeSeconds: 300,
  }),
  corsnamed1: settings({
    allowOrigins: ['https://shop.example', 'http://*'],
    allowMethods: ['*'],
    allowHeaders: ['*'],
    allowCredentials: true,
    maxAgeSeconds: -1,
  }),
  corsnone01: undefined,
};
type Api = keyof typeof apis;

beforeAll(async () => {
  backend = await startBackend((request, response) => {
    response.writeHead(200, {
      'Access-Control-Allow-Origin': 'https://evil.example',
      'access-control-allow-credentials': 'true',
      'access-control-anything': '1',
      vary: 'Accept',
      'x-method': request.method ?? '',
    });
    response.end('ok');
  });
  system = await startTestSystem();
  for (const [restApiId, corsConfiguration] of Object.entries(apis)) {
    const document = httpSnapshot(
      {
        $default: {
          integration: httpProxy(backend.origin),
          ...(restApiId !== 'corsnone01' && { authorization: { type: 'AWS_IAM' } }),
        },
        'GET /open': httpProxy(backend.origin),
        'OPTIONS /open': httpProxy(backend.origin),
      },
      { restApiId, ...(corsConfiguration && { corsConfiguration }) },
    );
    await system.deploy(document, httpStage({ restApiId }));
  }
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const call = (api: Api, path: string, headers: Record<string, string>, method = 'GET') =>
  system.call(path, { host: `${api}.execute-api.localhost`, headers, method });
const preflight = (api: Api, origin: string, headers: Record<string, string> = {}, path = '/open') =>
  call(api, path, { origin, 'access-control-request-method': 'POST', ...headers }, 'OPTIONS');
const corsOf = ({ headers }: TestResponse) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.startsWith('access-control-') || name === 'vary'),
  );

test('a preflight is answered by the settings, whatever routes there are, and no backend hears of it', async () => {
  const before = backend.seen.length;
  for (const path of ['/open', '/guarded', '/']) {
    const response = await preflight('corsopen01', 'https://any.example', {}, path);
    expect(response).toMatchObject({ status: 204, body: '' });
    expect(response.headers['apigw-requestid']).toBeDefined();
    expect(corsOf(response)).toEqual({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'x-a,x-b',
      'access-control-max-age': '300',
    });
  }
  expect(backend.seen).toHaveLength(before);
});

test('where everything is allowed and credentials are, names are said and not an asterisk', async () => {
  const asked = { 'access-control-request-headers': 'authorization, x-z' };
  expect(corsOf(await preflight('corsnamed1', 'https://shop.example', asked))).toEqual({
    'access-control-allow-origin': 'https://shop.example',
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization, x-z',
    'access-control-max-age': '-1',
    vary: 'Origin',
  });
});

test.each([
  ['https://shop.example', true],
  ['HTTPS://Shop.Example', true],
  ['http://anything.example:8080', true],
  ['https://other.example', false],
  ['https://shop.example.evil.example', false],
  ['null', false],
  ['file://x', false],
])('the origin %s: %s', async (origin, isAllowed) => {
  const inPreflight = corsOf(await preflight('corsnamed1', origin));
  const inResponse = corsOf(await call('corsnamed1', '/open', { origin }));
  for (const fields of [inPreflight, inResponse]) {
    expect(fields['access-control-allow-origin']).toBe(isAllowed ? origin : undefined);
    expect(fields['vary']).toContain('Origin');
  }
});

test('what a caller asks for comes back only if it is names', async () => {
  const asked = { 'access-control-request-headers': 'x y: z' };
  const fields = corsOf(await preflight('corsnamed1', 'https://shop.example', asked));
  expect(fields['access-control-allow-headers']).toBe('*');
});

test('the settings take the place of what the backend says; without an origin nothing is said', async () => {
  const response = await call('corsopen01', '/open', { origin: 'https://any.example' });
  expect(response.status).toBe(200);
  expect(corsOf(response)).toEqual({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'x-c,date',
    vary: 'Accept',
  });
  expect(corsOf(await call('corsopen01', '/open', {}))).toEqual({ vary: 'Accept' });
});

test('errors of the gateway can be read by pages, too', async () => {
  const refused = await call('corsopen01', '/guarded', { origin: 'https://any.example' });
  expect(refused).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
  expect(corsOf(refused)).toMatchObject({ 'access-control-allow-origin': '*' });
});

test('OPTIONS that is no preflight takes its route; without settings all is the backend’s', async () => {
  const plain = await call('corsopen01', '/open', { origin: 'https://a.example' }, 'OPTIONS');
  expect(plain.headers['x-method']).toBe('OPTIONS');
  const untouched = await preflight('corsnone01', 'https://a.example');
  expect(untouched.status).toBe(200);
  expect(corsOf(untouched)).toMatchObject({ 'access-control-allow-origin': 'https://evil.example' });
});
