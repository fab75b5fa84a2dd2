import { httpApiId, httpHost } from '../../testing/http-documents.js';
import { hostOfV1 as host, startFunctionSystem, type FunctionSystem } from '../../testing/function-system.js';
import { binary, payloadRequests } from '../../testing/payload-requests.js';

let system: FunctionSystem;

beforeAll(async () => {
  system = await startFunctionSystem();
});
afterAll(() => system.stop());

test('the table has at least 60 requests', () => {
  expect(payloadRequests.length).toBeGreaterThanOrEqual(60);
});

test.each(payloadRequests)('payload 2.0: %s %j', async (path, options, expected) => {
  await system.call(path, { host: httpHost, ...options });
  const { headers, requestContext, ...event } = system.called.event() as {
    headers: Record<string, string>;
    requestContext: Record<string, unknown> & { http: Record<string, unknown> };
  };
  const { method = 'GET', stage = '$default', rawPath = '/', routeKey = '$default' } = expected;
  const {
    rawQueryString = '',
    isBase64Encoded = false,
    headers: sent = {},
    method: _,
    stage: __,
    ...others
  } = {
    ...expected,
  };
  const stageVariables = stage === 'dev' ? { stageVariables: { color: 'blue' } } : {};
  expect(event).toEqual({
    ...others,
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    isBase64Encoded,
    ...stageVariables,
  });
  expect(headers).toEqual({
    'content-length': '0',
    ...sent,
    host: httpHost,
    'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/) as string,
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-port': String(system.gateway.httpPort),
    'x-forwarded-proto': 'http',
  });
  expect(requestContext).toEqual({
    accountId: '000000000000',
    apiId: httpApiId,
    domainName: httpHost,
    domainPrefix: httpApiId,
    http: {
      method,
      path: rawPath,
      protocol: 'HTTP/1.1',
      sourceIp: '127.0.0.1',
      userAgent: sent['user-agent'] ?? '',
    },
    requestId: expect.stringMatching(/^[\w-]{15}=$/) as string,
    routeKey,
    stage,
    time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/) as string,
    timeEpoch: expect.any(Number) as number,
  });
});

test('payload 2.0: the id of the event is the one in the response', async () => {
  const { headers } = await system.call('/', { host: httpHost });
  const { requestContext } = system.called.event() as { requestContext: { requestId: string } };
  expect(headers['apigw-requestid']).toBe(requestContext.requestId);
});

test('payload 1.0 is REST’s event with a version, and says the path as HTTP APIs do', async () => {
  const headers = { 'X-Mine': ['a', 'b'], cookie: 'c=1' };
  await system.call('/dev/pets/a%20b?q=1&q=2', { host, headers });
  const event = system.called.event() as Record<string, Record<string, unknown>>;
  expect(event).toMatchObject({
    version: '1.0',
    resource: '/pets/{id}',
    path: '/dev/pets/a b',
    httpMethod: 'GET',
    queryStringParameters: { q: '2' },
    multiValueQueryStringParameters: { q: ['1', '2'] },
    pathParameters: { id: 'a b' },
    stageVariables: { color: 'blue' },
    body: null,
    isBase64Encoded: false,
  });
  expect(event['headers']).toMatchObject({ 'X-Mine': 'b', Cookie: 'c=1', 'Content-Length': '0', Host: host });
  expect(event['multiValueHeaders']).toMatchObject({ 'X-Mine': ['a', 'b'] });
  expect(event['requestContext']).toMatchObject({
    accountId: '000000000000',
    apiId: 'h1payload1',
    authorizer: { claims: null, scopes: null },
    domainName: host,
    httpMethod: 'GET',
    identity: { sourceIp: '127.0.0.1', accessKey: null, cognitoAmr: null },
    path: '/dev/pets/a b',
    protocol: 'HTTP/1.1',
    resourceId: 'ANY /pets/{id}',
    resourcePath: '/pets/{id}',
    stage: 'dev',
  });
  const { requestId, extendedRequestId } = event['requestContext']!;
  expect(requestId).toBe(extendedRequestId);
});

test('payload 1.0 without query, variables and body has null, and of $default its own names', async () => {
  await system.call('/other', { host });
  expect(system.called.event()).toMatchObject({
    resource: '$default',
    path: '/other',
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: { resourceId: '$default', resourcePath: '$default', stage: '$default' },
  });
  await system.call('/other', {
    host,
    method: 'POST',
    body: binary,
    headers: { 'content-type': 'image/png' },
  });
  expect(system.called.event()).toMatchObject({ body: binary.toString('base64'), isBase64Encoded: true });
});
