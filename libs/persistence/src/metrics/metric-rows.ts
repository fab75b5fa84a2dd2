import type { MetricPoint, MetricValues, Resolution } from '#libs/cloudwatch';
import { decodeSketch, encodeSketch } from '#libs/metrics';

/** The table of each resolution. */
export const metricTables: Readonly<Record<Resolution, string>> = {
  60: 'metric_minutes',
  300: 'metric_five_minutes',
  3600: 'metric_hours',
};

/** Values of a series in a period. */
export interface SeriesPoint extends MetricPoint {
  readonly seriesId: string;
}

/** A row of any of the tables, numbers as JavaScript has them. */
export interface DataRow {
  readonly seriesId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly sketch: Buffer | null;
}

/** What of a table makes a `DataRow`. */
export const dataColumns = (table: string, withSketch: boolean): string =>
  `${table}.series_id AS "seriesId", extract(epoch FROM ${table}.at)::float8 * 1000 AS at, ${table}.count::float8 AS count,
   ${table}.sum, ${table}.min, ${table}.max, ${withSketch ? `${table}.sketch` : 'NULL::bytea AS sketch'}`;

export const toPoint = ({ seriesId, at, ...row }: DataRow): SeriesPoint => ({
  seriesId,
  atMs: at,
  values: toValues(row),
});

function toValues({ count, sum, min, max, sketch: bytes }: Omit<DataRow, 'seriesId' | 'at'>): MetricValues {
  const decoded = bytes && decodeSketch(bytes);
  if (decoded && !decoded.ok) throw new Error(`a stored sketch cannot be read: ${decoded.problem}`);
  return { count, sum, min, max, sketch: decoded?.value ?? null };
}

/** The values of an INSERT over `unnest`, in the order of the tables' columns. */
export const dataArrays = (points: readonly SeriesPoint[]): unknown[] => [
  points.map(({ seriesId }) => seriesId),
  points.map(({ atMs }) => new Date(atMs)),
  points.map(({ values }) => values.count),
  points.map(({ values }) => values.sum),
  points.map(({ values }) => values.min),
  points.map(({ values }) => values.max),
  points.map(({ values }) => values.sketch && encodeSketch(values.sketch)),
];

/** Writes points, whatever was there. */
export const putPoints = (table: string): string =>
  `INSERT INTO ${table} (series_id, at, count, sum, min, max, sketch)
   SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::bigint[], $4::float8[], $5::float8[], $6::float8[], $7::bytea[])
       ON CONFLICT (series_id, at) DO UPDATE SET
          count = excluded.count, sum = excluded.sum, min = excluded.min, max = excluded.max, sketch = excluded.sketch`;
