import { chartsOf, dimensionsOf, endOf, metricDataInput, pointsOf, ranges } from './metric-charts.js';

const [hour] = ranges as [(typeof ranges)[number]];
const nowMs = 1_000_000_000_000;

test('REST APIs are found by name, others by id, each with its stage', () => {
  const api = { id: 'a1', name: 'shop' };
  expect(dimensionsOf({ ...api, kind: 'REST' }, 'prod')).toEqual([
    { Name: 'ApiName', Value: 'shop' },
    { Name: 'Stage', Value: 'prod' },
  ]);
  expect(dimensionsOf({ ...api, kind: 'HTTP' }, null)).toEqual([{ Name: 'ApiId', Value: 'a1' }]);
});

test('all lines of all charts are asked for at once, over whole periods', () => {
  const { MetricDataQueries, StartTime, EndTime } = metricDataInput(chartsOf.REST, [], hour, nowMs + 1);
  expect(MetricDataQueries).toHaveLength(chartsOf.REST.flatMap(({ lines }) => lines).length);
  expect([EndTime % 60, EndTime - StartTime]).toEqual([0, 3600]);
});

test('sums are nothing where nothing was said, percentiles are not there', () => {
  const charts = [
    {
      title: 'x',
      unit: 'ms' as const,
      lines: [
        { metric: 'Count', stat: 'Sum', label: 'n' },
        { metric: 'Latency', stat: 'p50', label: 'p50' },
      ],
    },
  ];
  const end = endOf(hour, nowMs);
  const results = [{ Id: 'm0', Timestamps: [end - 60], Values: [7] }];
  const { times, values } = pointsOf(charts, results, hour, end);
  expect(times).toHaveLength(60);
  expect(values.map((line) => line.slice(-2))).toEqual([
    [0, 7],
    [null, null],
  ]);
});
