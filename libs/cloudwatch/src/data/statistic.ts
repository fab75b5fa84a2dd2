import type { MetricValues } from './metric-values.js';

export const simpleStatistics = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;
export type SimpleStatistic = (typeof simpleStatistics)[number];

/** What is asked of the values of a period; a percentile from 0 to 100. */
export type Statistic = SimpleStatistic | { readonly percentile: number };

/** `p0.0` to `p100`, with up to ten decimal places (CloudWatch User Guide, "Statistics definitions"). */
const percentile = /^p(\d{1,2}(?:\.\d{1,10})?|100(?:\.0{1,10})?)$/;

/** Undefined for what is none that is served, such as `tm90` or `PR(:300)`. */
export function parseStatistic(text: string): Statistic | undefined {
  const simple = simpleStatistics.find((name) => name === text);
  return simple ?? parsePercentile(text);
}

export function parsePercentile(text: string): { readonly percentile: number } | undefined {
  const matched = percentile.exec(text);
  return matched ? { percentile: Number(matched[1]) } : undefined;
}

/** The statistics of CloudWatch that trim or rank values, which are not served. */
export const isTrimmedStatistic = (text: string): boolean =>
  /^(?:(?:tm|wm|tc|ts)\d|(?:TM|WM|TC|TS|PR)\(|IQM$)/.test(text);

export const isPercentile = (statistic: Statistic): statistic is { readonly percentile: number } =>
  typeof statistic === 'object';

/** Null where the values do not say: percentiles of what was kept without its spread. */
export function statisticOf(values: MetricValues, statistic: Statistic): number | null {
  if (isPercentile(statistic)) return percentileOf(values, statistic.percentile / 100);
  switch (statistic) {
    case 'SampleCount':
      return values.count;
    case 'Sum':
      return values.sum;
    case 'Average':
      return values.count === 0 ? 0 : values.sum / values.count;
    case 'Minimum':
      return values.min;
    case 'Maximum':
      return values.max;
  }
}

/** By nearest rank. */
function percentileOf({ count, sum, min, max, sketch }: MetricValues, share: number): number | null {
  if (sketch) return sketch.quantile(share);
  if (min === max) return min;
  // Without a spread, values are 0 or 1 per request: their sum says how many were 1.
  if (min !== 0 || max !== 1) return null;
  return Math.max(1, Math.ceil(share * count)) > count - sum ? 1 : 0;
}
