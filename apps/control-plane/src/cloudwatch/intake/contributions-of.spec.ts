import { dimensionsOf, statisticOf } from '#libs/cloudwatch';
import { LatencySketch, type ApiMetricsSource, type MetricsRow, type MetricsSource } from '#libs/metrics';
import { contributionsOf } from './contributions-of.js';

const minute = 29_000_000;
const nowMs = minute * 60_000;
const stage: ApiMetricsSource = {
  set: 'RestApi',
  accountId: '000000000000',
  region: 'us-east-1',
  apiId: 'a1',
  apiName: 'shop',
  stageName: 'prod',
  method: null,
};
function row(source: MetricsSource, counters: number[], latencies: number[] = [], at = minute): MetricsRow {
  const sketch = new LatencySketch();
  for (const ms of latencies) sketch.add(ms);
  const sketches = source.set === 'ApiKey' ? [] : [sketch, new LatencySketch()];
  return { minute: at, source, counters, latencies: sketches };
}

/** `Count Sum 3` by `ApiName,Stage=shop,prod`. */
async function shown(rows: readonly MetricsRow[]) {
  const { contributions } = await contributionsOf(rows, nowMs);
  return contributions.map(({ namespace, name, dimensions, values }) => {
    const of = dimensionsOf(dimensions).map(({ name: key, value }) => `${key}=${value}`);
    const { count, sum, min, max } = values;
    return `${namespace} ${name} ${of.join()} ${[count, sum, min, max].join(' ')}`;
  });
}

test('a stage counts for itself and for its API, each request a 1, each error a 1 of so many', async () => {
  const rows = [row(stage, [10, 2, 0, 0, 0], [5, 7]), row({ ...stage, stageName: 'test' }, [4, 4, 1, 0, 0])];
  expect((await shown(rows)).sort()).toEqual(
    [
      'Count ApiName=shop 14 14 1 1',
      'Count ApiName=shop,Stage=prod 10 10 1 1',
      'Count ApiName=shop,Stage=test 4 4 1 1',
      '4XXError ApiName=shop 14 6 0 1',
      '4XXError ApiName=shop,Stage=prod 10 2 0 1',
      '4XXError ApiName=shop,Stage=test 4 4 1 1',
      '5XXError ApiName=shop 14 1 0 1',
      '5XXError ApiName=shop,Stage=prod 10 0 0 0',
      '5XXError ApiName=shop,Stage=test 4 1 0 1',
      'Latency ApiName=shop 2 12 5 7',
      'Latency ApiName=shop,Stage=prod 2 12 5 7',
    ]
      .map((line) => `AWS/ApiGateway ${line}`)
      .sort(),
  );
});

test('a method counts under its own dimensions alone, and a cache where there is one', async () => {
  const method = { ...stage, method: { resource: '/pets/{id}', httpMethod: 'GET' } };
  expect(await shown([row(method, [4, 0, 0, 3, 1])])).toEqual(
    [
      'Count 4 4 1 1',
      '4XXError 4 0 0 0',
      '5XXError 4 0 0 0',
      'CacheHitCount 4 3 0 1',
      'CacheMissCount 4 1 0 1',
    ].map(
      (line) =>
        `AWS/ApiGateway ${line.replace(' ', ' ApiName=shop,Method=GET,Resource=/pets/{id},Stage=prod ')}`,
    ),
  );
});

const key: MetricsSource = {
  set: 'ApiKey',
  accountId: '000000000000',
  region: 'us-east-1',
  usagePlanId: 'p1',
  keyId: 'k1',
};

test('a key counts for itself and for its plan', async () => {
  expect(await shown([row(key, [5, 3, 2, 0])])).toEqual(
    ['UsagePlanId=p1', 'KeyId=k1,UsagePlanId=p1']
      .flatMap((of) => [`Count ${of} 5 5 1 1`, `4XXError ${of} 5 3 0 1`, `Throttled ${of} 5 2 0 1`])
      .map((line) => `Tollgate/ApiKeys ${line}`)
      .sort(
        (a, b) =>
          ['Count', '4XX', 'Thr'].findIndex((n) => a.includes(n)) -
          ['Count', '4XX', 'Thr'].findIndex((n) => b.includes(n)),
      ),
  );
});

test('minutes of connections are told of keys that had some', async () => {
  const told = await shown([row(key, [5, 0, 0, 3])]);
  expect(told.filter((line) => line.includes('ConnectionMinutes'))).toEqual([
    'Tollgate/ApiKeys ConnectionMinutes UsagePlanId=p1 5 3 0 1',
    'Tollgate/ApiKeys ConnectionMinutes KeyId=k1,UsagePlanId=p1 5 3 0 1',
  ]);
});

test('percentiles of an API are those of all its stages', async () => {
  const rows = [
    row(stage, [2, 0, 0, 0, 0], [1, 2]),
    row({ ...stage, stageName: 'x' }, [2, 0, 0, 0, 0], [3, 100]),
  ];
  const { contributions } = await contributionsOf(rows, nowMs);
  const ofApi = contributions.find(
    ({ name, dimensions }) => name === 'Latency' && dimensions === '{"ApiName":"shop"}',
  )!;
  expect([50, 75, 100].map((percentile) => statisticOf(ofApi.values, { percentile }))).toEqual([2, 3, 100]);
});

test('what is older than two weeks, or far ahead, is left out and counted', async () => {
  const days = (count: number) => minute + count * 1440;
  const rows = [-13, -15, 1].map((day) => row(stage, [1, 0, 0, 0, 0], [], days(day)));
  const { contributions, outOfTime } = await contributionsOf(rows, nowMs);
  expect(outOfTime).toBe(2);
  expect(new Set(contributions.map(({ atMs }) => atMs / 60_000))).toEqual(new Set([days(-13)]));
});

test('others have their turns while a full block is taken apart', async () => {
  const rows = Array.from({ length: 2_000 }, (_, index) =>
    row({ ...stage, stageName: `s${index}` }, [1, 0, 0, 0, 0]),
  );
  let turns = 0;
  let isOver = false;
  const nextTurn = (): void => {
    turns += 1;
    if (!isOver) setImmediate(nextTurn);
  };
  setImmediate(nextTurn);
  const { contributions } = await contributionsOf(rows, nowMs);
  isOver = true;
  expect(turns).toBeGreaterThanOrEqual(4);
  const ofApi = contributions.find(
    ({ name, dimensions }) => name === 'Count' && dimensions === '{"ApiName":"shop"}',
  );
  expect(ofApi?.values.sum).toBe(2_000);
});
