import type { MeteredApi } from '../../kit/metered-apis.js';
import { callWire } from '../../wire/call-wire.js';
import { GetMetricData } from '../../wire/generated/cloudwatch.js';
import { apisMax, figuresInput, figuresOf, requestsInputs, type ApiFigures } from './api-figures.js';
import { busiestFirst } from './busiest-first.js';

/** An API with its figures. */
export type ShownApi = MeteredApi & { readonly figures: ApiFigures };

/** The APIs that are called most, with their last hour; of more than are shown requests are counted first. */
export async function busiestApis(apis: readonly MeteredApi[], signal: AbortSignal): Promise<ShownApi[]> {
  const nowMs = Date.now();
  const candidates = apis.length > apisMax ? await byRequests(apis, nowMs, signal) : apis;
  const { MetricDataResults = [] } = await callWire(GetMetricData, figuresInput(candidates, nowMs), {
    signal,
  });
  const shown = candidates.slice(0, apisMax);
  return busiestFirst(shown.map((api, index) => ({ ...api, figures: figuresOf(MetricDataResults, index) })));
}

async function byRequests(
  apis: readonly MeteredApi[],
  nowMs: number,
  signal: AbortSignal,
): Promise<readonly MeteredApi[]> {
  const calls = requestsInputs(apis, nowMs).map((input) => callWire(GetMetricData, input, { signal }));
  const results = (await Promise.all(calls)).flatMap(({ MetricDataResults = [] }) => MetricDataResults);
  return busiestFirst(apis.map((api, index) => ({ ...api, figures: figuresOf(results, index) })));
}
