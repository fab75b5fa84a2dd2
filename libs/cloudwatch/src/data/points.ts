import { mergeValues, type MetricValues } from './metric-values.js';

/** Values of the period that begins then. */
export interface MetricPoint {
  readonly atMs: number;
  readonly values: MetricValues;
}

/** Periods from a start on; the last one may reach over the end. */
export interface PointWindow {
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
  readonly periodMs: number;
}

/**
 * Points of finer rows, in the order of time as the rows are. Periods in which there was nothing have none.
 */
export function pointsByPeriod(
  rows: Iterable<MetricPoint>,
  { startMs, endMs, periodMs }: PointWindow,
): MetricPoint[] {
  const points: MetricPoint[] = [];
  for (const { atMs, values } of rows) {
    if (atMs < startMs || atMs >= endMs) continue;
    const begin = atMs - ((atMs - startMs) % periodMs);
    const last = points.at(-1);
    if (last?.atMs === begin)
      points[points.length - 1] = { atMs: begin, values: mergeValues(last.values, values) };
    else points.push({ atMs: begin, values });
  }
  return points;
}
