import type { ServerResponse } from 'node:http';
import { awsOf } from '../testing/aws-of.js';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { http, lambda, method, mock, mockMethod, snapshot, templatesOf } from '../testing/documents.js';
import { startTestSystem, type CallOptions, type TestSystem } from '../testing/test-gateway.js';

// What execution answers and what the front end answers differ by a blank, and in who names the trace.
let system: TestSystem;
let backend: TestBackend;
let respondWith: (response: ServerResponse) => void;

beforeAll(async () => {
  backend = await startBackend((_, response) => respondWith(response));
  system = await startTestSystem({ aws: awsOf({ endpointUrls: { LAMBDA: backend.origin } }) });
  const requestChecks = {
    requiredParameters: [{ location: 'querystring', name: 'q' } as const],
    bodyModels: { 'application/json': 'Pet' },
  };
  const routes = {
    '/checked': { ANY: mockMethod('ok', { requestChecks }) },
    '/key': { ANY: mockMethod('ok', { apiKeyRequired: true }) },
    '/no-status': { ANY: method(mock({ 'application/json': '{}' })) },
    '/slow': { ANY: method(http('HTTP_PROXY', `${backend.origin}/b`, { timeoutMs: 50 })) },
    '/function': { ANY: method(lambda('LAMBDA_PROXY', 'arn:aws:lambda:us-east-1:000000000000:function:f')) },
    '/never': {
      ANY: method(
        http('HTTP', `${backend.origin}/b`, {
          requestTemplates: templatesOf({ 'application/json': 'a' }),
          passthroughBehavior: 'NEVER',
        }),
      ),
    },
  };
  const models = { Pet: { type: 'object', required: ['name'] } };
  await system.deploy(snapshot(routes, { models }));
  await system.deploy(
    snapshot(routes, {
      models,
      gatewayResponses: {
        DEFAULT_4XX: {
          statusCode: null,
          responseParameters: {
            'gatewayresponse.header.X-Mine': "'1'",
            'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
          },
          responseTemplates: {},
        },
      },
    }),
    { stageName: 'mine' },
  );
});
beforeEach(() => {
  respondWith = (response) => response.writeHead(200).end('"no answer"');
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const body: CallOptions = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
const text: CallOptions = { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } };
const coded: CallOptions = { method: 'POST', body: 'x', headers: { 'content-encoding': 'br' } };

test.each<[string, number, string, boolean, CallOptions]>([
  // path, status, body, names the trace, request
  ['/checked', 400, '{"message": "Missing required request parameters: [q]"}', true, {}],
  ['/checked?q=1', 400, '{"message": "Invalid request body"}', true, body],
  ['/slow', 504, '{"message": "Endpoint request timed out"}', true, {}],
  ['/no-status', 500, '{"message": "Internal server error"}', false, {}],
  ['/function', 502, '{"message": "Internal server error"}', false, {}],
  ['/never', 415, '{"message": "Unsupported Media Type"}', false, text],
  ['/key', 403, '{"message":"Forbidden"}', false, {}],
  ['/nothing', 403, '{"message":"Missing Authentication Token"}', false, {}],
  ['/never', 415, '{"message":"Unsupported Media Type"}', false, coded],
])('%s: %i %s, names the trace: %s', async (path, status, said, namesTrace, options) => {
  if (path === '/slow') respondWith = () => undefined;
  const response = await system.call(`/dev${path}`, options);
  expect([response.status, response.body]).toEqual([status, said]);
  expect('x-amzn-trace-id' in response.headers).toBe(namesTrace);
  if (namesTrace) expect(response.headers['x-amzn-trace-id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
});

test('the trace is the one that the backend of a 504 was given', async () => {
  respondWith = () => undefined;
  const { headers } = await system.call('/dev/slow');
  const [root] = String(backend.seen.at(-1)!.headers['x-amzn-trace-id']).split(';');
  expect(headers['x-amzn-trace-id']).toBe(root);
});

test('header names keep their spelling, those that an author sets too', async () => {
  const names = ({ rawHeaders }: { rawHeaders: readonly string[] }) =>
    rawHeaders.filter((_, index) => index % 2 === 0);
  const plain = names(await system.call('/dev/nothing'));
  expect(plain).toEqual(
    expect.arrayContaining(['Content-Type', 'x-amzn-ErrorType', 'x-amzn-RequestId', 'x-amz-apigw-id']),
  );
  const customised = names(await system.call('/mine/nothing'));
  expect(customised).toEqual(
    expect.arrayContaining(['X-Mine', 'Access-Control-Allow-Origin', 'x-amzn-ErrorType']),
  );
});
