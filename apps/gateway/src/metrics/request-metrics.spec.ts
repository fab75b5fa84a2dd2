import { parseMetricsBlock, theRest, type MetricsRow } from '#libs/metrics';
import type { RequestRecord } from '../invocation/record/request-record.js';
import { completeRecord, methodOf, routeOf, stageNamed } from '../testing/counted-records.js';
import { RequestMetrics, type RequestMetricsOptions } from './request-metrics.js';

const minute = 29_700_000;
const startMs = minute * 60_000;
const detailed = { metricsEnabled: true, loggingLevel: 'OFF', dataTraceEnabled: false } as const;

function counting(options: Partial<RequestMetricsOptions> = {}) {
  const rows: MetricsRow[] = [];
  const blocks: string[] = [];
  const observations = {
    hand(kind: string, block: Uint8Array) {
      blocks.push(kind);
      const read = parseMetricsBlock(block);
      if (!read.ok) throw new Error(read.problem);
      rows.push(...read.value);
    },
  };
  const metrics = new RequestMetrics({ observations, nowMs: () => startMs, ...options });
  const read = (stage: RequestRecord['stage'], members: Partial<RequestRecord> = {}) =>
    metrics.read(completeRecord(stage, { receivedAtMs: startMs, ...members }));
  const sumOf = (matches: (row: MetricsRow) => boolean, counter = 0) =>
    rows.filter(matches).reduce((sum, row) => sum + row.counters[counter]!, 0);
  return { metrics, rows, blocks, read, sumOf };
}

const isStage = ({ source }: MetricsRow) => source.set === 'RestApi' && source.method === null;
const isMethod = ({ source }: MetricsRow) => source.set === 'RestApi' && source.method !== null;
const isKey = ({ source }: MetricsRow) => source.set === 'ApiKey';

test('requests of a stage are one row of its minute: how many, errors, cache, latencies', () => {
  const { metrics, rows, blocks, read } = counting();
  const stage = stageNamed('a1');
  read(stage, { endedAfterMs: 0 });
  read(stage, { status: 404, endedAfterMs: 12, cacheResult: 'miss' });
  read(stage, { status: 502, integrationSentAfterMs: 2, integrationEndedAfterMs: 500, endedAfterMs: 501 });
  read(stage, { status: 304, cacheResult: 'hit' });
  read(stage, { status: 0, integrationSentAfterMs: 2, integrationEndedAfterMs: -1 });
  metrics.handIn();
  expect(blocks).toEqual(['metrics']);
  expect(rows).toHaveLength(1);
  const owner = { accountId: '000000000000', region: 'us-east-1' };
  expect(rows[0]).toMatchObject({
    minute,
    source: { set: 'RestApi', ...owner, apiId: 'a1', apiName: 'Pets', stageName: 'prod', method: null },
    counters: [5, 1, 1, 1, 1],
  });
  expect(rows[0]!.latencies[0]).toMatchObject({ count: 5, sum: 0 + 12 + 501 + 3 + 3, min: 0, max: 501 });
  expect(rows[0]!.latencies[1]).toMatchObject({ count: 1, sum: 498 });
});

test('an HTTP API counts under its own names, with the bytes of both directions, and by route where that is on', () => {
  const { metrics, rows, read } = counting();
  const stage = stageNamed('h1', '$default', 'Shop', 'HTTP');
  read(stage, { method: routeOf('GET /pets/{id}'), observed: detailed, bytesIn: 7, bytesOut: 20 });
  read(stage, { method: routeOf('$default'), status: 503, bytesOut: 30 });
  metrics.handIn();
  const owner = { accountId: '000000000000', region: 'us-east-1', apiId: 'h1', stageName: '$default' };
  expect(rows.map(({ source, counters }) => ({ source, counters }))).toEqual([
    { source: { set: 'HttpApi', ...owner, apiName: 'Shop', method: null }, counters: [2, 0, 1, 57] },
    {
      source: {
        set: 'HttpApi',
        ...owner,
        apiName: 'Shop',
        method: { resource: 'GET /pets/{id}', httpMethod: '' },
      },
      counters: [1, 0, 0, 27],
    },
  ]);
});

