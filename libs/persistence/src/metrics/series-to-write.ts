import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { MetricContribution } from './metric-data.js';

/** How exactly `last_at` says when the latest data was. */
const lastAtWithinMs = 10 * 60_000;

/**
 * The ids of the series of contributions, by place. Those that are not there yet are made; of those there
 * are, few are written to.
 */
export async function seriesToWrite(
  uow: UnitOfWork,
  contributions: readonly MetricContribution[],
): Promise<string[]> {
  const ids = await find(uow, contributions);
  const missing = contributions.filter((_, index) => ids[index] === undefined);
  if (missing.length === 0) return ids as string[];
  await put(uow, missing);
  return (await find(uow, contributions)) as string[];
}

async function find(
  uow: UnitOfWork,
  contributions: readonly MetricContribution[],
): Promise<(string | undefined)[]> {
  const rows = await query<{ place: string; id: string; isOld: boolean }>(
    uow,
    `SELECT n.place, s.id, s.last_at < n.at AS "isOld"
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
            WITH ORDINALITY AS n (account_id, region, namespace, name, dimensions, at, place)
       JOIN metric_series s ON (s.account_id, s.region, s.namespace, s.name, s.dimensions)
                             = (n.account_id, n.region, n.namespace, n.name, n.dimensions)`,
    namesOf(contributions, (atMs) => atMs - lastAtWithinMs),
  );
  const ids: (string | undefined)[] = contributions.map(() => undefined);
  for (const { place, id, isOld } of rows) if (!isOld) ids[Number(place) - 1] = id;
  return ids;
}

/** Makes series, and says of those there are that they have later data. */
async function put(uow: UnitOfWork, contributions: readonly MetricContribution[]): Promise<void> {
  await query(
    uow,
    `INSERT INTO metric_series AS s (account_id, region, namespace, name, dimensions, last_at, unit)
     SELECT account_id, region, namespace, name, dimensions, max(at), max(unit)
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[])
         AS n (account_id, region, namespace, name, dimensions, at, unit)
      GROUP BY 1, 2, 3, 4, 5
         ON CONFLICT (account_id, region, namespace, name, dimensions)
         DO UPDATE SET last_at = greatest(s.last_at, excluded.last_at)`,
    [...namesOf(contributions, (atMs) => atMs), contributions.map(({ unit }) => unit)],
  );
}

const namesOf = (contributions: readonly MetricContribution[], time: (atMs: number) => number): unknown[] => [
  contributions.map(({ accountId }) => accountId),
  contributions.map(({ region }) => region),
  contributions.map(({ namespace }) => namespace),
  contributions.map(({ name }) => name),
  contributions.map(({ dimensions }) => dimensions),
  contributions.map(({ atMs }) => new Date(time(atMs))),
];
