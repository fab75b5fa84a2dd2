import { query, rowCount } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** A stream of a log group. */
export interface LogStream {
  readonly name: string;
  readonly createdAtMs: number;
  /** Null while there is no event. */
  readonly firstEventMs: number | null;
  readonly lastEventMs: number | null;
  readonly lastIngestionMs: number | null;
}

/** A page of streams: those after a place in their order. */
export interface LogStreamPage {
  readonly prefix?: string | undefined;
  readonly orderBy: 'name' | 'lastEventTime';
  readonly descending: boolean;
  /** The last stream of the page before; null for the first page. */
  readonly after: Pick<LogStream, 'name' | 'lastEventMs'> | null;
  readonly count: number;
}

/** The streams of a log group, by the group's id. */
export const logStreams = { create, find, hold, list, remove };

const selected = `SELECT name, created_at_ms, first_event_ms, last_event_ms, last_ingestion_ms FROM log_streams`;

/** False, and nothing is changed, when there is one of that name. */
async function create(uow: UnitOfWork, groupId: string, name: string, nowMs: number): Promise<boolean> {
  const rows = await query(
    uow,
    `INSERT INTO log_streams (group_id, name, created_at_ms)
     SELECT id, $2, $3::bigint FROM log_groups WHERE id = $1 ON CONFLICT (group_id, name) DO NOTHING RETURNING id`,
    [groupId, name, nowMs],
  );
  return rows.length > 0;
}

async function find(uow: UnitOfWork, groupId: string, name: string): Promise<LogStream | undefined> {
  const [row] = await query<StreamRow>(uow, `${selected} WHERE group_id = $1 AND name = $2`, [groupId, name]);
  return row && toLogStream(row);
}

/** Whether there is one, and then nobody removes its group until the transaction ends. */
async function hold(uow: UnitOfWork, groupId: string, name: string): Promise<boolean> {
  const rows = await query(
    uow,
    `SELECT s.id FROM log_groups g JOIN log_streams s ON s.group_id = g.id
      WHERE g.id = $1 AND s.name = $2 FOR KEY SHARE OF g`,
    [groupId, name],
  );
  return rows.length > 0;
}

/** A stream without events is the last, or first where the order is turned around. */
async function list(
  uow: UnitOfWork,
  groupId: string,
  { prefix = '', orderBy, descending, after, count }: LogStreamPage,
): Promise<LogStream[]> {
  const [beyond, order] = descending ? ['<', 'DESC'] : ['>', 'ASC'];
  const columns = orderBy === 'name' ? ['name'] : ['coalesce(last_event_ms, -1)', 'name'];
  const place = orderBy === 'name' ? '$4' : '$5::bigint, $4';
  const rows = await query<StreamRow>(
    uow,
    `${selected} WHERE group_id = $1 AND starts_with(name, $2)
        AND ($4::text IS NULL OR $5::bigint IS NULL OR (${columns.join(', ')}) ${beyond} (${place}))
      ORDER BY ${columns.map((column) => `${column} ${order}`).join(', ')} LIMIT $3`,
    [groupId, prefix, count, after?.name ?? null, after ? (after.lastEventMs ?? -1) : null],
  );
  return rows.map(toLogStream);
}

/** Removes the stream, and its events from every reader. False when there is none. */
async function remove(uow: UnitOfWork, groupId: string, name: string): Promise<boolean> {
  const removed = await rowCount(uow, `DELETE FROM log_streams WHERE group_id = $1 AND name = $2`, [
    groupId,
    name,
  ]);
  return removed > 0;
}

const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text));

const toLogStream = (row: StreamRow): LogStream => ({
  name: row.name,
  createdAtMs: Number(row.created_at_ms),
  firstEventMs: numberOrNull(row.first_event_ms),
  lastEventMs: numberOrNull(row.last_event_ms),
  lastIngestionMs: numberOrNull(row.last_ingestion_ms),
});

interface StreamRow {
  readonly name: string;
  readonly created_at_ms: string;
  readonly first_event_ms: string | null;
  readonly last_event_ms: string | null;
  readonly last_ingestion_ms: string | null;
}
