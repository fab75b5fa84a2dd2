import type { ServerResponse } from 'node:http';
import { awsOf } from './testing/aws-of.js';
import { startBackend, type TestBackend } from './testing/backend.js';
import { startTestSystem, type TestSystem } from './testing/test-gateway.js';
import { mockStatuses, recordedApi } from './testing/recorded-api.js';

// Cases that were recorded at AWS and that no spec beside a single part holds: what is said of all kinds of
// integrations alike.
let system: TestSystem;
let backend: TestBackend;
let respondWith: (response: ServerResponse) => void;
const seen = () => backend.seen.at(-1)!;
const event = () => JSON.parse(seen().body) as { headers: Record<string, string> };

beforeAll(async () => {
  backend = await startBackend((_, response) => respondWith(response));
  system = await startTestSystem({
    aws: awsOf({ endpointUrls: { LAMBDA: backend.origin, SQS: backend.origin } }),
  });
  await system.deploy(recordedApi(backend.origin));
});
beforeEach(() => {
  respondWith = (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const root = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8';

describe('the trace id', () => {
  test.each(['mock', 'proxy', 'nothing'])(
    'is not in the response of %s, even if the caller sent one',
    async (path) => {
      const { headers } = await system.call(`/dev/${path}`, { headers: { 'x-amzn-trace-id': root } });
      expect(headers).not.toHaveProperty('x-amzn-trace-id');
    },
  );

  test.each(['http', 'custom', 'queue', 'function'])(
    'is in the response of %s, and the caller’s root is kept',
    async (path) => {
      const given = await system.call(`/dev/${path}`, { headers: { 'x-amzn-trace-id': root } });
      expect(given.headers['x-amzn-trace-id']).toMatch(new RegExp(`^${root}`));
      const made = await system.call(`/dev/${path}`);
      expect(made.headers['x-amzn-trace-id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}/);
    },
  );

  test('of a proxied function keeps the caller’s parent, and has one of its own where there is none', async () => {
    const whole = `${root};Parent=7adcb0a7f51c3f3c;Sampled=1`;
    const kept = await system.call('/dev/function', { headers: { 'x-amzn-trace-id': whole } });
    expect(kept.headers['x-amzn-trace-id']).toBe(whole);
    expect(event().headers['X-Amzn-Trace-Id']).toBe(whole);
    const grown = await system.call('/dev/function', { headers: { 'x-amzn-trace-id': root } });
    expect(grown.headers['x-amzn-trace-id']).toMatch(new RegExp(`^${root};Parent=[0-9a-f]{16};Sampled=0$`));
  });
});

test.each([
  ['/dev/nothing', 403, 'MissingAuthenticationTokenException'],
  ['/dev/unmapped/a', 500, 'InternalServerErrorException'],
])('%s: an error has ids, type and length, and no trace id', async (path, status, name) => {
  const response = await system.call(path, { headers: { 'x-amzn-trace-id': root } });
  expect(response.status).toBe(status);
  expect(Object.keys(response.headers).sort()).toEqual([
    'connection',
    'content-length',
    'content-type',
    'date',
    'x-amz-apigw-id',
    'x-amzn-errortype',
    'x-amzn-requestid',
  ]);
  expect(response.headers).toMatchObject({ 'content-type': 'application/json', 'x-amzn-errortype': name });
});

test('a function that returns an empty object is an empty 200 of type JSON', async () => {
  const response = await system.call('/dev/function');
  expect(response).toMatchObject({ status: 200, body: '' });
  expect(response.headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '0' });
});

test('templates and mappings of a proxied function change nothing of its event', async () => {
  await system.call('/dev/function-mapped', { method: 'POST', body: '{"sent":true}' });
  expect(JSON.parse(seen().body)).toMatchObject({
    path: '/function-mapped',
    body: '{"sent":true}',
    queryStringParameters: null,
  });
  expect(event().headers).not.toHaveProperty('X-Mapped');
  expect(seen().headers).not.toHaveProperty('x-mapped');
});

test('a function that cannot be called is a 500, also with INTEGRATION_FAILURE put without a status', async () => {
  respondWith = (response) => response.writeHead(404).end('{}');
  expect(await system.call('/dev/function')).toMatchObject({
    status: 500,
    body: '{"message": "Internal server error"}',
  });
});

test('a MOCK without a response template has an empty body of type JSON: what the caller sent does not come back', async () => {
  const response = await system.call('/dev/no-template', { method: 'POST', body: '{"sent":true}' });
  expect(response).toMatchObject({ status: 200, body: '' });
  expect(response.headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '0' });
});

test.each(['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'])(
  'passthroughBehavior %s makes no difference to a MOCK whose template matches',
  async (behavior) => {
    expect(await system.call(`/dev/passthrough/${behavior}`)).toMatchObject({ status: 200, body: 'printed' });
  },
);

test.each(Object.entries(mockStatuses))('MOCK with a status that is %s: %j', async (path, [, status]) => {
  expect(await system.call(`/dev/status/${path}`)).toMatchObject({ status });
});

test('$context has exactly these members', async () => {
  const { body } = await system.call('/dev/context');
  expect(body.trim().split(' ').sort()).toEqual(
    `accountId apiId deploymentId domainName domainPrefix extendedRequestId httpMethod identity path protocol requestId requestOverride
    requestTime requestTimeEpoch resourceId resourcePath responseOverride stage`.split(/\s+/),
  );
});

test('$context.identity has exactly these members, prints empty, and so do those without a value', async () => {
  const { body } = await system.call('/dev/identity', { headers: { 'user-agent': 'mine' } });
  expect(body.split(';').sort()).toEqual([
    '',
    'accessKey=',
    'accountId=',
    'caller=',
    'cognitoAuthenticationProvider=',
    'cognitoAuthenticationType=',
    'cognitoIdentityId=',
    'cognitoIdentityPoolId=',
    'principalOrgId=',
    'sourceIp=127.0.0.1',
    'user=',
    'userAgent=mine',
    'userArn=',
  ]);
});

test('the override maps have their places, and a missing authorizer has no keys', async () => {
  const { body } = await system.call('/dev/overrides');
  const [request, response, authorizer] = body.split('|').map((part) => part.trim().split(' ').sort());
  expect(request).toEqual(['header', 'path', 'querystring']);
  expect(response).toEqual(['header']);
  expect(authorizer).toEqual(['']);
});

test('the request id of an AWS backend is in $context of response templates and mappings', async () => {
  respondWith = (response) => response.writeHead(200, { 'x-amzn-requestid': 'theirs' }).end('{}');
  const response = await system.call('/dev/endpoint-id');
  expect(response).toMatchObject({ status: 200, body: 'theirs/dev' });
  expect(response.headers).toMatchObject({ 'x-their-id': 'theirs' });
  expect(response.headers['x-amzn-requestid']).not.toBe('theirs');
  respondWith = (response) => response.writeHead(200).end('{}');
  expect((await system.call('/dev/endpoint-id')).body).toBe('/dev');
});

test('a header mapping leads into the errorMessage of a function that is JSON itself', async () => {
  const errorMessage = JSON.stringify({ status: 'no', trace: { function: 'abc()' } });
  respondWith = (response) =>
    response.writeHead(200, { 'x-amz-function-error': 'Unhandled' }).end(JSON.stringify({ errorMessage }));
  const { headers } = await system.call('/dev/nested-error');
  expect(headers).toMatchObject({ 'x-function': 'abc()', 'x-message': errorMessage });
  expect(headers).not.toHaveProperty('x-none');
});

test('what is not there prints nothing and equals the empty text; a path variable without quotes is a number', async () => {
  expect((await system.call('/dev/null')).body).toBe('[]empty');
  expect((await system.call('/dev/unquoted/7')).json()).toEqual({ id: 7, q: '' });
});

test('an empty request is {} to a template, and a template that prints nothing sends {}', async () => {
  await system.call('/dev/queue', { method: 'POST' });
  expect(seen().body).toBe('Action=SendMessage&MessageBody={}');
  await system.call('/dev/templated', { method: 'POST', body: '{"x":1}' });
  expect(seen().body).toBe('{}');
});

test('a backend that answers 400 where there is only a default 200 is a 200 with its body', async () => {
  respondWith = (response) => response.writeHead(400).end('{"no":true}');
  expect(await system.call('/dev/http')).toMatchObject({ status: 200, body: '{"no":true}' });
  expect((await system.call('/dev/proxy')).status).toBe(400);
});

test('a mapped query parameter adds a value to that of the URI and the caller’s own', async () => {
  await system.call('/dev/twice?mine=1&empty=');
  expect(new URL(seen().url, backend.origin).searchParams.getAll('testQs').sort()).toEqual(['bar', 'foo']);
  expect(seen().url).toContain('mine=1');
  expect(seen().url).not.toContain('empty');
});

test('a mapped Content-Type and a template for it make the response of a function a page', async () => {
  respondWith = (response) => response.writeHead(200).end('{"who":"me"}');
  const response = await system.call('/dev/html', { headers: { accept: 'text/html' } });
  expect(response).toMatchObject({ status: 200, body: '<p>me</p>' });
  expect(response.headers['content-type']).toBe('text/html');
});
