import type { MeteredApi } from '../../kit/metered-apis.js';
import type { Dimension, GetMetricDataInput, MetricDataResult } from '../../wire/generated/cloudwatch.js';

/** How far back, and how wide each point of a chart is, in seconds. */
export interface Range {
  readonly label: string;
  readonly seconds: number;
  readonly period: number;
}

export const ranges: readonly Range[] = [
  { label: '1 hour', seconds: 3600, period: 60 },
  { label: '3 hours', seconds: 3 * 3600, period: 60 },
  { label: '24 hours', seconds: 86_400, period: 300 },
  { label: '7 days', seconds: 7 * 86_400, period: 3600 },
];

/** One line of a chart: a metric and what of it. */
export interface ChartLine {
  readonly metric: string;
  readonly stat: string;
  readonly label: string;
  readonly kind?: 'bars' | 'line';
}

export interface Chart {
  readonly title: string;
  readonly unit: 'requests' | 'ms' | 'bytes' | 'share';
  readonly lines: readonly ChartLine[];
}

const sum = (metric: string, label: string, kind: ChartLine['kind'] = 'bars'): ChartLine => ({
  metric,
  stat: 'Sum',
  label,
  kind,
});
const percentiles = (metric: string): ChartLine[] =>
  ['p50', 'p90', 'p99'].map((stat) => ({ metric, stat, label: stat }));

const latencies: readonly Chart[] = [
  { title: 'Latency', unit: 'ms', lines: percentiles('Latency') },
  { title: 'Latency of integrations', unit: 'ms', lines: percentiles('IntegrationLatency') },
];

/** The charts of a kind of API, the most asked for first. */
export const chartsOf: Readonly<Record<MeteredApi['kind'], readonly Chart[]>> = {
  REST: [
    { title: 'Requests', unit: 'requests', lines: [sum('Count', 'requests')] },
    {
      title: 'Errors',
      unit: 'requests',
      lines: [sum('4XXError', '4xx', 'line'), sum('5XXError', '5xx', 'line')],
    },
    ...latencies,
    {
      title: 'Cache',
      unit: 'requests',
      lines: [sum('CacheHitCount', 'hits', 'line'), sum('CacheMissCount', 'misses', 'line')],
    },
  ],
  HTTP: [
    { title: 'Requests', unit: 'requests', lines: [sum('Count', 'requests')] },
    { title: 'Errors', unit: 'requests', lines: [sum('4xx', '4xx', 'line'), sum('5xx', '5xx', 'line')] },
    ...latencies,
    { title: 'Data', unit: 'bytes', lines: [sum('DataProcessed', 'bytes')] },
  ],
  WEBSOCKET: [
    { title: 'Messages', unit: 'requests', lines: [sum('MessageCount', 'messages')] },
    {
      title: 'Connections',
      unit: 'requests',
      lines: [sum('ConnectCount', 'opened', 'line'), sum('ConnectionMinutes', 'minutes open', 'line')],
    },
    {
      title: 'Errors',
      unit: 'requests',
      lines: [
        sum('ClientError', 'client', 'line'),
        sum('IntegrationError', 'integration', 'line'),
        sum('ExecutionError', 'execution', 'line'),
      ],
    },
    { title: 'Latency of integrations', unit: 'ms', lines: percentiles('IntegrationLatency') },
  ],
};

/** By which dimensions an API, or one of its stages, is found. */
export function dimensionsOf(
  { kind, id, name }: Pick<MeteredApi, 'kind' | 'id' | 'name'>,
  stage: string | null,
): Dimension[] {
  const api = kind === 'REST' ? { Name: 'ApiName', Value: name } : { Name: 'ApiId', Value: id };
  return stage === null ? [api] : [api, { Name: 'Stage', Value: stage }];
}

/**
 * The last whole point of a range that ends now, in seconds since 1970; points are multiples of the period.
 */
export const endOf = ({ period }: Range, nowMs: number): number => Math.ceil(nowMs / 1000 / period) * period;

/** All lines of the charts in one call; ids are `m0`, `m1`, in their order. */
export function metricDataInput(
  charts: readonly Chart[],
  dimensions: readonly Dimension[],
  range: Range,
  nowMs: number,
): GetMetricDataInput {
  const end = endOf(range, nowMs);
  return {
    StartTime: end - range.seconds,
    EndTime: end,
    ScanBy: 'TimestampAscending',
    MetricDataQueries: charts
      .flatMap(({ lines }) => lines)
      .map(({ metric, stat }, index) => ({
        Id: `m${index}`,
        MetricStat: {
          Metric: { Namespace: 'AWS/ApiGateway', MetricName: metric, Dimensions: dimensions },
          Period: range.period,
          Stat: stat,
        },
      })),
  };
}

/** What CloudWatch said, on the points of a range: sums are 0 where nothing was, percentiles nothing. */
export function pointsOf(
  charts: readonly Chart[],
  results: readonly MetricDataResult[],
  range: Range,
  endSeconds: number,
): { readonly times: readonly number[]; readonly values: readonly (readonly (number | null)[])[] } {
  const start = endSeconds - range.seconds;
  const times = Array.from(
    { length: range.seconds / range.period },
    (_, point) => start + point * range.period,
  );
  const byId = new Map(results.map((result) => [result.Id, result]));
  const lines = charts.flatMap((chart) => chart.lines);
  const values = lines.map(({ stat }, index) => {
    const { Timestamps = [], Values = [] } = byId.get(`m${index}`) ?? {};
    const at = new Map(Timestamps.map((time, place) => [time, Values[place] ?? null]));
    return times.map((time) => at.get(time) ?? (stat === 'Sum' ? 0 : null));
  });
  return { times, values };
}
