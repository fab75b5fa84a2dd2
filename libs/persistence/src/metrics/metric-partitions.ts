import type { Resolution } from '#libs/cloudwatch';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { metricTables } from './metric-rows.js';

/**
 * The partitions of metric data: of minutes one per day, else one per month, so that forgetting is dropping a
 * table. Without one for its time a row goes to the default partition, so nothing waits for these.
 */
export const metricPartitions = { make, dropBefore };

const dayMs = 86_400_000;

/** Makes the partition of a time where there is none, with what the default partition has of it. */
async function make(uow: UnitOfWork, resolution: Resolution, atMs: number): Promise<void> {
  await lockPartitions(uow);
  const table = metricTables[resolution];
  const { name, start, end } = partitionOf(resolution, atMs);
  const [found] = await query<{ there: boolean }>(uow, 'SELECT to_regclass($1) IS NOT NULL AS there', [name]);
  if (found?.there) return;
  // Locked first: no row may come into the default partition between the move and the attachment.
  await query(uow, `LOCK TABLE ${table}_default IN ACCESS EXCLUSIVE MODE`);
  await query(uow, `CREATE TABLE ${name} (LIKE ${table} INCLUDING ALL) WITH (fillfactor = 70)`);
  await query(
    uow,
    `WITH moved AS (DELETE FROM ${table}_default WHERE at >= $1 AND at < $2 RETURNING *) INSERT INTO ${name} SELECT * FROM moved`,
    [start, end],
  );
  await query(
    uow,
    `ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM ('${start}') TO ('${end}')`,
  );
}

/** Forgets partitions that ended before a time; their names. */
async function dropBefore(uow: UnitOfWork, resolution: Resolution, beforeMs: number): Promise<string[]> {
  await lockPartitions(uow);
  const table = metricTables[resolution];
  const { name: firstKept, start } = partitionOf(resolution, beforeMs);
  const old = await query<{ name: string }>(
    uow,
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = $1::regclass AND c.relname ~ '_[0-9]+$' AND c.relname COLLATE "C" < $2 ORDER BY c.relname`,
    [table, firstKept],
  );
  for (const { name } of old) await query(uow, `DROP TABLE ${name}`);
  await query(uow, `DELETE FROM ${table}_default WHERE at < $1`, [start]);
  return old.map(({ name }) => name);
}

/** Two workers at once would do the same twice. */
async function lockPartitions(uow: UnitOfWork): Promise<void> {
  await query(uow, `SELECT pg_advisory_xact_lock(hashtext('tollgate metric partitions'))`);
}

/** Names and bounds are made of digits of a date, so that they may stand in a statement as they are. */
function partitionOf(resolution: Resolution, atMs: number) {
  const at = new Date(atMs);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  const isDaily = resolution === 60;
  const start = Date.UTC(year, month, isDaily ? day : 1);
  const end = isDaily ? start + dayMs : Date.UTC(year, month + 1, 1);
  const text = (ms: number) => new Date(ms).toISOString();
  const digits = text(start)
    .slice(0, isDaily ? 10 : 7)
    .replaceAll('-', '');
  return { name: `${metricTables[resolution]}_${digits}`, start: text(start), end: text(end) };
}
