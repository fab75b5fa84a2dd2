import { waitFor } from '#libs/testing';
import { apiId } from '../../testing/documents.js';
import { startLoggedApi, type LoggedApi } from '../../testing/logged-api.js';

let api: LoggedApi;
beforeAll(async () => {
  api = await startLoggedApi();
});
beforeEach(() => api.reset());
afterAll(() => api.stop());

const linesOf: LoggedApi['linesOf'] = (path, options) => api.linesOf(path, options);
const stable = (line: string): string => api.stable(line);

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
  const [{ stream } = { stream: null }] = api.written;
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
  api.respondWith = (response) => {
    response.write('first;');
    setImmediate(() => response.end(Buffer.alloc(300_000, 'z')));
  };
  const options = {
    method: 'POST',
    body: Buffer.alloc(200_000, 'y'),
    headers: { 'transfer-encoding': 'chunked' },
  };
  const before = api.backend.seen.length;
  const response = await api.call('/trace/proxy', options);
  expect(response.bytes).toHaveLength(300_006);
  expect(api.backend.seen[before]?.body).toHaveLength(200_000);
  await waitFor(() => api.written.some(({ message }) => message.includes('Method completed')), {
    describe: 'the request is logged',
  });
  const bodies = api.written
    .map(({ message }) => message.slice(39))
    .filter((line) => line.includes(' body '));
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
  api.respondWith = (response) => {
    response.writeHead(200, { 'content-length': '100000' });
    response.write('the beginning', () => setImmediate(() => response.destroy()));
  };
  await expect(api.call('/error/proxy')).rejects.toThrow(/aborted|hang up/);
  await waitFor(() => api.written.some(({ message }) => message.includes('Method completed')), {
    describe: 'the request is logged',
  });
  expect(api.written.slice(-2).map(({ message }) => message.replace(/^\(.*?\) /, ''))).toEqual([
    'Execution failed due to a network error communicating with endpoint',
    'Method completed with status: 200',
  ]);
});

test('OFF: nothing at all, whatever else is on', async () => {
  expect(await linesOf('/off/gone')).toEqual([]);
});

test('nothing while the account has no role for logs', async () => {
  api.account = { withoutLogsRole: true };
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

test('413 and an unknown coding are in no log, nor is a path that no method has', async () => {
  const gzip = { 'content-encoding': 'unknown' };
  expect(await linesOf('/info/mapped', { method: 'POST', headers: gzip, body: 'x' })).toEqual([]);
  expect(await linesOf('/info/none')).toEqual([]);
});
