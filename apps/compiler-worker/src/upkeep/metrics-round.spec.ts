import { dimensionsKey, type Resolution } from '#libs/cloudwatch';
import { metricData, metricSeries } from '#libs/persistence';
import { silentLogger } from '#libs/telemetry';
import { openDatabase } from '../testing/open-database.js';
import { runRounds } from '../testing/run-rounds.js';
import { metricsRound } from './metrics-round.js';

const { database } = await openDatabase(6);

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const nowMs = Date.UTC(2026, 10, 21, 12, 30);
const owner = { accountId: '000000000000', region: 'us-east-1' };
const metric = {
  namespace: 'AWS/ApiGateway',
  name: 'Count',
  dimensions: dimensionsKey([{ name: 'ApiName', value: 'a' }]),
};
const one = { count: 1, sum: 1, min: 1, max: 1, sketch: null };
const add = (...times: number[]) =>
  database.write((uow) =>
    metricData.add(
      uow,
      times.map((atMs) => ({ ...owner, ...metric, unit: 'Count', atMs, values: one })),
    ),
  );
const round = (atMs: number) => runRounds(atMs, metricsRound(database, silentLogger));

async function counts(resolution: Resolution): Promise<number[]> {
  const [series] = await database.read((uow) => metricSeries.find(uow, owner, [metric]));
  if (!series) return [];
  const window = { startMs: 0, endMs: Number.MAX_SAFE_INTEGER / 1e3, resolution, withSketch: false };
  const read = await database.read((uow) => metricData.read(uow, [series.id], window));
  return read.get(series.id)!.map(({ values }) => values.count);
}

test('hours are rolled up once they have ended, by two workers at once, and minutes forgotten after 15 days', async () => {
  const hour = nowMs - 2 * hourMs;
  await add(hour, hour + minuteMs, hour + 10 * minuteMs, nowMs - minuteMs);
  await Promise.all([round(nowMs), round(nowMs)]);
  expect(await counts(60)).toEqual([1, 1, 1, 1]);
  // 10:30, 10:31 and 10:40 are of one hour; that of 12:29 goes on.
  expect(await counts(300)).toEqual([2, 1, 1]);
  expect(await counts(3600)).toEqual([3, 1]);
  await add(hour + 2 * minuteMs);
  await round(nowMs + hourMs);
  expect(await counts(300)).toEqual([3, 1, 1]);
  expect(await counts(3600)).toEqual([4, 1]);

  await round(nowMs + 16 * dayMs);
  expect(await counts(60)).toEqual([]);
  expect(await counts(300)).toEqual([3, 1, 1]);
  // Whole months.
  await round(nowMs + (63 + 31) * dayMs);
  expect(await counts(300)).toEqual([]);
  expect(await counts(3600)).toEqual([4, 1]);
  await round(nowMs + (455 + 31) * dayMs);
  expect(await counts(3600)).toEqual([]);
});
