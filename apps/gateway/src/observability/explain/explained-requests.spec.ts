import { readExplanations, type Explanation } from '#libs/explanations';
import { waitFor } from '#libs/testing';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { apiId, http, method, mockMethod, snapshot } from '../../testing/documents.js';
import { startTestSystem, type TestResponse, type TestSystem } from '../../testing/test-gateway.js';
import { RequestRecord, RequestRecords } from '../../invocation/record/request-record.js';
import { ExplainedRequests } from './explained-requests.js';

let system: TestSystem;
let backend: TestBackend;
const gathered: Explanation[] = [];
const gatherer = new ExplainedRequests({
  gatewayId: 'gateway-under-test',
  sample: 1,
  observations: {
    hand(kind, block) {
      const read = readExplanations(block);
      if (kind !== 'explanations' || 'refused' in read) throw new Error(`handed in ${kind}`);
      gathered.push(...read.explanations);
    },
  },
});

beforeAll(async () => {
  backend = await startBackend((_, response) => response.writeHead(201).end('made'));
  system = await startTestSystem({ recordReaders: [gatherer] });
  await system.deploy(
    snapshot({
      '/mock': { GET: mockMethod('text') },
      '/proxy': { ANY: method(http('HTTP_PROXY', `${backend.origin}/deep?secret=1`)) },
      '/gone': { GET: method(http('HTTP_PROXY', 'http://127.0.0.1:1/x')) },
      '/key': { GET: mockMethod('', { apiKeyRequired: true }) },
    }),
  );
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

async function explanationOf({ headers }: TestResponse): Promise<Explanation> {
  const its = () => gathered.find(({ requestId }) => requestId === headers['x-amzn-requestid']);
  await waitFor(
    () => {
      gatherer.handIn();
      return its() !== undefined;
    },
    { describe: 'the request is explained' },
  );
  return its()!;
}
const outcomes = ({ steps }: Explanation) =>
  Object.fromEntries(steps.map((step) => [step.name, step.outcome]));

test('a refused request: what it came to, in which step it ended, why, and what to look at', async () => {
  const response = await system.call('/dev/key?secret=1');
  const explanation = await explanationOf(response);
  expect(explanation).toMatchObject({
    extendedRequestId: response.headers['x-amz-apigw-id'],
    gatewayId: 'gateway-under-test',
    request: { httpMethod: 'GET', host: `${apiId}.execute-api.localhost`, path: '/dev/key' },
    status: 403,
    served: { apiId, stageName: 'dev', method: 'GET /key' },
    refusal: { code: 'key.missing', responseType: 'INVALID_API_KEY', detail: 'no x-api-key header' },
    integration: null,
  });
  expect(explanation.refusal!.check).toContain('x-api-key');
  expect(outcomes(explanation)).toMatchObject({
    selectStage: 'passed',
    matchMethod: 'passed',
    identifyApiKey: 'refused',
    throttle: 'not reached',
  });
  expect(JSON.stringify(explanation)).not.toContain('secret');
});

test('an answered one: every step passed, where it was sent, when that answered and with what', async () => {
  const explanation = await explanationOf(await system.call('/dev/proxy', { method: 'POST', body: '12345' }));
  expect(explanation).toMatchObject({
    status: 201,
    refusal: null,
    bytesIn: 5,
    bytesOut: 4,
    integration: { uri: `${backend.origin}/deep`, status: 201 },
  });
  expect(new Set(explanation.steps.map(({ outcome }) => outcome))).toEqual(new Set(['passed']));
  const { sentAfterMs, endedAfterMs } = explanation.integration!;
  const times = [0, sentAfterMs!, endedAfterMs!, explanation.tookMs];
  expect(times).toEqual([...times].sort((a, b) => a - b));
  const waited = explanation.steps.filter(({ waitedMs }) => waitedMs !== null);
  expect(waited.map(({ name }) => name)).toContain('callIntegration');
});

test('one whose backend cannot be reached names it, and ends in the call', async () => {
  const explanation = await explanationOf(await system.call('/dev/gone'));
  expect(explanation.integration).toMatchObject({ uri: 'http://127.0.0.1:1/x', status: null });
  expect(outcomes(explanation)).toMatchObject({ callIntegration: 'refused' });
  expect(explanation.refusal!.responseType).toBe('INTEGRATION_FAILURE');
});

test('one that finds no method, no stage or no API ends there', async () => {
  const noMethod = await explanationOf(await system.call('/dev/nothing'));
  expect(noMethod.steps.map(({ name, outcome }) => [name, outcome])).toEqual([
    ['selectStage', 'passed'],
    ['matchMethod', 'refused'],
  ]);
  expect(noMethod.served).toMatchObject({ stageName: 'dev', method: null });
  const noStage = await explanationOf(await system.call('/nowhere/x'));
  expect([noStage.served, noStage.accountId, outcomes(noStage)]).toEqual([
    null,
    null,
    { selectStage: 'refused' },
  ]);
  const noApi = await explanationOf(await system.call('/x', { headers: { host: 'unknown.example' } }));
  expect(noApi.refusal!.code).toBe('endpoint.no_api');
  const noHead = await explanationOf(await system.call('/dev/../x'));
  expect([noHead.refusal!.code, noHead.steps, noHead.request.httpMethod]).toEqual([
    'request.dot_segment',
    [],
    '',
  ]);
});

test('of requests that are not refused so many are explained as the sample says; all others are', () => {
  const blocks: Uint8Array[] = [];
  let drawn = 0;
  const sampled = (sample: number, mostPerBlock = 1000) => {
    const observations = { hand: (_: string, block: Uint8Array) => void blocks.push(block) };
    const random = () => (drawn++ % 100) / 100;
    return new ExplainedRequests({ gatewayId: 'g', observations, sample, mostPerBlock, random });
  };
  const refusal = { code: 'key.missing', type: 'INVALID_API_KEY', reason: '' } as const;
  const read = (reader: ExplainedRequests, count: number, change: object) => {
    const records = new RequestRecords([reader]);
    for (let index = 0; index < count; index++) records.complete(Object.assign(new RequestRecord(), change));
    reader.handIn();
    const read = blocks.splice(0).map((block) => readExplanations(block));
    return read.flatMap((block) => ('refused' in block ? [] : block.explanations)).length;
  };
  expect(read(sampled(100), 1000, {})).toBe(10);
  expect(read(sampled(1), 50, {})).toBe(50);
  expect(read(sampled(0), 50, {})).toBe(0);
  expect(read(sampled(0), 50, { refusal })).toBe(50);
  const full = sampled(0, 20);
  expect(read(full, 50, { refusal })).toBe(20);
  expect(full.status()).toEqual({ leftOut: 30 });
  expect(read(full, 5, { refusal })).toBe(5);
});
