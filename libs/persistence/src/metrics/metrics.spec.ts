import { dimensionsKey, pointsByPeriod, type MetricPoint, type Resolution } from '#libs/cloudwatch';
import { LatencySketch } from '#libs/metrics';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { createDatabase } from '../database/create-database.js';
import type { Database } from '../database/database.js';
import { query } from '../database/statements.js';
import { metricData, type MetricContribution } from './metric-data.js';
import { metricPartitions } from './metric-partitions.js';
import { metricRollUps } from './metric-roll-ups.js';
import { metricSeries } from './metric-series.js';

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 12, log: silentLogger });
  await database.migrate();
});
afterAll(async () => {
  await database?.close();
  await testDatabase?.drop();
});

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const nowMs = Date.UTC(2026, 10, 21, 12);
let accounts = 0;
const newOwner = () => ({ accountId: `account-${(accounts += 1)}`, region: 'us-east-1' });
type Owner = ReturnType<typeof newOwner>;

const sketchOf = (latencies: readonly number[]): LatencySketch => {
  const sketch = new LatencySketch();
  for (const ms of latencies) sketch.add(ms);
  return sketch;
};
function latency(
  owner: Owner,
  atMs: number,
  latencies: readonly number[],
  stage = 'prod',
): MetricContribution {
  const sketch = sketchOf(latencies);
  const { count, sum, min, max } = sketch;
  const values = { count, sum, min, max, sketch };
  const dimensions = dimensionsKey([
    { name: 'ApiName', value: 'a' },
    { name: 'Stage', value: stage },
  ]);
  return {
    ...owner,
    namespace: 'AWS/ApiGateway',
    name: 'Latency',
    dimensions,
    unit: 'Milliseconds',
    atMs,
    values,
  };
}
const add = (...contributions: MetricContribution[]) =>
  database.write((uow) => metricData.add(uow, contributions));

async function read(owner: Owner, resolution: Resolution, startMs = nowMs - dayMs, endMs = nowMs + dayMs) {
  return database.readConsistently(async (uow) => {
    const { namespace, name, dimensions } = latency(owner, 0, []);
    const [series] = await metricSeries.find(uow, owner, [{ namespace, name, dimensions }]);
    if (!series) return [];
    const window = { startMs, endMs, resolution, withSketch: true };
    return (await metricData.read(uow, [series.id], window)).get(series.id)!;
  });
}
const shown = (points: readonly MetricPoint[]) =>
  points.map(({ atMs, values: { sketch, ...values } }) => ({
    at: (atMs - nowMs) / minuteMs,
    ...values,
    p90: sketch?.quantile(0.9),
  }));
const rollUp = (owner: Owner, endedBeforeMs = nowMs) =>
  database.write((uow) => metricRollUps.some(uow, owner, endedBeforeMs, 1000));

test('ten that report the same minutes at once add up, and none waits for the other in a circle', async () => {
  const owners = [newOwner(), newOwner(), newOwner()];
  const order = (index: number) => (index % 2 ? owners : [...owners].reverse());
  await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      add(
        ...order(index).flatMap((owner) => [
          latency(owner, nowMs - minuteMs, [index, 1000]),
          latency(owner, nowMs, [index]),
        ]),
      ),
    ),
  );
  for (const owner of owners) {
    expect(shown(await read(owner, 60))).toEqual([
      { at: -1, count: 20, sum: 10_045, min: 0, max: 1000, p90: 1000 },
      { at: 0, count: 10, sum: 45, min: 0, max: 9, p90: 8 },
    ]);
  }
});

test('what is more than one statement takes adds up, too', async () => {
  const owner = newOwner();
  const stages = Array.from({ length: 2_500 }, (_, index) => `stage-${index}`);
  const all = () => stages.flatMap((stage) => [latency(owner, nowMs, [1], stage)]);
  for (let time = 0; time < 2; time++) await add(...all(), latency(owner, nowMs, [5]));
  const [total] = await database.read((uow) =>
    query<{ points: string; count: string }>(
      uow,
      `SELECT count(*) AS points, sum(m.count) AS count FROM metric_minutes m JOIN metric_series s ON s.id = m.series_id
        WHERE s.account_id = $1`,
      [owner.accountId],
    ),
  );
  expect(total).toEqual({ points: '2501', count: '5002' });
  expect(shown(await read(owner, 60))).toMatchObject([{ count: 2, sum: 10 }]);
});

