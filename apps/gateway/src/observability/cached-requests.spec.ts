import type { Explanation } from '#libs/explanations';
import type { Routed } from '../invocation/invocation.js';
import type { RequestRecord } from '../invocation/record/request-record.js';
import { cachingStage, startCachedSystem, type CachedSystem } from '../testing/cached-api.js';
import { methodLines } from './execution-logs/method-lines.js';
import { explainRequest } from './explain/explain-request.js';
import { RequestSecrets } from './secrets/request-secrets.js';

// What is told of a request that the cache had to do with.
interface Told {
  readonly explanation: Explanation;
  readonly lines: readonly string[];
  readonly cacheResult: RequestRecord['cacheResult'];
  readonly calledIntegration: boolean;
}

let system: CachedSystem;
const told: Told[] = [];

function read(record: RequestRecord): void {
  const lines: string[] = [];
  const invocation = record.invocation as Routed;
  const logged = { refusal: record.refusal, status: record.status, endedAtMs: 0, bodies: null };
  methodLines(invocation, logged, new RequestSecrets(invocation), (text) => lines.push(text));
  told.push({
    lines,
    explanation: explainRequest(record, 'gateway'),
    cacheResult: record.cacheResult,
    calledIntegration: record.integrationSentAfterMs >= 0,
  });
}

beforeAll(async () => {
  system = await startCachedSystem({ recordReaders: [{ read }] });
});
afterAll(() => system.stop());

async function toldOf(path: string, options = {}): Promise<Told> {
  await system.call(path, options);
  return told.at(-1)!;
}

const outcomes = ({ explanation }: Told) =>
  Object.fromEntries(explanation.steps.map(({ name, outcome }) => [name, outcome]));

test('a miss and a hit: steps, key and age', async () => {
  const path = system.freshPath('/dev/paged/');
  const miss = await toldOf(path);
  expect(miss).toMatchObject({ cacheResult: 'miss', calledIntegration: true });
  const keyParameters = ['method.request.path.proxy', 'method.request.querystring.page'];
  expect(miss.explanation.cache).toEqual({ result: 'miss', keyParameters, ageSeconds: null, notKept: null });
  expect(outcomes(miss)).toMatchObject({
    findCachedResponse: 'passed',
    callIntegration: 'passed',
    keepResponse: 'passed',
    compressResponse: 'passed',
  });
  system.responses.ageBy(12_000);
  const hit = await toldOf(path);
  expect(hit).toMatchObject({ cacheResult: 'hit', calledIntegration: false });
  expect(hit.explanation.cache).toEqual({ result: 'hit', keyParameters, ageSeconds: 12, notKept: null });
  expect(hit.explanation.integration).toBeNull();
  expect(outcomes(hit)).toMatchObject({
    findCachedResponse: 'passed',
    buildIntegrationRequest: 'not reached',
    callIntegration: 'not reached',
    buildMethodResponse: 'not reached',
    keepResponse: 'not reached',
    compressResponse: 'passed',
  });
});

test('execution logs say which it was', async () => {
  const path = system.freshPath();
  expect((await toldOf(path)).lines).toContain('Response cache: miss');
  const { lines } = await toldOf(path);
  expect(lines).toContain('Response cache: hit, age: 0 seconds');
  expect(lines.join('\n')).not.toContain('Endpoint request');
});

test('why a response was not kept is told; a method that is not cached has nothing to tell', async () => {
  system.respondWith = (response) => response.writeHead(500).end();
  expect((await toldOf(system.freshPath())).explanation.cache).toMatchObject({
    result: 'miss',
    notKept: 'its status is 500',
  });
  const streamed = await toldOf(system.freshPath('/dev/stream/'));
  expect(streamed.explanation.cache).toBeNull();
  expect(streamed.cacheResult).toBeNull();
});

test('a hit spends what any request spends', async () => {
  const limited = await startCachedSystem();
  try {
    await limited.redeploy({ ...cachingStage(), defaultThrottle: { ratePerSecond: 0.001, burst: 3 } });
    const path = limited.freshPath();
    const statuses: number[] = [];
    for (let count = 0; count < 5; count++) statuses.push((await limited.call(path)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect(limited.backend.seen).toHaveLength(1);
  } finally {
    await limited.stop();
  }
});
