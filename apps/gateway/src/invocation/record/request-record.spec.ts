import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { waitFor } from '#libs/testing';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { apiId, http, method, mockMethod, snapshot } from '../../testing/documents.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';
import { RequestRecord, RequestRecords } from './request-record.js';

// Whatever becomes of a request, its record is complete once, under the request id of its response.
let system: TestSystem;
let backend: TestBackend;
let respondWith: (response: ServerResponse) => void;
const records: RequestRecord[] = [];

beforeAll(async () => {
  backend = await startBackend((_, response) => respondWith(response));
  system = await startTestSystem({ recordReaders: [{ read: (record) => void records.push(record) }] });
  await system.deploy(
    snapshot({
      '/mock/{id}': { GET: mockMethod('a text') },
      '/proxy': { ANY: method(http('HTTP_PROXY', `${backend.origin}/b`)) },
      '/mapped': { ANY: method(http('HTTP', `${backend.origin}/b`)) },
      '/key': { GET: mockMethod('', { apiKeyRequired: true }) },
    }),
  );
});
beforeEach(() => {
  records.length = 0;
  respondWith = (response) => response.end('from the backend');
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

async function recordOf(requestId: unknown): Promise<RequestRecord> {
  const its = () => records.filter((record) => record.requestId === requestId);
  await waitFor(() => its().length > 0, { describe: 'the record is complete' });
  expect(its()).toHaveLength(1);
  return its()[0]!;
}

test('a MOCK has no times of an integration', async () => {
  const response = await system.call('/dev/mock/7');
  const record = await recordOf(response.headers['x-amzn-requestid']);
  expect(record).toMatchObject({
    apiId,
    stageName: 'dev',
    stage: { name: `${apiId}/dev` },
    method: { httpMethod: 'GET', resourcePath: '/mock/{id}', integrationType: 'MOCK' },
    httpMethod: 'GET',
    path: '/mock/7',
    protocol: 'HTTP/1.1',
    sourceIp: '127.0.0.1',
    principalId: null,
    integrationStatus: 0,
    status: 200,
    refusal: null,
    bytesIn: 0,
    bytesOut: 6,
    integrationSentAfterMs: -1,
    integrationEndedAfterMs: -1,
  });
  expect(record.endedAfterMs).toBeGreaterThanOrEqual(0);
});

test.each(['/proxy', '/mapped'])('bytes in both directions, and times in their order: %s', async (path) => {
  const response = await system.call(`/dev${path}`, { method: 'POST', body: '12345' });
  const record = await recordOf(response.headers['x-amzn-requestid']);
  const { status } = response;
  expect(record).toMatchObject({ bytesIn: 5, status, integrationStatus: 200 });
  expect(record.bytesOut).toBe(response.bytes.length);
  const { integrationSentAfterMs, integrationEndedAfterMs, endedAfterMs } = record;
  const times = [0, integrationSentAfterMs, integrationEndedAfterMs, endedAfterMs];
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test('a stream is counted as it leaves, a body in chunks as it comes', async () => {
  respondWith = (response) => {
    response.write('some');
    setImmediate(() => response.end(Buffer.alloc(200_000)));
  };
  const headers = { 'transfer-encoding': 'chunked' };
  const response = await system.call('/dev/proxy', { method: 'POST', headers, body: Buffer.alloc(100_000) });
  const record = await recordOf(response.headers['x-amzn-requestid']);
  expect(record).toMatchObject({ bytesIn: 100_000, bytesOut: 200_004 });
});

test('the response to HEAD has a length and no bytes', async () => {
  const response = await system.call('/dev/proxy', { method: 'HEAD' });
  expect(await recordOf(response.headers['x-amzn-requestid'])).toMatchObject({ status: 200, bytesOut: 0 });
});

test('behind its readers a record holds on to nothing of its request', async () => {
  const response = await system.call('/dev/mock/7');
  const record = await recordOf(response.headers['x-amzn-requestid']);
  expect(record.invocation).toBeNull();
});

test('a record tells what is on for its method', async () => {
  const settings = { metricsEnabled: true, loggingLevel: 'INFO', dataTraceEnabled: false } as const;
  await system.deploy(snapshot({ '/a': { GET: mockMethod('') }, '/b': { GET: mockMethod('') } }), {
    stageName: 'seen',
    observability: { apiName: 'pets', methods: { '/a/GET': settings } },
  });
  const seen = await system.call('/seen/a');
  expect((await recordOf(seen.headers['x-amzn-requestid'])).observed).toEqual(settings);
  const other = await system.call('/seen/b');
  expect((await recordOf(other.headers['x-amzn-requestid'])).observed.loggingLevel).toBe('OFF');
});

test('a refusal says why and by which gateway response', async () => {
  const refusal = { code: 'key.missing', type: 'INVALID_API_KEY' };
  const response = await system.call('/dev/key');
  const record = await recordOf(response.headers['x-amzn-requestid']);
  expect(record).toMatchObject({ status: 403, refusal, method: { resourcePath: '/key' } });
});

test('so does one before any API is known', async () => {
  const response = await system.call('/dev/../x');
  const refusal = { code: 'request.dot_segment', type: null };
  expect(await recordOf(response.headers['x-amzn-requestid'])).toMatchObject({
    status: 400,
    apiId: '',
    refusal,
  });
});

test('a request that breaks off inside its body has one record: its own', async () => {
  const caller = connect(system.gateway.httpPort, '127.0.0.1');
  const host = `${apiId}.execute-api.localhost`;
  caller.write(
    `POST /dev/mapped HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\nno length\r\n`,
  );
  const [bytes] = (await once(caller, 'data')) as [Buffer];
  const [, requestId] = /x-amzn-RequestId: (\S+)/.exec(bytes.toString()) ?? [];
  const record = await recordOf(requestId);
  expect(record).toMatchObject({ status: 400, apiId, refusal: { code: 'request.malformed' } });
  await once(caller, 'close');
  expect(records).toHaveLength(1);
});

test('a caller who leaves before there is a response leaves a record without bytes', async () => {
  respondWith = () => caller.destroy();
  const caller = connect(system.gateway.httpPort, '127.0.0.1');
  caller.write(`GET /dev/proxy HTTP/1.1\r\nHost: ${apiId}.execute-api.localhost\r\n\r\n`);
  await waitFor(() => records.length > 0, { describe: 'the record is complete' });
  expect(records[0]).toMatchObject({ bytesOut: 0, refusal: { code: 'request.caller_gone' } });
});

test('a response that is cut counts what has left, and says why', async () => {
  respondWith = (response) => {
    response.writeHead(200, { 'content-length': '100000' });
    response.write(gzipSync(Buffer.alloc(100)), () => setImmediate(() => response.destroy()));
  };
  await expect(system.call('/dev/proxy')).rejects.toThrow(/aborted|hang up/);
  await waitFor(() => records.length > 0, { describe: 'the record is complete' });
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({
    status: 200,
    bytesOut: gzipSync(Buffer.alloc(100)).length,
    refusal: { code: 'integration.bad_answer' },
  });
});

test('whoever stops waits for the records that are not complete, and knows how many never were', async () => {
  const read: RequestRecord[] = [];
  const all = new RequestRecords([{ read: (record) => void read.push(record) }]);
  expect(await all.settle(0)).toBe(0);
  const [first, second] = [all.begin(), all.begin()];
  const settled = all.settle(60_000);
  all.complete(second);
  all.complete(second);
  setImmediate(() => all.complete(first));
  expect(await settled).toBe(0);
  expect(read).toEqual([second, first]);
  const third = all.begin();
  expect(await all.settle(1)).toBe(1);
  all.complete(third);
  expect(await all.settle(0)).toBe(0);
});

test('a record is complete once', () => {
  const read: RequestRecord[] = [];
  const all = new RequestRecords([{ read: (record) => void read.push(record) }]);
  const record = all.begin();
  all.complete(record);
  all.complete(record);
  expect(read).toEqual([record]);
});
