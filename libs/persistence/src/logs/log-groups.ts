import type { Owner } from '#libs/api-definition';
import type { ListPage } from '../database/list-page.js';
import { query, rowCount } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** A log group of an account in a region. */
export interface LogGroup {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  /** Null: for as long as the installation keeps logs. */
  readonly retentionInDays: number | null;
  /** Of the events' compressed bytes, as counted every ten minutes. */
  readonly storedBytes: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** Which groups are listed: whose names begin so, and have this text in them. */
export interface LogGroupFilter {
  readonly prefix?: string | undefined;
  readonly containing?: string | undefined;
}

/** Log groups. They come into being by CreateLogGroup, and by themselves when a gateway logs to them. */
export const logGroups = { create, find, list, setRetention, setTags, remove };

const selected = `SELECT id, name, created_at_ms, retention_days, stored_bytes, tags FROM log_groups`;

/** False, and nothing is changed, when there is one of that name. */
async function create(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  group: {
    readonly name: string;
    readonly nowMs: number;
    readonly tags?: Readonly<Record<string, string>> | undefined;
  },
): Promise<boolean> {
  const rows = await query(
    uow,
    `INSERT INTO log_groups (account_id, region, name, created_at_ms, tags) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (account_id, region, name) DO NOTHING RETURNING id`,
    [accountId, region, group.name, group.nowMs, JSON.stringify(group.tags ?? {})],
  );
  return rows.length > 0;
}

async function find(uow: UnitOfWork, owner: Owner, name: string): Promise<LogGroup | undefined> {
  const [row] = await query<GroupRow>(
    uow,
    `${selected} WHERE account_id = $1 AND region = $2 AND name = $3`,
    [owner.accountId, owner.region, name],
  );
  return row && toLogGroup(row);
}

/** In the order of their names, which are the keys of pages. */
async function list(
  uow: UnitOfWork,
  owner: Owner,
  { prefix = '', containing = '' }: LogGroupFilter,
  { after, count }: ListPage,
): Promise<LogGroup[]> {
  const rows = await query<GroupRow>(
    uow,
    `${selected} WHERE account_id = $1 AND region = $2 AND name > $3 AND starts_with(name, $4)
        AND position($5 IN name) > 0
      ORDER BY name LIMIT $6`,
    [owner.accountId, owner.region, after ?? '', prefix, containing, count],
  );
  return rows.map(toLogGroup);
}

/** Null: as long as the installation keeps logs. False when there is no such group. */
async function setRetention(
  uow: UnitOfWork,
  owner: Owner,
  name: string,
  retentionInDays: number | null,
): Promise<boolean> {
  return (await update(uow, owner, name, 'retention_days', retentionInDays)) > 0;
}

/** All of them, in place of those that it has. False when there is no such group. */
async function setTags(
  uow: UnitOfWork,
  owner: Owner,
  name: string,
  tags: Readonly<Record<string, string>>,
): Promise<boolean> {
  return (await update(uow, owner, name, 'tags', JSON.stringify(tags))) > 0;
}

/**
 * Removes the group with its streams, and its events from every reader; the worker takes them from the disk.
 * False when there is none.
 */
async function remove(uow: UnitOfWork, owner: Owner, name: string): Promise<boolean> {
  const [removed] = await query<{ id: string }>(
    uow,
    `DELETE FROM log_groups WHERE account_id = $1 AND region = $2 AND name = $3 RETURNING id`,
    [owner.accountId, owner.region, name],
  );
  if (!removed) return false;
  await query(uow, `INSERT INTO log_groups_to_clear (group_id) VALUES ($1)`, [removed.id]);
  return true;
}

function update(
  uow: UnitOfWork,
  owner: Owner,
  name: string,
  column: 'retention_days' | 'tags',
  value: unknown,
): Promise<number> {
  return rowCount(
    uow,
    `UPDATE log_groups SET ${column} = $4 WHERE account_id = $1 AND region = $2 AND name = $3`,
    [owner.accountId, owner.region, name, value],
  );
}

const toLogGroup = (row: GroupRow): LogGroup => ({
  id: row.id,
  name: row.name,
  createdAtMs: Number(row.created_at_ms),
  retentionInDays: row.retention_days,
  storedBytes: Number(row.stored_bytes),
  tags: row.tags,
});

interface GroupRow {
  readonly id: string;
  readonly name: string;
  readonly created_at_ms: string;
  readonly retention_days: number | null;
  readonly stored_bytes: string;
  readonly tags: Readonly<Record<string, string>>;
}
