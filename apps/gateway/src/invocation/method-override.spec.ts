import { awsOf } from '../testing/aws-of.js';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { http, lambda, mapping, method, mockMethod, snapshot } from '../testing/documents.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';

let system: TestSystem;
let backend: TestBackend;

beforeAll(async () => {
  backend = await startBackend((_, response) => response.writeHead(200, { 'content-length': 2 }).end('{}'));
  system = await startTestSystem({
    aws: awsOf({ endpointUrls: { LAMBDA: backend.origin } }),
  });
  const proxy = (change = {}) => ({ ANY: method(http('HTTP_PROXY', `${backend.origin}/b`, change)) });
  await system.deploy(
    snapshot({
      '/mock': {
        GET: mockMethod('got'),
        PUT: mockMethod('$context.httpMethod put'),
        POST: mockMethod('posted'),
      },
      '/key': { GET: mockMethod('open'), DELETE: mockMethod('closed', { apiKeyRequired: true }) },
      '/proxy': proxy(),
      '/mapped': proxy({
        parameters: [
          mapping('header', 'X-HTTP-Method-Override', 'method.request.header.X-HTTP-Method-Override'),
        ],
      }),
      '/head': proxy({ httpMethod: 'HEAD' }),
      '/fn': { PATCH: method(lambda('LAMBDA_PROXY', 'arn:aws:lambda:us-east-1:000000000000:function:f')) },
    }),
  );
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const override = (path: string, value: string, wire = 'POST') =>
  system.call(`/dev${path}`, { method: wire, headers: { 'x-http-method-override': value } });

// Guide page "Important notes".
test.each([
  ['PUT', 'PUT put'],
  ['put', 'PUT put'],
  ['GET', 'got'],
  ['TRACE', 'posted'],
  ['', 'posted'],
  ['PUT, GET', 'posted'],
])('the header changes the method of a request, to one that APIs have: %j', async (value, body) => {
  expect(await override('/mock', value)).toMatchObject({ status: 200, body });
});

test('a method that the resource does not have is not found, whatever was on the wire', async () => {
  expect((await override('/mock', 'DELETE')).status).toBe(403);
});

test('the method that it becomes decides whether a key is asked for', async () => {
  expect((await override('/key', 'GET')).body).toBe('open');
  expect((await override('/key', 'DELETE', 'GET')).status).toBe(403);
});

test('backends and functions get the new method, and the header only where it is mapped', async () => {
  await override('/proxy', 'PATCH');
  expect(backend.seen.at(-1)).toMatchObject({ method: 'PATCH' });
  expect(backend.seen.at(-1)!.headers).not.toHaveProperty('x-http-method-override');
  await override('/mapped', 'PATCH');
  expect(backend.seen.at(-1)!.headers).toMatchObject({ 'x-http-method-override': 'PATCH' });
  await override('/fn', 'PATCH');
  expect(JSON.parse(backend.seen.at(-1)!.body)).toMatchObject({ httpMethod: 'PATCH' });
});

test('a response is framed for the method on the wire', async () => {
  expect(await override('/proxy', 'HEAD')).toMatchObject({ status: 200, body: '' });
  expect(await override('/proxy', 'GET', 'HEAD')).toMatchObject({ status: 200, body: '' });
  expect(await override('/mock', 'GET', 'HEAD')).toMatchObject({ status: 200, body: '' });
});

test('the length that a backend gives to HEAD is not given to a caller of another method', async () => {
  const response = await system.call('/dev/head');
  expect(response).toMatchObject({ status: 200, body: '' });
  const head = await system.call('/dev/head', { method: 'HEAD' });
  expect(head.headers).toMatchObject({ 'content-length': '2' });
});
