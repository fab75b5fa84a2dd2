import { verifyRequest } from '#libs/sigv4';
import type { ServerResponse } from 'node:http';
import { apiId } from '../../testing/documents.js';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { startTestSystem, type CallOptions, type TestSystem } from '../../testing/test-gateway.js';
import { functionArn, lambdaApi } from '../../testing/lambda-api.js';

const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
let system: TestSystem;
let runtime: TestBackend;
/**
 * What the function returns: an object becomes JSON, a text stays; `failed` marks an error of the function.
 */
let returns: { result: unknown; failed?: boolean; status?: number; headers?: Record<string, string> };
interface Event {
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, string[]>>;
  readonly requestContext: Readonly<Record<string, unknown>>;
}
const seen = () => runtime.seen.at(-1)!;
const event = () => JSON.parse(seen().body) as Event;

function respond(response: ServerResponse): void {
  const { result, failed = false, status = 200, headers } = returns;
  response.writeHead(status, { ...headers, ...(failed && { 'X-Amz-Function-Error': 'Unhandled' }) });
  response.end(typeof result === 'string' ? result : JSON.stringify(result));
}

beforeAll(async () => {
  runtime = await startBackend((_, response) => respond(response));
  system = await startTestSystem({
    aws: {
      credentials: () => credentials,
      endpointUrls: { LAMBDA: runtime.origin },
      endpointUrl: null,
      functionUrls: new Map([
        ['local', `${runtime.origin}/2015-03-31/functions/function/invocations`],
        ['nobody', 'http://127.0.0.1:1'],
      ]),
    },
  });
  await system.deploy(lambdaApi(), { variables: { fn: 'custom' } });
});
beforeEach(() => {
  returns = { result: {} };
});
afterAll(async () => {
  await system.stop();
  await runtime.close();
});
const call = (path: string, options?: CallOptions) => system.call(`/dev${path}`, options);

test('a function is invoked by its ARN, signed as the gateway', async () => {
  await call('/proxy');
  const path = `/2015-03-31/functions/${functionArn('hello')}/invocations`;
  expect(seen()).toMatchObject({ method: 'POST', url: path });
  const verdict = verifyRequest({
    method: 'POST',
    rawPath: path,
    rawQuery: '',
    headers: seen().headers,
    body: Buffer.from(seen().body),
    now: Date.now(),
    expectedServices: ['lambda'],
    findCredential: (id) =>
      id === credentials.accessKeyId ? { secretAccessKey: credentials.secretAccessKey } : undefined,
  } as Parameters<typeof verifyRequest>[0]);
  expect(verdict).toMatchObject({ ok: true });
});

test.each(['/proxy', '/custom'])('the call is API Gateway’s: %s', async (path) => {
  const response = await call(path, { method: 'POST', body: '{"a":1}' });
  expect(seen().headers).toMatchObject({
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': `AmazonAPIGateway_${apiId}`,
    'x-amzn-apigateway-api-id': apiId,
    'x-amzn-lambda-integration-tag': response.headers['x-amzn-requestid'],
    'x-amzn-trace-id': expect.stringMatching(/^Root=1-/) as string,
  });
});

test('a mapped function is sent no body where the caller sent none', async () => {
  await call('/custom');
  expect(seen()).toMatchObject({ method: 'POST', body: '' });
  expect(seen().headers).toMatchObject({ 'content-length': '0' });
  expect(seen().headers).not.toHaveProperty('content-type');
});

test.each(['/proxy', '/custom'])(
  'the trace in the response is Lambda’s own where it names one: %s',
  async (path) => {
    const trace = 'root=1-6a1b2c3d-0123456789abcdef01234567;parent=0123456789abcdef;sampled=1;lineage=1:a:0';
    returns = { result: {}, headers: { 'X-Amzn-Trace-Id': trace } };
    expect((await call(path)).headers['x-amzn-trace-id']).toBe(trace);
  },
);

test('a function with a URL of its own is invoked there', async () => {
  await call('/local');
  expect(seen().url).toBe('/2015-03-31/functions/function/invocations');
});

