import { family, histogramFamily, type MetricFamily } from '#libs/metrics';
import type { ReasonCode } from '../refusals/reason-code.js';
import { histogramOf, stageLabels } from './family-labels.js';
import type { KeySeries } from './key-series.js';
import type { RequestMetrics } from './request-metrics.js';
import type { HistogramTotals } from './request-totals.js';
import { RequestSeries } from './series.js';

/**
 * What was counted of requests, for Prometheus: as it was last handed in, some seconds ago, and refusals as
 * they are. Methods are metrics of their own, so that a sum over stages counts nothing twice.
 */
export function requestFamilies({ apis, keys, refusals }: RequestMetrics): MetricFamily[] {
  const all = [...apis.all()].filter((series) => series instanceof RequestSeries);
  const stages = all.filter(({ source }) => source.method === null);
  const methods = all.filter(({ source }) => source.method !== null);
  const ofStage = (of: (series: RequestSeries) => HistogramTotals) =>
    stages.map((series) => [stageLabels(series), histogramOf(of(series))] as const);
  const usage = [...keys.all()];
  const ofKey = (of: (series: KeySeries) => number) =>
    usage.map((series) => [keyLabels(series), of(series)] as const);
  return [
    family('tollgate_requests_total', byStatus(stages, stageLabels)),
    histogramFamily(
      'tollgate_request_duration_seconds',
      ofStage(({ totals }) => totals.latency),
    ),
    histogramFamily(
      'tollgate_integration_duration_seconds',
      ofStage(({ totals }) => totals.integrationLatency).filter(([, { count }]) => count > 0),
    ),
    family('tollgate_cache_requests_total', cacheResults(stages)),
    family('tollgate_method_requests_total', byStatus(methods, methodLabels)),
    histogramFamily(
      'tollgate_method_request_duration_seconds',
      methods.map((series) => [methodLabels(series), histogramOf(series.totals.latency)] as const),
    ),
    family(
      'tollgate_api_key_requests_total',
      ofKey(({ totals }) => totals.requests),
    ),
    family(
      'tollgate_api_key_client_errors_total',
      ofKey(({ totals }) => totals.clientErrors),
    ),
    family(
      'tollgate_api_key_throttled_total',
      ofKey(({ totals }) => totals.throttled),
    ),
    family(
      'tollgate_api_key_connection_seconds_total',
      ofKey(({ totals }) => totals.connectionMinutes * 60).filter(([, seconds]) => seconds > 0),
    ),
    family('tollgate_refusals_total', codes(refusals)),
  ];
}

function methodLabels(series: RequestSeries) {
  const { resource = '', httpMethod = '' } = series.source.method ?? {};
  return { ...stageLabels(series), resource, method: httpMethod };
}

function keyLabels({ source: { accountId, usagePlanId, keyId } }: KeySeries) {
  return { account_id: accountId, usage_plan_id: usagePlanId, api_key_id: keyId };
}

function* byStatus<L>(all: readonly RequestSeries[], labelsOf: (series: RequestSeries) => L) {
  for (const series of all) {
    const { byStatusClass } = series.totals;
    for (let digit = 0; digit < byStatusClass.length; digit++) {
      const count = byStatusClass[digit]!;
      const status = digit === 0 ? 'none' : `${digit}xx`;
      // Those that every API has are there from the start, so that an alert sees the first error.
      if (count > 0 || (digit >= 2 && digit <= 5)) {
        yield [{ ...labelsOf(series), status }, count] as const;
      }
    }
  }
}

function* cacheResults(stages: readonly RequestSeries[]) {
  for (const series of stages) {
    const { cacheHits, cacheMisses } = series.totals;
    if (cacheHits + cacheMisses === 0) continue;
    yield [{ ...stageLabels(series), result: 'hit' }, cacheHits] as const;
    yield [{ ...stageLabels(series), result: 'miss' }, cacheMisses] as const;
  }
}

function* codes(refusals: ReadonlyMap<ReasonCode, number>) {
  for (const [code, count] of refusals) yield [{ code }, count] as const;
}
