import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/**
 * The partitions of the report, one per month. Without one for its month a row goes to the default partition,
 * so nothing waits for these.
 */
export const usagePartitions = { make, dropBefore, dropHoursBefore };

/**
 * Rows are changed with every exchange of their day; with room left in its page a row stays where its index
 * entry points.
 */
const storage = 'WITH (fillfactor = 70)';
/** Says of a partition, as its comment, that its hours are no longer kept. */
const withoutHours = 'without hours';

/**
 * Makes the partition of a month (any day of it) where there is none, and moves into it what the default
 * partition has of it.
 */
async function make(uow: UnitOfWork, day: string): Promise<void> {
  await lockPartitions(uow);
  const { name, start, end } = monthOf(day);
  const [found] = await query<{ there: boolean }>(uow, `SELECT to_regclass($1) IS NOT NULL AS there`, [name]);
  if (found?.there) return;
  // Locked first: no row may come into the default partition between the move and the attachment.
  await query(uow, `LOCK TABLE usage_daily_default IN ACCESS EXCLUSIVE MODE`);
  await query(uow, `CREATE TABLE ${name} (LIKE usage_daily INCLUDING ALL) ${storage}`);
  await query(
    uow,
    `WITH moved AS (DELETE FROM usage_daily_default WHERE day >= $1 AND day < $2 RETURNING *) INSERT INTO ${name} SELECT * FROM moved`,
    [start, end],
  );
  await attach(uow, { name, start, end });
}

/** Forgets whole months that ended before a day; returns the names of what was dropped. */
async function dropBefore(uow: UnitOfWork, day: string): Promise<string[]> {
  await lockPartitions(uow);
  const { name: firstKept, start } = monthOf(day);
  const old = (await partitions(uow)).filter(({ name }) => name < firstKept);
  for (const { name } of old) await query(uow, `DROP TABLE ${name}`);
  await query(uow, `DELETE FROM usage_daily_default WHERE day < $1`, [start]);
  return old.map(({ name }) => name);
}

/**
 * Forgets the hours of the oldest month that ended before a day and still has them, by writing its days anew:
 * space that is only marked as free within a table of a past month is never used again. Returns the name of
 * the partition, or null when there is none left. What is reported late for such a month waits meanwhile; all
 * else waits for no more than the one table's taking the other's place.
 */
async function dropHoursBefore(uow: UnitOfWork, day: string): Promise<string | null> {
  await lockPartitions(uow);
  const { name: firstKept } = monthOf(day);
  const oldest = (await partitions(uow)).find((one) => one.name < firstKept && one.comment !== withoutHours);
  if (!oldest) return null;
  const { name } = oldest;
  const { start, end } = monthOf(`${name.slice(-6, -2)}-${name.slice(-2)}-01`);
  await query(uow, `LOCK TABLE ${name} IN SHARE MODE`);
  await query(uow, `CREATE TABLE ${name}_anew (LIKE usage_daily INCLUDING ALL) ${storage}`);
  await query(
    uow,
    `INSERT INTO ${name}_anew (usage_plan_id, key_id, day, used, remaining)
     SELECT usage_plan_id, key_id, day, used, remaining FROM ${name} ORDER BY usage_plan_id, day, key_id`,
  );
  // Known to hold, so that attaching does not read it all again under a lock that everyone waits for.
  await query(
    uow,
    `ALTER TABLE ${name}_anew ADD CONSTRAINT of_month CHECK (day >= '${start}' AND day < '${end}')`,
  );
  await query(uow, `DROP TABLE ${name}`);
  await query(uow, `ALTER TABLE ${name}_anew RENAME TO ${name}`);
  await attach(uow, { name, start, end });
  await query(uow, `ALTER TABLE ${name} DROP CONSTRAINT of_month`);
  await query(uow, `COMMENT ON TABLE ${name} IS '${withoutHours}'`);
  return name;
}

/** Two workers at once would do the same twice. */
async function lockPartitions(uow: UnitOfWork): Promise<void> {
  await query(uow, `SELECT pg_advisory_xact_lock(hashtext('tollgate usage partitions'))`);
}

async function partitions(uow: UnitOfWork): Promise<{ name: string; comment: string | null }[]> {
  return query(
    uow,
    `SELECT c.relname AS name, obj_description(c.oid, 'pg_class') AS comment
       FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'usage_daily'::regclass AND c.relname ~ '_[0-9]{6}$' ORDER BY c.relname`,
  );
}

async function attach(uow: UnitOfWork, { name, start, end }: ReturnType<typeof monthOf>): Promise<void> {
  await query(
    uow,
    `ALTER TABLE usage_daily ATTACH PARTITION ${name} FOR VALUES FROM ('${start}') TO ('${end}')`,
  );
}

/** Names are made of digits of a date, so that they may stand in a statement as they are. */
function monthOf(day: string) {
  const at = new Date(`${day}T00:00:00Z`);
  const first = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1)).toISOString().slice(0, 10);
  const next = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
  return { name: `usage_daily_${first.slice(0, 7).replace('-', '')}`, start: first, end: next };
}
