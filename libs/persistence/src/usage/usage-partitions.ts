import type { UnitOfWork } from '../unit-of-work.js';

/** The tables of the report, each in one partition per month. */
export type UsageTable = 'usage_daily' | 'usage_hourly';

/** Partitions of the usage tables. Without one for its month a row lies in the default partition, so nothing waits for these. */
export const usagePartitions = { make, dropBefore };

/** Makes the partition of a month (any day of it) where there is none, and moves into it what the default partition has of it. */
async function make(uow: UnitOfWork, table: UsageTable, day: string): Promise<void> {
  // Two workers at once would both find none.
  await uow.manager.query(`SELECT pg_advisory_xact_lock(hashtext('tollgate usage partitions'))`);
  const { name, start, end } = monthOf(table, day);
  const [found] = await uow.manager.query<{ there: boolean }[]>(
    `SELECT to_regclass($1) IS NOT NULL AS there`,
    [name],
  );
  if (found?.there) return;
  // Locked first: no row may come into the default partition between the move and the attachment.
  await uow.manager.query(`LOCK TABLE ${table}_default IN ACCESS EXCLUSIVE MODE`);
  await uow.manager.query(`CREATE TABLE ${name} (LIKE ${table} INCLUDING ALL)`);
  await uow.manager.query(
    `WITH moved AS (DELETE FROM ${table}_default WHERE day >= $1 AND day < $2 RETURNING *) INSERT INTO ${name} SELECT * FROM moved`,
    [start, end],
  );
  await uow.manager.query(
    `ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM ('${start}') TO ('${end}')`,
  );
}

/** Forgets whole months that ended before a day; returns the names of what was dropped. */
async function dropBefore(uow: UnitOfWork, table: UsageTable, day: string): Promise<string[]> {
  const { name: firstKept, start } = monthOf(table, day);
  const rows = await uow.manager.query<{ name: string }[]>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = $1::regclass AND c.relname ~ '_[0-9]{6}$' AND c.relname < $2 ORDER BY 1`,
    [table, firstKept],
  );
  for (const { name } of rows) await uow.manager.query(`DROP TABLE ${name}`);
  await uow.manager.query(`DELETE FROM ${table}_default WHERE day < $1`, [start]);
  return rows.map(({ name }) => name);
}

/** Names are made of digits of a date, so that they may stand in a statement as they are. */
function monthOf(table: UsageTable, day: string) {
  const at = new Date(`${day}T00:00:00Z`);
  const first = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1)).toISOString().slice(0, 10);
  const next = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
  return { name: `${table}_${first.slice(0, 7).replace('-', '')}`, start: first, end: next };
}