test('the event of a proxied function has every member, and null for what is empty', async () => {
  await call('/proxy', { headers: { 'tEsT-HEADeR': 'x', authorization: 'a', te: 'trailers' } });
  const { headers, multiValueHeaders, requestContext, ...rest } = event();
  expect(rest).toEqual({
    resource: '/proxy',
    path: '/proxy',
    httpMethod: 'GET',
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: { fn: 'custom' },
    body: null,
    isBase64Encoded: false,
  });
  expect(Object.keys(headers).sort()).toEqual([
    'Authorization',
    'Host',
    'X-Amzn-Trace-Id',
    'X-Forwarded-For',
    'X-Forwarded-Port',
    'X-Forwarded-Proto',
    'tEsT-HEADeR',
  ]);
  expect(multiValueHeaders).toMatchObject({ 'tEsT-HEADeR': ['x'] });
  expect(Object.keys(requestContext).sort()).toEqual(
    `accountId apiId deploymentId domainName domainPrefix extendedRequestId httpMethod identity path protocol requestId requestTime
    requestTimeEpoch resourceId resourcePath stage`.split(/\s+/),
  );
  expect(requestContext).toMatchObject({ apiId, path: '/dev/proxy', stage: 'dev', domainPrefix: apiId });
  expect(requestContext['identity']).toEqual({
    ...Object.fromEntries(
      `cognitoIdentityPoolId accountId cognitoIdentityId caller principalOrgId accessKey cognitoAuthenticationType
      cognitoAuthenticationProvider userArn userAgent user`
        .split(/\s+/)
        .map((name) => [name, null]),
    ),
    sourceIp: '127.0.0.1',
  });
});

test('path, query and headers arrive as they were sent: escapes kept in paths, all values of a repeated parameter', async () => {
  await call('/proxy/test%2Balias+x?a=1&a=2+3&b=%2B', { headers: { 'x-two': ['1', '2'] } });
  expect(event()).toMatchObject({
    path: '/proxy/test%2Balias+x',
    pathParameters: { id: 'test%2Balias+x' },
    queryStringParameters: { a: '2 3', b: '+' },
    multiValueQueryStringParameters: { a: ['1', '2 3'], b: ['+'] },
    multiValueHeaders: { 'x-two': ['1', '2'] },
  });
});

test('a body is text, and Base64 when its content type is binary', async () => {
  await call('/proxy', { method: 'POST', body: 'hällo' });
  expect(event()).toMatchObject({ body: 'hällo', isBase64Encoded: false });
  const bytes = Buffer.from([0xff, 0xd8, 0]);
  await call('/proxy', { method: 'POST', body: bytes, headers: { 'content-type': 'image/png' } });
  expect(event()).toMatchObject({ body: bytes.toString('base64'), isBase64Encoded: true });
});

test.each([
  [{}, 200, ''],
  [{ headers: null }, 200, ''],
  [{ statusCode: '201', body: 'made' }, 201, 'made'],
  [{ statusCode: 404, body: 'x', isBase64Encoded: false }, 404, 'x'],
  [{ body: 'aGk=', isBase64Encoded: true }, 200, 'aGk='],
])('the result %j is the response', async (result, status, body) => {
  returns = { result };
  expect(await call('/proxy')).toMatchObject({ status, body });
});

test('headers of both kinds are joined, multi values first, in any spelling', async () => {
  returns = {
    result: {
      headers: { 'test-multi': 'value-solo', flag: true, 'Content-Type': 'text/plain' },
      multiValueHeaders: { 'tesT-Multi': ['value-multi'], 'Set-Cookie': ['a=1', 'b=2'] },
    },
  };
  const { headers } = await call('/proxy');
  expect(headers).toMatchObject({
    'test-multi': 'value-multi, value-solo',
    flag: 'true',
    'content-type': 'text/plain',
    'set-cookie': ['a=1', 'b=2'],
  });
  expect(headers['x-amzn-trace-id']).toContain('Root=');
});

test.each([
  ['an unknown member', { statusCode: 200, wrongValue: 1 }],
  ['a text', '"hello"'],
  ['null', 'null'],
  ['no JSON', '{'],
  ['a status that is none', { statusCode: 'test' }],
  ['an interim status', { statusCode: 100 }],
  ['multi values that are no list', { multiValueHeaders: { a: 'b' } }],
  ['a header that is no name', { headers: { 'a\r\nb': 'c' } }],
  ['a body that is no text', { body: { a: 1 } }],
])('a result with %s is a 502', async (_, result) => {
  returns = { result };
  expect(await call('/proxy')).toMatchObject({ status: 502, body: '{"message": "Internal server error"}' });
});

