import { dimensionsOf, type Dimension } from '#libs/cloudwatch';
import type { ListPage } from '../database/list-page.js';
import { query, rowCount } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { MetricsOwner } from './metric-lock.js';

/** A metric of an account: a name with a set of dimensions. */
export interface MetricSeries {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
  readonly unit: string;
}

/** Which series a metric is. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  /** `dimensionsKey` of them. */
  readonly dimensions: string;
}

/** What ListMetrics may ask for; null for anything. */
export interface MetricFilter {
  readonly namespace: string | null;
  readonly name: string | null;
  /** The dimensions that a series must have; a null value for any. */
  readonly dimensions: readonly { readonly name: string; readonly value: string | null }[];
  /** Only those with data since. */
  readonly sinceMs: number;
}

/** The metrics that there are; every function with an owner sees that owner's only. */
export const metricSeries = { find, list, removeSilent };

/** Those of the names that there are, by place; undefined for one that has no data. */
async function find(
  uow: UnitOfWork,
  { accountId, region }: MetricsOwner,
  names: readonly MetricName[],
): Promise<(MetricSeries | undefined)[]> {
  const rows = await query<SeriesRow & { at: string }>(
    uow,
    `SELECT n.at, s.id, s.namespace, s.name, s.dimensions, s.unit
       FROM unnest($3::text[], $4::text[], $5::text[]) WITH ORDINALITY AS n (namespace, name, dimensions, at)
       JOIN metric_series s ON (s.account_id, s.region, s.namespace, s.name, s.dimensions)
                             = ($1, $2, n.namespace, n.name, n.dimensions)`,
    [
      accountId,
      region,
      names.map(({ namespace }) => namespace),
      names.map(({ name }) => name),
      names.map(({ dimensions }) => dimensions),
    ],
  );
  const found = new Map(rows.map((row) => [Number(row.at) - 1, toSeries(row)]));
  return names.map((_, at) => found.get(at));
}

/** In the order of their ids, which are texts of digits. */
async function list(
  uow: UnitOfWork,
  { accountId, region }: MetricsOwner,
  { namespace, name, dimensions, sinceMs }: MetricFilter,
  { after, count }: ListPage,
): Promise<MetricSeries[]> {
  const named = Object.fromEntries(
    dimensions.flatMap((wanted) => (wanted.value === null ? [] : [[wanted.name, wanted.value]])),
  );
  const rows = await query<SeriesRow>(
    uow,
    `SELECT id, namespace, name, dimensions, unit FROM metric_series
      WHERE account_id = $1 AND region = $2 AND ($3::text IS NULL OR namespace = $3) AND ($4::text IS NULL OR name = $4)
        AND dimensions::jsonb @> $5::jsonb AND dimensions::jsonb ?& $6::text[]
        AND last_at >= $7 AND id > $8 ORDER BY id LIMIT $9`,
    [
      accountId,
      region,
      namespace,
      name,
      JSON.stringify(named),
      dimensions.map((wanted) => wanted.name),
      new Date(sinceMs),
      after ?? '0',
      count,
    ],
  );
  return rows.map(toSeries);
}

/** Forgets those without data since, of which nothing is kept any more; how many. */
async function removeSilent(uow: UnitOfWork, sinceMs: number): Promise<number> {
  return rowCount(uow, 'DELETE FROM metric_series WHERE last_at < $1', [new Date(sinceMs)]);
}

interface SeriesRow {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: string;
  readonly unit: string;
}

const toSeries = ({ dimensions, ...row }: SeriesRow): MetricSeries => ({
  id: row.id,
  namespace: row.namespace,
  name: row.name,
  dimensions: dimensionsOf(dimensions),
  unit: row.unit,
});
