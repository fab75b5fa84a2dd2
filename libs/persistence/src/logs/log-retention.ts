import { query, rowCount } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** What the worker does for groups besides dropping whole partitions. */
export const logRetention = { expire, clearRemoved, expireDefault, countStoredBytes };

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

/** Writes down how much each group has. */
async function countStoredBytes(uow: UnitOfWork): Promise<void> {
  await query(
    uow,
    `UPDATE log_groups g SET stored_bytes = coalesce(s.bytes, 0)
       FROM log_groups known LEFT JOIN
            (SELECT group_id, sum(octet_length(body)) AS bytes FROM log_blocks GROUP BY group_id) s ON s.group_id = known.id
      WHERE g.id = known.id AND g.stored_bytes <> coalesce(s.bytes, 0)`,
  );
}
