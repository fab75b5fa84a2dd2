import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LogStreamName } from '#libs/log-events';
import type { AccountDocument, MethodObservability, StageDocument } from '#libs/snapshot-format';
import { waitFor } from '#libs/testing';
import { awsOf } from '../../testing/aws-of.js';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { apiId, http, lambda, method, mockMethod, snapshot } from '../../testing/documents.js';
import { allow, everything, guardedApi, policy } from '../../testing/guarded-api.js';
import { startTestSystem, type CallOptions, type TestSystem } from '../../testing/test-gateway.js';
import { LogStreams } from '../log-streams.js';
import { ExecutionLogs } from './execution-logs.js';

let system: TestSystem;
let backend: TestBackend;
let account: Partial<AccountDocument> = {};
let respondWith: (response: ServerResponse) => void;
const written: { stream: LogStreamName; timestampMs: number; message: string }[] = [];
const completed = new Set<string>();
const functionResponses: Record<string, unknown> = {
  kept: allow(everything),
  each: { errorMessage: 'Unauthorized' },
  request: policy('Deny', everything),
  patterned: 'no policy',
  backend: { statusCode: 200, body: 'from a function' },
};

function respond({ url = '' }: IncomingMessage, response: ServerResponse): void {
  const name = /functions\/arn[^/]*?([a-z]+)\/invocations/.exec(decodeURIComponent(url))?.[1];
  if (name === undefined) return respondWith(response);
  if (name === 'each') response.setHeader('x-amz-function-error', 'Unhandled');
  response.setHeader('x-amzn-requestid', `of-${name}`);
  response.end(JSON.stringify(functionResponses[name]));
}

const settings = (change: Partial<MethodObservability>): Pick<StageDocument, 'observability'> => ({
  observability: {
    apiName: 'pets',
    everyMethod: { metricsEnabled: false, loggingLevel: 'INFO', dataTraceEnabled: false, ...change },
  },
});