test('what was handed in is not handed in again, and nothing is handed in where nothing happened', () => {
  const { metrics, rows, blocks, read, sumOf } = counting();
  const stage = stageNamed('a1');
  metrics.handIn();
  expect(blocks).toEqual([]);
  for (let times = 0; times < 3; times++) {
    read(stage);
    metrics.handIn();
    metrics.handIn();
  }
  expect(blocks).toHaveLength(3);
  expect(sumOf(isStage)).toBe(3);
  expect(rows.every(({ latencies }) => latencies[0]!.count === 1)).toBe(true);
});

test('each request counts in the minute in which it ended, also when the clock is set back', () => {
  const { metrics, rows, read } = counting();
  const stage = stageNamed('a1');
  read(stage, { receivedAtMs: startMs + 59_990, endedAfterMs: 9 });
  read(stage, { receivedAtMs: startMs + 59_990, endedAfterMs: 10 });
  read(stage, { receivedAtMs: startMs + 3_600_000 });
  read(stage, { receivedAtMs: startMs + 1 });
  metrics.handIn();
  expect(rows.map((row) => [row.minute - minute, row.counters[0]])).toEqual([
    [0, 1],
    [1, 1],
    [60, 1],
    [0, 1],
  ]);
});

test('methods count by themselves only where detailed metrics are on, and the stage counts them, too', () => {
  const { metrics, rows, read, sumOf } = counting();
  const stage = stageNamed('a1');
  read(stage, { method: methodOf('/pets/{id}'), observed: detailed });
  read(stage, { method: methodOf('/pets/{id}', 'DELETE'), observed: detailed, status: 403 });
  read(stage, { method: methodOf('/off') });
  metrics.handIn();
  expect(sumOf(isStage)).toBe(3);
  expect(rows.filter(isMethod).map(({ source }) => source.set === 'RestApi' && source.method)).toEqual([
    { resource: '/pets/{id}', httpMethod: 'GET' },
    { resource: '/pets/{id}', httpMethod: 'DELETE' },
  ]);
});

test('another version of a stage goes on with the series of the one before', () => {
  const { metrics, rows, read } = counting();
  read(stageNamed('a1'), { method: methodOf('/x'), observed: detailed });
  read(stageNamed('a1'), { method: methodOf('/x'), observed: detailed });
  metrics.handIn();
  expect(rows.map(({ counters }) => counters[0])).toEqual([2, 2]);
});

test('a request that ended before its stage was known is no stage’s: ten thousand of them make no series', () => {
  const { metrics, blocks, read } = counting();
  const refusal = { code: 'endpoint.no_api', type: null, reason: '' } as const;
  for (let index = 0; index < 10_000; index++) {
    read(null, { apiId: `api${index}`, stageName: `s${index}`, path: `/${index}`, status: 403, refusal });
  }
  metrics.handIn();
  expect([metrics.apis.size, blocks, [...metrics.refusals]]).toEqual([0, [], [['endpoint.no_api', 10_000]]]);
});

test('ten thousand unknown paths of a stage are one series', () => {
  const { metrics, rows, read } = counting();
  const stage = stageNamed('a1');
  for (let index = 0; index < 10_000; index++) read(stage, { path: `/unknown/${index}`, status: 403 });
  metrics.handIn();
  expect([metrics.apis.size, rows.length, rows[0]!.counters[1]]).toEqual([1, 1, 10_000]);
});

test('beyond the bound on series all others of an owner are one, methods apart from stages', () => {
  const { metrics, rows, read, sumOf } = counting({ seriesMax: 10 });
  for (let index = 0; index < 50; index++) {
    read(stageNamed(`api${index}`), { method: methodOf('/x'), observed: detailed });
  }
  metrics.handIn();
  expect(metrics.apis.size).toBe(12);
  expect([sumOf(isStage), sumOf(isMethod)]).toEqual([50, 50]);
  const rests = rows.filter(({ source }) => source.set === 'RestApi' && source.apiId === theRest);
  expect(rests.map(({ counters }) => counters[0])).toEqual([45, 45]);
});

test('a series without requests is given up in the end, and begins anew with the next', () => {
  const { metrics, rows, read, sumOf } = counting();
  const stage = stageNamed('a1');
  read(stage, { method: methodOf('/x'), observed: detailed });
  for (let times = 0; times < 1_000; times++) metrics.handIn();
  expect(metrics.apis.size).toBe(0);
  read(stage);
  metrics.handIn();
  expect([metrics.apis.size, sumOf(isStage), rows.length]).toEqual([1, 2, 3]);
});