test('what a transaction that fails has added counts nowhere', async () => {
  const owner = newOwner();
  const failing = database.write(async (uow) => {
    await metricData.add(uow, [latency(owner, nowMs, [1])]);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await read(owner, 60)).toEqual([]);
});

describe('coarse periods', () => {
  const perMinute = (owner: Owner, from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) =>
      latency(owner, nowMs + (from + index) * minuteMs, [from + index + 1000]),
    );
  /** What the coarse tables should say, made of the minutes. */
  async function expected(owner: Owner, resolution: Resolution) {
    const minutes = await read(owner, 60);
    return shown(pointsByPeriod(minutes, { startMs: 0, endMs: Infinity, periodMs: resolution * 1000 }));
  }
  const coarse = async (owner: Owner, resolution: Resolution) =>
    shown(
      pointsByPeriod(await read(owner, resolution), {
        startMs: 0,
        endMs: Infinity,
        periodMs: resolution * 1000,
      }),
    );
  const expectAllRight = async (owner: Owner) => {
    for (const resolution of [300, 3600] as const) {
      expect(await coarse(owner, resolution)).toEqual(await expected(owner, resolution));
    }
  };

  test('say what the minutes say, before they are rolled up and after, and when it is done twice', async () => {
    const owner = newOwner();
    await add(...perMinute(owner, -150, 20));
    await expectAllRight(owner);
    expect(await rollUp(owner)).toBe(3);
    expect((await read(owner, 3600)).length).toBe(3 + 20);
    await expectAllRight(owner);
    expect(await rollUp(owner)).toBe(0);
    await expectAllRight(owner);
  });

  test('learn of what comes hours late', async () => {
    const owner = newOwner();
    await add(...perMinute(owner, -150, 0));
    await rollUp(owner);
    await add(latency(owner, nowMs - 100 * minuteMs, [1, 2, 3]));
    await expectAllRight(owner);
    expect(await rollUp(owner)).toBe(1);
    await expectAllRight(owner);
    const points = await read(owner, 3600);
    expect(points.reduce((sum, { values }) => sum + values.count, 0)).toBe(153);
  });

  test('are right while gateways report and workers roll up at the same time', async () => {
    const owner = newOwner();
    const reports = Array.from({ length: 30 }, (_, index) =>
      add(...perMinute(owner, -120, -60 + (index % 7))),
    );
    const rounds = Array.from({ length: 10 }, () => rollUp(owner));
    await Promise.all([...reports, ...rounds]);
    await expectAllRight(owner);
    while ((await rollUp(owner)) > 0);
    expect((await read(owner, 3600)).length).toBe(2);
    await expectAllRight(owner);
  });

  test('a worker that dies in the middle changes nothing', async () => {
    const owner = newOwner();
    await add(...perMinute(owner, -120, 0));
    const dying = database.write(async (uow) => {
      await metricRollUps.some(uow, owner, nowMs, 1000);
      throw new Error('killed');
    });
    await expect(dying).rejects.toThrow('killed');
    await expectAllRight(owner);
    expect(await rollUp(owner)).toBe(2);
  });

  test('hours of others, and hours that go on, stay due', async () => {
    const [owner, other] = [newOwner(), newOwner()];
    await add(...perMinute(owner, -60, 5), ...perMinute(other, -60, 0));
    expect(await database.read((uow) => metricRollUps.owners(uow, nowMs))).toEqual(
      expect.arrayContaining([owner, other]),
    );
    expect(await rollUp(owner)).toBe(1);
    expect(await rollUp(other)).toBe(1);
    expect(await rollUp(owner, nowMs + hourMs)).toBe(1);
  });
});

test('partitions take what is there already, and are dropped when they are too old', async () => {
  const owner = newOwner();
  await add(
    latency(owner, nowMs, [1]),
    latency(owner, nowMs - 2 * dayMs, [2]),
    latency(owner, nowMs - 9 * dayMs, [3]),
  );
  const make = (atMs: number) => database.write((uow) => metricPartitions.make(uow, 60, atMs));
  await Promise.all([make(nowMs), make(nowMs), make(nowMs - 2 * dayMs)]);
  const sums = async () => (await read(owner, 60, 0)).map(({ values }) => values.sum);
  expect(await sums()).toEqual([3, 2, 1]);
  await add(latency(owner, nowMs, [4]));
  const drop = (beforeMs: number) => database.write((uow) => metricPartitions.dropBefore(uow, 60, beforeMs));
  expect(await drop(nowMs - 2 * dayMs)).toEqual([]);
  expect(await sums()).toEqual([2, 5]);
  expect(await drop(nowMs)).toEqual(['metric_minutes_20261119']);
  expect(await sums()).toEqual([5]);
});

test('metrics are found by name and by any of their dimensions, page by page, by their owner alone', async () => {
  const owner = newOwner();
  await add(
    latency(owner, nowMs, [1]),
    latency(owner, nowMs, [1], 'test'),
    { ...latency(owner, nowMs - 5 * dayMs, [1]), name: 'Count', unit: 'Count' },
    latency(newOwner(), nowMs, [1]),
  );
  const any = { namespace: null, name: null, dimensions: [], sinceMs: 0 };
  const list = async (filter: object, after: string | null = null, count = 10) =>
    database.read((uow) => metricSeries.list(uow, owner, { ...any, ...filter }, { after, count }));
  const names = async (filter: object) =>
    (await list(filter)).map(
      ({ name, dimensions }) => `${name} ${dimensions.map(({ value }) => value).join()}`,
    );
  expect((await names({})).sort()).toEqual(['Count a,prod', 'Latency a,prod', 'Latency a,test']);
  expect(await names({ name: 'Count', namespace: 'AWS/ApiGateway' })).toEqual(['Count a,prod']);
  expect(await names({ dimensions: [{ name: 'Stage', value: 'test' }] })).toEqual(['Latency a,test']);
  expect(await names({ dimensions: [{ name: 'Stage', value: null }], sinceMs: nowMs - dayMs })).toHaveLength(
    2,
  );
  expect(await names({ dimensions: [{ name: 'Resource', value: null }] })).toEqual([]);
  expect(await names({ namespace: 'Other' })).toEqual([]);
  const [first] = await list({}, null, 1);
  expect(await list({}, first!.id)).toHaveLength(2);
});
