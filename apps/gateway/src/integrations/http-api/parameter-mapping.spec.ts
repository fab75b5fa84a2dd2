import type { ValuePart } from '#libs/mapping-templates';
import type { RequestParameterMapping, ResponseParameterMapping } from '#libs/snapshot-format';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import {
  httpFunction,
  httpHost,
  httpProxy,
  httpSnapshot,
  httpStage,
  value,
} from '../../testing/http-documents.js';
import { startFunction, type TestFunction } from '../../testing/test-function.js';
import { startTestSystem, type CallOptions, type TestSystem } from '../../testing/test-gateway.js';

let system: TestSystem;
let backend: TestBackend;
let called: TestFunction;
const call = (path: string, options: CallOptions = {}) => system.call(path, { host: httpHost, ...options });
const seen = () => backend.seen.at(-1)!;

type Values = readonly (string | ValuePart)[];
const header = (
  action: 'append' | 'overwrite',
  name: string,
  ...parts: Values
): RequestParameterMapping & ResponseParameterMapping => ({
  action,
  place: 'header',
  name,
  value: value(...parts),
});
const query = (action: 'append' | 'overwrite', name: string, ...parts: Values): RequestParameterMapping => ({
  action,
  place: 'querystring',
  name,
  value: value(...parts),
});
const path = (...parts: Values): RequestParameterMapping => ({
  action: 'overwrite',
  place: 'path',
  value: value(...parts),
});
const removed = (place: 'header' | 'querystring', name: string): RequestParameterMapping => ({
  action: 'remove',
  place,
  name,
});
const requestHeader = (name: string) => ({ kind: 'requestHeader', name }) as const;
const context = (...names: string[]) => ({ kind: 'context', path: names }) as const;

const requestMappings: RequestParameterMapping[] = [
  header('overwrite', 'x-static', 'fixed'),
  header('append', 'x-list', 'mine'),
  header('overwrite', 'X-Over', requestHeader('X-IN')),
  removed('header', 'x-gone'),
  header('overwrite', 'x-mixed', 'a-', { kind: 'requestQuerystring', name: 'q' }, '-', {
    kind: 'stageVariable',
    name: 'color',
  }),
  header('overwrite', 'x-missing', requestHeader('x-nothing')),
  header('overwrite', 'x-path', { kind: 'requestPath' }),
  header('overwrite', 'x-id', { kind: 'pathParameter', name: 'id' }),
  header('overwrite', 'x-route', context('routeKey')),
  header('overwrite', 'x-ip', context('identity', 'sourceIp')),
  header('overwrite', 'x-body', { kind: 'requestBody', jsonPath: ['user', 'name'] }),
  header('overwrite', 'authorization', 'never'),
  header('overwrite', 'x-amz-secret', 'never'),
  query('append', 'q', 'more & more'),
  query('overwrite', 'over', requestHeader('x-in')),
  removed('querystring', 'gone'),
];

const responses = {
  '200': [
    header('append', 'x-added', { kind: 'responseHeader', name: 'X-From' }, '!'),
    header('overwrite', 'x-body', { kind: 'responseBody', jsonPath: ['name'] }),
    { action: 'remove', place: 'header', name: 'x-from' },
    header('overwrite', 'x-request', context('requestId')),
  ],
  '404': [{ action: 'overwrite', place: 'statuscode', value: value('410') }],
  '500': [
    { action: 'overwrite', place: 'statuscode', value: value('nonsense') },
    header('overwrite', 'content-length', '1'),
  ],
} satisfies Record<string, ResponseParameterMapping[]>;

beforeAll(async () => {
  backend = await startBackend((request, response) => {
    const status = Number(request.headers['x-status'] ?? 200);
    response.writeHead(status, { 'x-from': 'backend', 'content-type': 'application/json' });
    response.end(request.headers['x-long'] ? 'x'.repeat(1024 * 1024) : '{"name":"rex"}');
  });
  called = await startFunction();
  system = await startTestSystem({
    aws: {
      credentials: () => null,
      endpointUrls: {},
      endpointUrl: null,
      functionUrls: new Map([['called', called.url]]),
    },
  });
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:called';
  const document = httpSnapshot({
    'ANY /pets/{id}': httpProxy(`${backend.origin}/animals/{id}?own=1`, {
      requestParameters: requestMappings,
    }),
    'ANY /moved/{proxy+}': httpProxy(`${backend.origin}/x?own=1`, {
      requestParameters: [path('/new/', { kind: 'pathParameter', name: 'proxy' })],
    }),
    'GET /climb': httpProxy(`${backend.origin}/x`, { requestParameters: [path(requestHeader('to'))] }),
    'GET /answers': httpProxy(backend.origin, { responseParameters: responses }),
    'GET /whole': httpProxy(backend.origin, {
      responseParameters: { '200': [header('overwrite', 'x-whole', { kind: 'responseBody', jsonPath: [] })] },
    }),
    'ANY /function': httpFunction(arn, '2.0', {
      requestParameters: [
        header('overwrite', 'x-static', 'fixed'),
        query('overwrite', 'q', 'mapped'),
        path('/elsewhere'),
      ],
      responseParameters: {
        '201': [header('overwrite', 'x-made', { kind: 'responseBody', jsonPath: ['id'] })],
      },
    }),
  });
  await system.deploy(document, httpStage({ variables: { color: 'blue' } }));
});
afterAll(async () => {
  await system.stop();
  await backend.close();
  await called.close();
});

