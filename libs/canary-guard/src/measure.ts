import type { LatencySketch } from '#libs/metrics';

/** What one side of a stage, its canary or its base, has served. */
export interface ReleaseFigures {
  readonly requests: number;
  /** Responses with a status of 400 to 499. */
  readonly clientErrors: number;
  /** Responses with a status of 500 to 599. */
  readonly serverErrors: number;
  /** From the head of a request to the end of its response. */
  readonly latency: LatencySketch;
}

/** What a condition is about. Rates are in percent, latencies in milliseconds. */
export type Measure =
  | { readonly unit: 'percent'; readonly errors: 'clientErrors' | 'serverErrors' }
  /** The latency that a share of the requests does not exceed; null: the average. */
  | { readonly unit: 'milliseconds'; readonly share: number | null };

/** Null while there is nothing to measure. */
export function measureOf(measure: Measure, figures: ReleaseFigures): number | null {
  if (measure.unit === 'percent') {
    return figures.requests === 0 ? null : (100 * figures[measure.errors]) / figures.requests;
  }
  const { latency } = figures;
  if (latency.count === 0) return null;
  return measure.share === null ? latency.sum / latency.count : latency.quantile(measure.share);
}