test('the response names one trace, also when the function sets the header or a mapping does', async () => {
  returns = { result: { headers: { 'x-amzn-trace-id': 'theirs', 'x-other': 'kept' } } };
  const proxied = await call('/proxy');
  expect(proxied.headers['x-amzn-trace-id']).toMatch(/^Root=1-[^,]*$/);
  expect(proxied.headers['x-other']).toBe('kept');
  const mapped = await call('/traced');
  expect(mapped.headers['x-amzn-trace-id']).toMatch(/^Root=1-[^,]*$/);
});

test('one header a hundred thousand times, in many spellings, is read in time that grows with their number', async () => {
  const name = 'abcdefghijklmnopq';
  const spelled = (bits: number) =>
    [...name].map((letter, at) => ((bits >> at) & 1 ? letter.toUpperCase() : letter)).join('');
  const headers = Object.fromEntries(
    Array.from({ length: 100_000 }, (_, bits) => [spelled(bits), `${bits % 2}`]),
  );
  returns = { result: { headers, multiValueHeaders: { [name]: ['1', '1'] } } };
  expect((await call('/proxy')).headers[name]).toBe('1, 0');
});

test('a function that raised is a 502; a Lambda that refuses or is away is a 500', async () => {
  returns = { result: { errorMessage: 'no' }, failed: true };
  expect((await call('/proxy')).status).toBe(502);
  returns = { result: { Message: 'no such function' }, status: 404 };
  expect((await call('/proxy')).status).toBe(500);
  expect((await call('/nobody')).status).toBe(500);
  expect((await call('/get')).status).toBe(500);
  expect((await call('/forbidden-header')).status).toBe(500);
});

test.each([
  ['image/png', 'hi'],
  ['image/png,text/html', 'hi'],
  ['text/html,image/png', 'aGk='],
  ['*/*', 'aGk='],
  [undefined, 'aGk='],
])('Base64 for a caller that accepts %s: %s', async (accept, body) => {
  returns = { result: { body: 'aGk=', isBase64Encoded: true } };
  expect((await call('/proxy', { headers: accept ? { accept } : {} })).body).toBe(body);
});

test('a body that says it is Base64 and is none is a 500 for who accepts bytes, and text for others', async () => {
  returns = { result: { body: 'no base64', isBase64Encoded: true } };
  expect(await call('/proxy', { headers: { accept: 'image/png' } })).toMatchObject({
    status: 500,
    body: '{"message": "Internal server error"}',
  });
  expect(await call('/proxy')).toMatchObject({ status: 200, body: 'no base64' });
});

test('a mapped function gets the body, or what the template prints, and its result is the body', async () => {
  returns = { result: { greeting: 'hi' } };
  const plain = await call('/custom', { method: 'POST', body: '{"a":1}' });
  expect(decodeURIComponent(seen().url)).toContain(functionArn('custom'));
  expect(seen().body).toBe('{"a":1}');
  expect(plain).toMatchObject({ status: 200, body: '{"greeting":"hi"}' });
  expect((await call('/template?who=me')).body).toBe('{"got":"hi"}');
  expect(seen().body).toBe('{"who":"me"}');
});

test('an asynchronous invocation says so and answers without a body', async () => {
  returns = { result: '', status: 202 };
  expect(await call('/event')).toMatchObject({ status: 200, body: '' });
  expect(seen().headers['x-amz-invocation-type']).toBe('Event');
});

test.each([
  [{ errorMessage: 'it is four hundred today' }, 400],
  [{ errorMessage: 'other' }, 500],
  [{ errorMessage: 'two\nlines' }, 200],
  [{ errorType: 'X' }, 200],
])('the error %j selects %i; the body is the whole error', async (result, status) => {
  returns = { result, failed: true };
  const answered = await call('/select');
  expect(answered).toMatchObject({ status, body: JSON.stringify(result) });
  if (status === 400) expect(answered.headers['x-why']).toBe('it is four hundred today');
});

test('.* is as good as a default: it matches the error message that a success does not have', async () => {
  returns = { result: { greeting: 'hi' } };
  expect((await call('/any-pattern')).status).toBe(400);
  returns = { result: { errorMessage: 'no' }, failed: true };
  expect((await call('/any-pattern')).status).toBe(400);
});

test('a success is the default response, whatever pattern looks like its status', async () => {
  returns = { result: { errorMessage: 'not an error' } };
  expect((await call('/select')).status).toBe(200);
  expect((await call('/status-pattern')).status).toBe(200);
});
