import { LatencySketch } from '#libs/metrics';
import { dimensionsKey, dimensionsOf } from './dimension.js';
import { mergeValues, type MetricValues } from './metric-values.js';
import { pointsByPeriod } from './points.js';
import { isTaken, resolutionFor, roundedStart } from './resolution.js';
import { isTrimmedStatistic, parseStatistic, statisticOf } from './statistic.js';

const dayMs = 86_400_000;
const sketchOf = (values: readonly number[]): MetricValues => {
  const sketch = new LatencySketch();
  for (const value of values) sketch.add(value);
  const { count, sum, min, max } = sketch;
  return { count, sum, min, max, sketch };
};
const errors = (count: number, sum: number): MetricValues => ({
  count,
  sum,
  min: sum === count ? 1 : 0,
  max: sum > 0 ? 1 : 0,
  sketch: null,
});
const of = (values: MetricValues, text: string) => statisticOf(values, parseStatistic(text)!);

test.each([
  'Sum',
  'Average',
  'SampleCount',
  'Minimum',
  'Maximum',
  'p0',
  'p5',
  'p99.9',
  'p99.9999999999',
  'p100',
  'p100.0',
])('%s is a statistic', (text) => expect(parseStatistic(text)).toBeDefined());
test.each(['sum', 'P99', 'p', 'p101', 'p100.1', 'p-1', 'p1e1', 'p99.', 'p99.12345678901', 'tm90', 'p 9', ''])(
  '%j is none',
  (text) => expect(parseStatistic(text)).toBeUndefined(),
);
test('statistics that trim values are known by name, to be refused by it', () => {
  expect(['tm90', 'TM(10%:90%)', 'PR(:300)', 'IQM', 'wm98', 'ts50'].every(isTrimmedStatistic)).toBe(true);
  expect(['p90', 'Sum', 'time'].some(isTrimmedStatistic)).toBe(false);
});

test('the sum of errors is their number, the average their rate, percentiles 0 or 1', () => {
  const values = errors(200, 3);
  expect(
    ['Sum', 'Average', 'SampleCount', 'Minimum', 'Maximum', 'p98', 'p98.5', 'p99', 'p100'].map((s) =>
      of(values, s),
    ),
  ).toEqual([3, 0.015, 200, 0, 1, 0, 0, 1, 1]);
  expect(of(errors(5, 5), 'p0')).toBe(1);
  expect(of(errors(5, 0), 'p100')).toBe(0);
});

test('of bytes, whose spread is not kept, no percentile is made up', () => {
  expect(of({ count: 2, sum: 30, min: 10, max: 20, sketch: null }, 'p50')).toBeNull();
});

test('values of two gateways come to what one would have made of all', () => {
  const merged = mergeValues(sketchOf([1, 2, 3]), sketchOf([100]));
  expect(['SampleCount', 'Sum', 'Minimum', 'Maximum', 'p75', 'p76'].map((s) => of(merged, s))).toEqual([
    4, 106, 1, 100, 3, 100,
  ]);
});

test('periods are counted from the start, and those without data have no point', () => {
  const minutes = [0, 1, 2, 7, 8, 20].map((minute) => ({ atMs: minute * 60_000, values: errors(1, 0) }));
  const points = (startMinute: number, endMinute: number) =>
    pointsByPeriod(minutes, {
      startMs: startMinute * 60_000,
      endMs: endMinute * 60_000,
      periodMs: 300_000,
    }).map(({ atMs, values }) => [atMs / 60_000, values.count]);
  expect(points(0, 60)).toEqual([
    [0, 3],
    [5, 2],
    [20, 1],
  ]);
  expect(points(2, 20)).toEqual([
    [2, 1],
    [7, 2],
  ]);
});

test('starts are rounded down to what data of their age is kept in, and read in the coarsest that fits', () => {
  const nowMs = Date.UTC(2026, 10, 21, 12, 34, 56);
  const rounded = (daysAgo: number) =>
    new Date(roundedStart(nowMs - daysAgo * dayMs, nowMs)).toISOString().slice(11, 19);
  expect([1, 15, 16, 63, 64, 400].map(rounded)).toEqual([
    '12:34:00',
    '12:34:00',
    '12:30:00',
    '12:30:00',
    '12:00:00',
    '12:00:00',
  ]);
  const hour = Date.UTC(2026, 10, 21, 12);
  expect(resolutionFor(hour, 3_600_000)).toBe(3600);
  expect(resolutionFor(hour, 300_000)).toBe(300);
  expect(resolutionFor(hour + 300_000, 7_200_000)).toBe(300);
  expect(resolutionFor(hour + 60_000, 3_600_000)).toBe(60);
  expect(resolutionFor(hour, 60_000)).toBe(60);
});

test('data is taken for two weeks, and no more than two hours ahead', () => {
  const taken = (hours: number) => isTaken(hours * 3_600_000, 0);
  expect([-24 * 14, -24 * 14 - 1, 2, 3].map(taken)).toEqual([true, false, true, false]);
});

test('a set of dimensions has one key, whatever they contain and however they are ordered', () => {
  const dimensions = [
    { name: 'Stage', value: 'a"b\\c' },
    { name: '10', value: '{"x":"y"}' },
    { name: '9', value: '' },
  ];
  const key = dimensionsKey(dimensions);
  expect(dimensionsKey([...dimensions].reverse())).toBe(key);
  expect(dimensionsKey(dimensionsOf(key))).toBe(key);
  expect(dimensionsOf(key)).toHaveLength(3);
  expect(JSON.parse(key)).toEqual(Object.fromEntries(dimensions.map(({ name, value }) => [name, value])));
  expect(dimensionsOf(dimensionsKey([]))).toEqual([]);
});
