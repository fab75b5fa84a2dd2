import { mergeValues, type MetricPoint, type MetricValues, type Resolution } from '#libs/cloudwatch';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { lockMetricsOf, type MetricsOwner } from './metric-lock.js';
import {
  dataArrays,
  dataColumns,
  metricTables,
  putPoints,
  toPoint,
  type DataRow,
  type SeriesPoint,
} from './metric-rows.js';
import { seriesToWrite } from './series-to-write.js';

/** Values that a metric had in a minute, as far as one sender knows. */
export interface MetricContribution extends MetricsOwner, MetricPoint {
  readonly namespace: string;
  readonly name: string;
  /** `dimensionsKey` of them. */
  readonly dimensions: string;
  readonly unit: string;
}

/** What is asked of series. */
export interface MetricRead {
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
  readonly resolution: Resolution;
  /** Whether percentiles are asked for; otherwise no sketches are read. */
  readonly withSketch: boolean;
}

/** The data of metrics. */
export const metricData = { add, read };

/**
 * Adds to the minutes what senders report, each contribution of another metric or minute. Hours that are
 * changed are due to be rolled up, however long ago they were.
 */
async function add(uow: UnitOfWork, contributions: readonly MetricContribution[]): Promise<void> {
  if (contributions.length === 0) return;
  await lockMetricsOf(uow, contributions);
  const ids = await seriesToWrite(uow, contributions);
  const added = contributions.map(({ atMs, values }, index) => ({ seriesId: ids[index]!, atMs, values }));
  for (let at = 0; at < added.length; at += pointsAtOnce) {
    await addPoints(uow, added.slice(at, at + pointsAtOnce));
  }
}

/** Of one statement: its values are written out in one turn of the event loop. */
const pointsAtOnce = 2_000;

async function addPoints(uow: UnitOfWork, added: readonly SeriesPoint[]): Promise<void> {
  const stored = await storedMinutes(uow, added);
  const merged = added.map((point) => {
    const values = stored.get(keyOf(point));
    return values ? { ...point, values: mergeValues(values, point.values) } : point;
  });
  await query(uow, putPoints(metricTables[60]), dataArrays(merged));
  await query(
    uow,
    `INSERT INTO metric_roll_ups_due (series_id, hour)
     SELECT DISTINCT n.series_id, date_bin('1 hour', n.at, 'epoch') FROM unnest($1::bigint[], $2::timestamptz[]) AS n (series_id, at)
         ON CONFLICT DO NOTHING`,
    [added.map(({ seriesId }) => seriesId), added.map(({ atMs }) => new Date(atMs))],
  );
}

async function storedMinutes(
  uow: UnitOfWork,
  points: readonly SeriesPoint[],
): Promise<ReadonlyMap<string, MetricValues>> {
  const rows = await query<DataRow>(
    uow,
    `SELECT ${dataColumns('m', true)}
       FROM unnest($1::bigint[], $2::timestamptz[]) AS n (series_id, at)
       JOIN metric_minutes m ON (m.series_id, m.at) = (n.series_id, n.at)
      WHERE m.at BETWEEN $3 AND $4`,
    [points.map(({ seriesId }) => seriesId), points.map(({ atMs }) => new Date(atMs)), ...extremes(points)],
  );
  return new Map(rows.map(toPoint).map((point) => [keyOf(point), point.values]));
}

/** So that Postgres looks into few partitions. */
function extremes(points: readonly SeriesPoint[]): [Date, Date] {
  let first = Infinity;
  let last = -Infinity;
  for (const { atMs } of points) {
    first = Math.min(first, atMs);
    last = Math.max(last, atMs);
  }
  return [new Date(first), new Date(last)];
}

const keyOf = ({ seriesId, atMs }: SeriesPoint): string => `${seriesId} ${atMs}`;

/**
 * The points of series in the order of time, each series' by its id. Coarse ones say all that the minutes
 * say: hours that are not rolled up yet, or whose minutes have changed since, are read in minutes.
 */
async function read(
  uow: UnitOfWork,
  seriesIds: readonly string[],
  { startMs, endMs, resolution, withSketch }: MetricRead,
): Promise<ReadonlyMap<string, readonly MetricPoint[]>> {
  const window = [seriesIds, new Date(startMs), new Date(endMs)];
  const rows = await query<DataRow>(uow, statementOf(resolution, withSketch), window);
  const bySeries = new Map<string, MetricPoint[]>(seriesIds.map((id) => [id, []]));
  for (const row of rows) bySeries.get(row.seriesId)!.push(toPoint(row));
  return bySeries;
}

function statementOf(resolution: Resolution, withSketch: boolean): string {
  const ofSeries = (table: string) =>
    `${table}.series_id = ANY ($1::bigint[]) AND ${table}.at >= $2 AND ${table}.at < $3`;
  if (resolution === 60) {
    return `SELECT ${dataColumns('m', withSketch)} FROM metric_minutes m WHERE ${ofSeries('m')} ORDER BY m.series_id, m.at`;
  }
  return `SELECT * FROM (
      SELECT ${dataColumns('r', withSketch)} FROM ${metricTables[resolution]} r
       WHERE ${ofSeries('r')} AND NOT EXISTS
             (SELECT FROM metric_roll_ups_due d WHERE (d.series_id, d.hour) = (r.series_id, date_bin('1 hour', r.at, 'epoch')))
      UNION ALL
      SELECT ${dataColumns('m', withSketch)}
        FROM metric_roll_ups_due d JOIN metric_minutes m
          ON m.series_id = d.series_id AND m.at >= d.hour AND m.at < d.hour + interval '1 hour'
       WHERE d.series_id = ANY ($1::bigint[]) AND d.hour > $2::timestamptz - interval '1 hour' AND d.hour < $3 AND ${ofSeries('m')}
    ) AS points ORDER BY "seriesId", at`;
}