beforeAll(async () => {
  backend = await startBackend((request, response) => respond(request, response));
  const logs = new ExecutionLogs({
    writer: { write: (stream, timestampMs, message) => written.push({ stream, timestampMs, message }) },
    streams: new LogStreams(),
    documents: { account: () => account as AccountDocument },
  });
  system = await startTestSystem({
    aws: awsOf({ endpointUrls: { LAMBDA: backend.origin } }),
    recordReaders: [logs, { read: ({ requestId }) => void completed.add(requestId) }],
  });
  const api = snapshot({
    '/mock/{id}': { GET: mockMethod('a text') },
    '/proxy': { ANY: method(http('HTTP_PROXY', `${backend.origin}/b`)) },
    '/mapped': { POST: method(http('HTTP', `${backend.origin}/b`)) },
    '/function': {
      ANY: method(lambda('LAMBDA_PROXY', 'arn:aws:lambda:us-east-1:000000000000:function:backend')),
    },
    '/gone': { ANY: method(http('HTTP_PROXY', 'http://127.0.0.1:1/')) },
    '/key': { GET: mockMethod('', { apiKeyRequired: true }) },
  });
  await system.deploy(api, { stageName: 'info', ...settings({}) });
  await system.deploy(api, { stageName: 'trace', ...settings({ dataTraceEnabled: true }) });
  await system.deploy(api, { stageName: 'error', ...settings({ loggingLevel: 'ERROR' }) });
  await system.deploy(api, { stageName: 'off', ...settings({ loggingLevel: 'OFF', metricsEnabled: true }) });
  const token = 'hunter2';
  await system.deploy(
    snapshot({ '/': { GET: method(http('HTTP_PROXY', `${backend.origin}/\${stageVariables.token}/b`)) } }),
    {
      stageName: 'variables',
      variables: { token },
      observability: { ...settings({ dataTraceEnabled: true }).observability!, secretVariables: ['token'] },
    },
  );
  await system.deploy(guardedApi(), { stageName: 'guarded', ...settings({ dataTraceEnabled: true }) });
});
beforeEach(() => {
  account = {};
  written.length = 0;
  respondWith = (response) =>
    response.writeHead(200, { 'content-type': 'text/plain' }).end('from the backend');
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

/** The lines of one call, without the prefix that each has. */
async function linesOf(path: string, options: CallOptions = {}): Promise<string[]> {
  const response = await system.call(path, options);
  const id = response.headers['x-amzn-requestid'] as string;
  await waitFor(() => completed.has(id), { describe: 'the record is complete' });
  const prefix = `(${id}) `;
  const own = written.filter(({ message }) => message.startsWith(prefix));
  expect(own).toHaveLength(written.length);
  const times = own.map(({ timestampMs }) => timestampMs);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  return own.map(({ message }) => message.slice(prefix.length).replaceAll(id, '<id>'));
}

const stable = (line: string): string =>
  line
    .replace(/headers: \{.*\}/, 'headers: {...}')
    .replace(/latency: \d+ ms/, 'latency: 1 ms')
    .replace(/Extended Request Id: [\w-]{15}=/, 'Extended Request Id: <extended>')
    .replaceAll(backend.origin, '<backend>');

const beginning = (stage: string, called: string) => [
  'Extended Request Id: <extended>',
  `Verifying Usage Plan for request: <id>. API Key:  API Stage: ${apiId}/${stage}`,
  `API Key  authorized because method '${called}' does not require API Key. Request will not contribute to throttle or quota limits`,
  `Usage Plan check succeeded for API Key  and API Stage ${apiId}/${stage}`,
  'Starting execution for request: <id>',
];

test('INFO: the lines of a MOCK, in the group of the stage and a stream named as AWS’s', async () => {
  expect((await linesOf('/info/mock/7?a=b')).map(stable)).toEqual([
    ...beginning('info', 'GET /mock/{id}'),
    'HTTP Method: GET, Resource Path: /mock/7',
    'Method request path: {id=7}',
    'Method request query string: {a=b}',
    'Method request headers: {...}',
    'Method response headers: {...}',
    'Successfully completed execution',
    'Method completed with status: 200',
  ]);
  const [{ stream } = { stream: null }] = written;
  expect(stream).toEqual({
    accountId: '000000000000',
    region: 'us-east-1',
    group: `API-Gateway-Execution-Logs_${apiId}/info`,
    stream: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
  });
});

test('INFO: a backend is named with what was sent and came back, and no body is', async () => {
  const lines = await linesOf('/info/proxy', { method: 'POST', body: 'a body' });
  expect(lines.map(stable).slice(9)).toEqual([
    'Endpoint request URI: <backend>/b',
    'Endpoint request headers: {...}',
    'Sending request to <backend>/b',
    'Received response. Status: 200, Integration latency: 1 ms',
    'Endpoint response headers: {...}',
    'Method response headers: {...}',
    'Successfully completed execution',
    'Method completed with status: 200',
  ]);
  expect(lines.join()).not.toMatch(/a body|from the backend/);
});

test.each(['/trace/proxy', '/trace/mapped'])('data trace: bodies in both directions: %s', async (path) => {
  const lines = await linesOf(path, { method: 'POST', body: '{"a":1}' });
  expect(lines.filter((line) => line.includes(' body '))).toEqual([
    'Method request body before transformations: {"a":1}',
    'Endpoint request body after transformations: {"a":1}',
    'Endpoint response body before transformations: from the backend',
    'Method response body after transformations: from the backend',
  ]);
});

test('data trace: what streams goes on streaming, whole, and its beginning is logged', async () => {
  respondWith = (response) => {
    response.write('first;');
    setImmediate(() => response.end(Buffer.alloc(300_000, 'z')));
  };
  const options = {
    method: 'POST',
    body: Buffer.alloc(200_000, 'y'),
    headers: { 'transfer-encoding': 'chunked' },
  };
  const before = backend.seen.length;
  const response = await system.call('/trace/proxy', options);
  expect(response.bytes).toHaveLength(300_006);
  expect(backend.seen[before]?.body).toHaveLength(200_000);
  await waitFor(() => written.some(({ message }) => message.includes('Method completed')), {
    describe: 'the request is logged',
  });
  const bodies = written.map(({ message }) => message.slice(39)).filter((line) => line.includes(' body '));
  expect(bodies).toHaveLength(4);
  for (const line of bodies) {
    expect(line).toMatch(/: (?:y+|first;z+) \[TRUNCATED\]$/);
    expect(Buffer.byteLength(line)).toBe(1024 + ' [TRUNCATED]'.length);
  }
});

test('ERROR: nothing of a request that succeeds, all of one that fails, but for its bodies', async () => {
  expect(await linesOf('/error/mock/7')).toEqual([]);
  const lines = await linesOf('/error/gone', { method: 'POST', body: 'a body' });
  expect(lines.map(stable)).toEqual([
    ...beginning('error', 'POST /gone'),
    'HTTP Method: POST, Resource Path: /gone',
    'Method request path: {}',
    'Method request query string: {}',
    'Method request headers: {...}',
    'Endpoint request URI: http://127.0.0.1:1/',
    'Endpoint request headers: {...}',
    'Sending request to http://127.0.0.1:1/',
    'Execution failed due to configuration error: Invalid endpoint address',
    'Method completed with status: 500',
  ]);
});

test('ERROR: a response that is cut has failed', async () => {
  respondWith = (response) => {
    response.writeHead(200, { 'content-length': '100000' });
    response.write('the beginning', () => setImmediate(() => response.destroy()));
  };
  await expect(system.call('/error/proxy')).rejects.toThrow(/aborted|hang up/);
  await waitFor(() => written.some(({ message }) => message.includes('Method completed')), {
    describe: 'the request is logged',
  });
  expect(written.slice(-2).map(({ message }) => message.replace(/^\(.*?\) /, ''))).toEqual([
    'Execution failed due to a network error communicating with endpoint',
    'Method completed with status: 200',
  ]);
});

test('OFF: nothing at all, whatever else is on', async () => {
  expect(await linesOf('/off/gone')).toEqual([]);
});

test('nothing while the account has no role for logs', async () => {
  account = { withoutLogsRole: true };
  expect(await linesOf('/info/mock/7')).toEqual([]);
});

test('a key that is not good is masked, and its method was not executed', async () => {
  const lines = await linesOf('/info/key', { headers: { 'x-api-key': 'the-key-of-nobody-abcdef' } });
  expect(lines.map(stable)).toEqual([
    'Extended Request Id: <extended>',
    `Verifying Usage Plan for request: <id>. API Key: ******************abcdef API Stage: ${apiId}/info`,
    `API Key ******************abcdef not authorized because method 'GET /key' requires API Key and API Key is not associated with a Usage Plan for API Stage ${apiId}/info`,
    'Method completed with status: 403',
  ]);
});

test('a function that is called is named with its request', async () => {
  const lines = await linesOf('/info/function');
  expect(lines.at(-1)).toBe('AWS Integration Endpoint RequestId : of-backend');
});

describe('authorizers', () => {
  const authorization = 'the-token-0123456789';
  const call = (path: string) => linesOf(`/guarded${path}`, { headers: { authorization } });

  test('one that lets the caller pass is named before the usage plan', async () => {
    const lines = await call('/kept');
    expect(lines.slice(1, 5)).toEqual([
      'Starting authorizer: kept for request: <id>',
      'Incoming identity: **************456789',
      'Using valid authorizer policy for principal: ****',
      'Successfully completed authorizer execution',
    ]);
    expect(lines.at(-1)).toBe('Method completed with status: 200');
  });

  test('one whose function does not know the caller, with what it was sent', async () => {
    const lines = await call('/each');
    expect(lines.map(stable).slice(1)).toEqual([
      'Starting authorizer: each for request: <id>',
      'Incoming identity: **************456789',
      expect.stringMatching(/^Endpoint request URI: <backend>.*invocations$/),
      'Endpoint request headers: {...}',
      expect.stringContaining('Endpoint request body after transformations: {"type":"TOKEN"'),
      expect.stringMatching(/^Sending request to <backend>/),
      'Authorizer result body before parsing: {"errorMessage":"Unauthorized"}',
      'Unauthorized request: <id>',
      'Unauthorized',
      'Method completed with status: 401',
    ]);
    expect(lines.join()).not.toContain(authorization);
  });

  test('one whose policy denies', async () => {
    const lines = await linesOf('/guarded/request?b=query-0123456789', {
      headers: { A: 'header-0123456789' },
    });
    expect(lines.map(stable).slice(1)).toEqual([
      'Starting authorizer: request for request: <id>',
      'Incoming identity: {method.request.header.A=***********456789, method.request.querystring.b=**********456789}',
      'Using valid authorizer policy for principal: ****',
      'Successfully completed authorizer execution',
      'User is not authorized to access this resource with an explicit deny',
      'Method completed with status: 403',
    ]);
  });

  test('one whose function says nothing that can be used', async () => {
    const lines = await linesOf('/guarded/patterned', { headers: { authorization: 'Bearer abcdefghijkl' } });
    expect(lines.slice(-3)).toEqual([
      'Execution failed due to configuration error: Authorizer error',
      'AuthorizerConfigurationException',
      'Method completed with status: 500',
    ]);
  });

  test('401 without a call is in no log', async () => {
    expect(await linesOf('/guarded/kept')).toEqual([]);
  });
});

test('413 and an unknown coding are in no log, nor is a path that no method has', async () => {
  const gzip = { 'content-encoding': 'unknown' };
  expect(await linesOf('/info/mapped', { method: 'POST', headers: gzip, body: 'x' })).toEqual([]);
  expect(await linesOf('/info/none')).toEqual([]);
});

test('a caller cannot forge a line by path, query, header or body', async () => {
  const forged = '\n(00000000-0000-4000-8000-000000000000) Successfully completed execution';
  const lines = await linesOf(`/trace/proxy?a=${encodeURIComponent(forged)}`, {
    method: 'POST',
    body: forged,
  });
  for (const line of lines) expect(line).not.toMatch(/[\r\n]/);
  expect(lines.filter((line) => line.startsWith('Successfully'))).toHaveLength(1);
  expect(lines).toContain(
    'Method request body before transformations: \\n(00000000-0000-4000-8000-000000000000) Successfully completed execution',
  );
});

test('the value of a secret stage variable is in no line, however short it is', async () => {
  const lines = await linesOf('/variables/');
  expect(lines.map(stable)).toContain('Sending request to <backend>/*******/b');
  expect(lines.join()).not.toContain('hunter2');
});

test('a secret is in no line, wherever mappings and events carry it', async () => {
  const secret = 'the-marked-secret-0123456789';
  const headers = {
    authorization: `Bearer ${secret}`,
    'x-api-key': secret,
    cookie: `a=b; session=${secret}`,
    'x-amz-security-token': secret,
  };
  respondWith = (response) => response.setHeader('set-cookie', `s=${secret}`).end(`you sent ${secret}`);
  const path = `?access_token=${secret}`;
  for (const called of ['/trace/function', '/trace/proxy', '/guarded/backend']) {
    const lines = await linesOf(called + path, { headers });
    expect(lines.at(-1)).toMatch(/^(?:AWS Integration Endpoint RequestId|Method completed with status: 200)/);
    written.length = 0;
    expect(lines.filter((line) => line.includes(secret))).toEqual([]);
  }
});