describe('usage by key', () => {
  const withKey = (keyId: string, members: Partial<RequestRecord> = {}) => ({
    apiKeyId: keyId,
    usagePlanId: 'plan01',
    ...members,
  });
  const refusedBy = (code: 'throttle.key.rate' | 'quota.day' | 'request.body') =>
    ({ code, type: null, reason: '' }) as unknown as RequestRecord['refusal'];

  test('is counted by key and plan: requests, client errors, and what throttle and quota refused', () => {
    const { metrics, rows, read } = counting();
    const stage = stageNamed('a1');
    read(stage, withKey('key1'));
    read(stageNamed('b2'), withKey('key1', { status: 429, refusal: refusedBy('throttle.key.rate') }));
    read(stage, withKey('key1', { status: 429, refusal: refusedBy('quota.day') }));
    read(stage, withKey('key1', { status: 400, refusal: refusedBy('request.body') }));
    read(stage, withKey('key1', { status: 500 }));
    read(stage, withKey('key2'));
    read(stage, { apiKeyId: null });
    metrics.handIn();
    const owner = { accountId: '000000000000', region: 'us-east-1', set: 'ApiKey', usagePlanId: 'plan01' };
    expect(rows.filter(isKey).map(({ source, counters }) => ({ source, counters }))).toEqual([
      { source: { ...owner, keyId: 'key1' }, counters: [5, 3, 2, 0] },
      { source: { ...owner, keyId: 'key2' }, counters: [1, 0, 0, 0] },
    ]);
  });

  test('the keys with the most traffic are told apart, the others of a plan are one; the sum is the truth', () => {
    const { metrics, rows, read, sumOf } = counting({ keysNamed: 3 });
    const stage = stageNamed('a1');
    const truth = new Map<string, number>();
    for (let round = 0; round < 4; round++) {
      for (let key = 0; key < 20; key++) {
        for (let times = 0; times <= key; times++) read(stage, withKey(`key${key}`));
        truth.set(`key${key}`, (truth.get(`key${key}`) ?? 0) + key + 1);
      }
      metrics.handIn();
    }
    const named = new Set(rows.filter(isKey).map(({ source }) => source.set === 'ApiKey' && source.keyId));
    expect([...named].sort()).toEqual([theRest, 'key17', 'key18', 'key19']);
    for (const keyId of ['key17', 'key18', 'key19']) {
      expect(sumOf((row) => row.source.set === 'ApiKey' && row.source.keyId === keyId)).toBe(
        truth.get(keyId),
      );
    }
    expect(sumOf(isKey)).toBe([...truth.values()].reduce((sum, count) => sum + count, 0));
  });

  test('a key that becomes busy takes the name of one that has become quiet', () => {
    const { metrics, rows, read } = counting({ keysNamed: 1 });
    const stage = stageNamed('a1');
    for (let times = 0; times < 100; times++) read(stage, withKey('early'));
    metrics.handIn();
    for (let round = 0; round < 10; round++) {
      for (let times = 0; times < 100; times++) read(stage, withKey('late'));
      read(stage, withKey('early'));
      metrics.handIn();
    }
    const last = rows
      .slice(-2)
      .map(({ source, counters }) => [source.set === 'ApiKey' && source.keyId, counters[0]]);
    expect(last).toEqual([
      ['late', 100],
      [theRest, 1],
    ]);
  });

  test('no more keys are known than the bound, and quiet ones make room', () => {
    const { metrics, read, sumOf } = counting({ keysNamed: 5, keysMax: 10 });
    const stage = stageNamed('a1');
    for (let key = 0; key < 100; key++) read(stage, withKey(`key${key}`));
    metrics.handIn();
    expect(sumOf(isKey)).toBe(100);
    for (let times = 0; times < 200; times++) metrics.handIn();
    read(stage, withKey('new'));
    metrics.handIn();
    expect(sumOf((row) => row.source.set === 'ApiKey' && row.source.keyId === 'new')).toBe(1);
  });
});

test('what stops hands in what it has counted', () => {
  const { metrics, read, sumOf } = counting();
  metrics.start();
  read(stageNamed('a1'));
  metrics.stop();
  expect(sumOf(isStage)).toBe(1);
});
