import { apiId, method, mock, mockMethod, snapshot } from '../testing/documents.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';

let system: TestSystem;
const address = `https://apigateway.amazonaws.com/restapis/${apiId}/models/`;

beforeAll(async () => {
  system = await startTestSystem();
  const requestChecks = {
    requiredParameters: [
      { location: 'header', name: 'x-header-param' },
      { location: 'path', name: 'issuer' },
      { location: 'querystring', name: 'qs1' },
    ],
    bodyModels: null,
  } as const;
  const body = (bodyModels: Record<string, string>, customised = {}) => ({
    ANY: { ...mockMethod('ok'), requestChecks: { requiredParameters: [], bodyModels }, ...customised },
  });
  await system.deploy(
    snapshot(
      {
        '/parameters': { ANY: mockMethod('ok', { requestChecks }) },
        '/both/{issuer}': {
          ANY: mockMethod('ok', {
            requestChecks: { ...requestChecks, bodyModels: { 'application/json': 'Pet' } },
          }),
        },
        '/body': body({ 'application/json': 'Pet', 'application/vnd.tail+json': 'Tail' }),
        '/default': body({ $default: 'Pet' }),
        '/unchecked': { ANY: method(mock()) },
      },
      {
        models: {
          Pet: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string', pattern: '^[a-z]+$' }, tail: { $ref: `${address}Tail` } },
          },
          Tail: { oneOf: [{ type: 'null' }, { $ref: `${address}Pet` }] },
        },
        gatewayResponses: {
          BAD_REQUEST_BODY: {
            statusCode: '422',
            responseParameters: {},
            responseTemplates: { 'application/json': '$context.error.validationErrorString' },
          },
        },
      },
    ),
  );
});
afterAll(() => system.stop());

const post = (path: string, body?: string, headers: Record<string, string> = {}) =>
  system.call(`/dev${path}`, { method: 'POST', headers, ...(body !== undefined && { body }) });

test('all missing parameters are listed, a path variable that the path does not have among them', async () => {
  const response = await system.call('/dev/parameters');
  expect(response).toMatchObject({
    status: 400,
    body: '{"message": "Missing required request parameters: [x-header-param, issuer, qs1]"}',
  });
  expect(response.headers['x-amzn-errortype']).toBe('BadRequestException');
});

test('a blank parameter is missing; a header is found however it is spelled', async () => {
  const response = await system.call('/dev/parameters?qs1=', { headers: { 'X-HEADER-Param': '1' } });
  expect(response.json()).toEqual({ message: 'Missing required request parameters: [issuer, qs1]' });
});

test('the body is looked at only when no parameter is missing', async () => {
  expect(await post('/both/me', '{')).toMatchObject({ status: 400 });
  expect(await post('/both/me?qs1=1', '{', { 'x-header-param': '1' })).toMatchObject({ status: 422 });
  const good = await post('/both/me?qs1=1', '{"name":"a"}', { 'x-header-param': '1' });
  expect(good.status).toBe(200);
});

test.each([
  [200, '{"name":"rex"}'],
  [200, '{"name":"rex","tail":{"name":"tip","tail":null}}'],
  [422, '{"name":"Rex"}'],
  [422, '{"name":"rex","tail":{"name":1}}'],
  [422, '{}'],
  [422, '[]'],
  [422, ''],
  [422, '{"name":"rex"'],
])('%i for the body %s', async (status, body) => {
  expect((await post('/body', body)).status).toBe(status);
});

test('a request without a body fails, GET as well', async () => {
  expect((await system.call('/dev/body')).status).toBe(422);
});

test('the model is that of the content type without its parameters; a type without model is not checked', async () => {
  expect((await post('/body', '{}', { 'content-type': 'application/json; charset=utf-8' })).status).toBe(422);
  expect((await post('/body', 'null', { 'content-type': 'application/vnd.tail+json' })).status).toBe(200);
  expect((await post('/body', 'x', { 'content-type': 'text/plain' })).status).toBe(200);
  expect((await post('/default', 'x', { 'content-type': 'text/plain' })).status).toBe(422);
});

test('what is wrong is there for gateway responses only', async () => {
  expect((await post('/body', '{}')).body).toBe('[object has missing required properties (["name"])]');
});