test('headers are set, added to, replaced and taken away; what is not there changes nothing', async () => {
  await call('/pets/a%2Fb?q=1', {
    method: 'POST',
    body: '{"user":{"name":"anna"}}',
    headers: {
      'x-list': 'theirs',
      'x-over': 'theirs',
      'x-in': 'in',
      'x-gone': '1',
      'x-missing': 'kept',
      authorization: 'theirs',
    },
  });
  const { headers } = seen();
  expect(headers).toMatchObject({
    'x-static': 'fixed',
    'x-list': 'theirs, mine',
    'x-over': 'in',
    'x-mixed': 'a-1-blue',
    'x-missing': 'kept',
    'x-path': '/pets/a%2Fb',
    'x-id': 'a/b',
    'x-route': 'ANY /pets/{id}',
    'x-ip': '127.0.0.1',
    'x-body': 'anna',
    authorization: 'theirs',
  });
  expect(headers['x-gone']).toBeUndefined();
  expect(headers['x-amz-secret']).toBeUndefined();
  expect(seen().body).toBe('{"user":{"name":"anna"}}');
});

test('query parameters likewise; values are encoded, others stay as they came', async () => {
  await call('/pets/1?q=1&gone=2&%67one=3&over=4&keep=%20a', { headers: { 'x-in': 'a=b&c' } });
  expect(seen().url).toBe('/animals/1?own=1&q=1&keep=%20a&q=more%20%26%20more&over=a%3Db%26c');
});

test('a header value cannot end its field', async () => {
  await call('/pets/1?q=a%0d%0aevil:1');
  expect(seen().headers['x-mixed']).toBe('a-a  evil:1-blue');
  expect(seen().headers['evil']).toBeUndefined();
});

test('the path is replaced, and leads nowhere else', async () => {
  await call('/moved/a%20b/c?d=e');
  expect(seen().url).toBe('/new/a%20b/c?own=1&d=e');
  const before = backend.seen.length;
  for (const to of ['/a/../../b', '/a\\..\\b', '..\\b', '/a/%2e%2e']) {
    expect((await call('/climb', { headers: { to } })).status).toBe(500);
  }
  expect(backend.seen).toHaveLength(before);
  await call('/climb', { headers: { to: 'a?b=c#d' } });
  expect(seen().url).toBe('/a');
});

test('responses are changed by the status that the backend answered', async () => {
  const ok = await call('/answers');
  expect(ok).toMatchObject({ status: 200, body: '{"name":"rex"}' });
  expect(ok.headers).toMatchObject({
    'x-added': 'backend!',
    'x-body': 'rex',
    'x-request': ok.headers['apigw-requestid'],
  });
  expect(ok.headers['x-from']).toBeUndefined();
  const gone = await call('/answers', { headers: { 'x-status': '404' } });
  expect(gone).toMatchObject({ status: 410, body: '{"name":"rex"}' });
  expect(gone.headers['x-from']).toBe('backend');
  const broken = await call('/answers', { headers: { 'x-status': '500' } });
  expect(broken).toMatchObject({ status: 500, body: '{"name":"rex"}' });
});

test('a response does not become a header that no caller could read', async () => {
  expect((await call('/whole')).headers['x-whole']).toBe('{"name":"rex"}');
  const response = await call('/whole', { headers: { 'x-long': '1' } });
  expect(response).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
});

test('a function gets the request as mappings leave it, and its response is mapped', async () => {
  called.returns({ statusCode: 201, body: '{"id":7}' });
  const response = await call('/function?q=theirs', { headers: { 'x-static': 'theirs' } });
  expect(called.event()).toMatchObject({
    rawPath: '/elsewhere',
    rawQueryString: 'q=mapped',
    queryStringParameters: { q: 'mapped' },
    headers: { 'x-static': 'fixed' },
  });
  expect(response.headers['x-made']).toBe('7');
});
