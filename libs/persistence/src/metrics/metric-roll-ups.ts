import { pointsByPeriod, type MetricPoint, type Resolution } from '#libs/cloudwatch';
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

const hourMs = 3_600_000;
const rolledUp = [300, 3600] as const satisfies readonly Resolution[];

/** Five minutes and hours, made of minutes. */
export const metricRollUps = { owners, some };

/** Whose metrics have hours that ended before a time and are due. */
async function owners(uow: UnitOfWork, endedBeforeMs: number): Promise<MetricsOwner[]> {
  return query<MetricsOwner>(
    uow,
    `SELECT DISTINCT s.account_id AS "accountId", s.region
       FROM metric_roll_ups_due d JOIN metric_series s ON s.id = d.series_id WHERE d.hour <= $1
      ORDER BY 1, 2`,
    [new Date(endedBeforeMs - hourMs)],
  );
}

/**
 * Rolls up some of an owner's hours that ended before a time, the oldest first: writes them anew from their
 * minutes, so that doing it twice changes nothing. How many hours of series it was; fewer than `most` when
 * none are left.
 */
async function some(
  uow: UnitOfWork,
  owner: MetricsOwner,
  endedBeforeMs: number,
  most: number,
): Promise<number> {
  await lockMetricsOf(uow, [owner]);
  const due = await query<{ seriesId: string; hour: Date }>(
    uow,
    `DELETE FROM metric_roll_ups_due WHERE (series_id, hour) IN
            (SELECT d.series_id, d.hour FROM metric_roll_ups_due d JOIN metric_series s ON s.id = d.series_id
              WHERE s.account_id = $1 AND s.region = $2 AND d.hour <= $3 ORDER BY d.hour, d.series_id LIMIT $4)
     RETURNING series_id AS "seriesId", hour`,
    [owner.accountId, owner.region, new Date(endedBeforeMs - hourMs), most],
  );
  if (due.length === 0) return 0;
  const rows = await query<DataRow>(
    uow,
    `SELECT ${dataColumns('m', true)}
       FROM unnest($1::bigint[], $2::timestamptz[]) AS d (series_id, hour)
       JOIN metric_minutes m ON m.series_id = d.series_id AND m.at >= d.hour AND m.at < d.hour + interval '1 hour'
      ORDER BY m.series_id, m.at`,
    [due.map(({ seriesId }) => seriesId), due.map(({ hour }) => hour)],
  );
  const minutes = new Map<string, MetricPoint[]>(due.map(({ seriesId }) => [seriesId, []]));
  for (const row of rows) minutes.get(row.seriesId)!.push(toPoint(row));
  for (const resolution of rolledUp) {
    const points = [...minutes].flatMap(([seriesId, series]) => rollUp(seriesId, series, resolution));
    await query(uow, putPoints(metricTables[resolution]), dataArrays(points));
  }
  return due.length;
}

const rollUp = (seriesId: string, minutes: readonly MetricPoint[], resolution: Resolution): SeriesPoint[] =>
  pointsByPeriod(minutes, { startMs: 0, endMs: Infinity, periodMs: resolution * 1000 }).map((point) => ({
    seriesId,
    ...point,
  }));
