import type { Histogram } from '#libs/metrics';
import type { ApiSeries } from './series.js';
import { histogramBoundsMs, type HistogramTotals } from './request-totals.js';

/** Names of definitions, which callers cannot make. */
export function stageLabels({ source }: ApiSeries) {
  const { accountId, apiId, apiName, stageName } = source;
  return { account_id: accountId, api_id: apiId, api_name: apiName, stage: stageName };
}

const boundsSeconds = histogramBoundsMs.map((ms) => ms / 1_000);

export function histogramOf({ upTo, count, sumMs }: HistogramTotals): Histogram {
  return { bounds: boundsSeconds, upTo, count, sum: sumMs / 1_000 };
}
