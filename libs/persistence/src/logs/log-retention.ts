import { query, rowCount } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** What the worker does for groups besides dropping whole partitions. */
export const logRetention = { expire, clearRemoved, expireDefault, forgetStreams, countStoredBytes };

const dayMs = 86_400_000;

/** Forgets what is older than its group's own retention; how many blocks. */
function expire(uow: UnitOfWork, nowMs: number): Promise<number> {
  return rowCount(
    uow,
    `DELETE FROM log_blocks b USING log_groups g
      WHERE g.retention_days IS NOT NULL AND b.group_id = g.id
        AND b.last_ms < $1::bigint - g.retention_days * ${dayMs}::bigint`,
    [nowMs],
  );
}

/** Forgets the blocks of groups that were removed; how many. */
async function clearRemoved(uow: UnitOfWork): Promise<number> {
  const groups = await query<{ group_id: string }>(uow, 'SELECT group_id FROM log_groups_to_clear');
  const ids = groups.map(({ group_id }) => group_id);
  if (ids.length === 0) return 0;
  const cleared = await rowCount(uow, 'DELETE FROM log_blocks WHERE group_id = ANY($1::bigint[])', [ids]);
  await query(uow, 'DELETE FROM log_groups_to_clear WHERE group_id = ANY($1::bigint[])', [ids]);
  return cleared;
}

/** Forgets what no partition was made for and ended before a time; how many events. */
async function expireDefault(uow: UnitOfWork, beforeMs: number): Promise<number> {
  const rows = await query<{ events: number }>(
    uow,
    'DELETE FROM log_blocks_default WHERE last_ms < $1 RETURNING events',
    [beforeMs],
  );
  return rows.reduce((sum, { events }) => sum + events, 0);
}

/** Forgets streams of which all was forgotten: a gateway that starts again writes to another one. */
async function forgetStreams(uow: UnitOfWork, oldestMs: number): Promise<void> {
  await query(uow, 'DELETE FROM log_streams WHERE last_event_ms < $1', [oldestMs]);
}

/**
 * Adds up how much there is, compressed: gives it by partition, and writes down how much each group has.
 */
async function countStoredBytes(uow: UnitOfWork): Promise<ReadonlyMap<string, number>> {
  const rows = await query<{ slice: string; group_id: string; bytes: string }>(
    uow,
    `SELECT tableoid::regclass::text AS slice, group_id, sum(octet_length(body)) AS bytes
       FROM log_blocks GROUP BY 1, 2`,
  );
  const bySlice = new Map<string, number>();
  const byGroup = new Map<string, number>();
  for (const row of rows) {
    const bytes = Number(row.bytes);
    bySlice.set(row.slice, (bySlice.get(row.slice) ?? 0) + bytes);
    byGroup.set(row.group_id, (byGroup.get(row.group_id) ?? 0) + bytes);
  }
  await query(
    uow,
    `UPDATE log_groups g SET stored_bytes = coalesce(counted.bytes, 0)
       FROM log_groups known LEFT JOIN unnest($1::bigint[], $2::bigint[]) AS counted (group_id, bytes)
            ON counted.group_id = known.id
      WHERE g.id = known.id AND g.stored_bytes <> coalesce(counted.bytes, 0)`,
    [[...byGroup.keys()], [...byGroup.values()]],
  );
  return bySlice;
}
