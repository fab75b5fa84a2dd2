import { LatencySketch } from '#libs/metrics';

/** What is kept of all values that a metric had in a period. */
export interface MetricValues {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** How values are spread; null where they are all 0 or 1, or nobody asks for percentiles. */
  readonly sketch: LatencySketch | null;
}

/** The values of two gateways, or of two periods. Neither is changed. */
export function mergeValues(a: MetricValues, b: MetricValues): MetricValues {
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    sketch: mergeSketches(a.sketch, b.sketch),
  };
}

function mergeSketches(a: LatencySketch | null, b: LatencySketch | null): LatencySketch | null {
  if (!a || !b) return a ?? b;
  const merged = new LatencySketch();
  merged.merge(a);
  merged.merge(b);
  return merged;
}
