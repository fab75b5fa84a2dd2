import type { AuditedEntity } from '#libs/audit';
import { asDatabaseError, isRetryable, UnstorableValueError } from '../database/database-errors.js';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/**
 * Postgres takes no events, for want of room or of rights. A change that would have no event is not made, and
 * what was to be answered is not.
 */
export class AuditUnavailableError extends Error {
  override readonly name = 'AuditUnavailableError';
}

/** An event, and what it is found by. */
export interface StoredEvent {
  readonly eventId: string;
  readonly accountId: string;
  readonly region: string;
  readonly atMs: number;
  readonly eventName: string;
  readonly eventSource: string;
  /** '' for none. */
  readonly userName: string;
  /** '' for none. */
  readonly accessKeyId: string;
  readonly readOnly: boolean;
  readonly entities: readonly AuditedEntity[];
  /** Canonical JSON. */
  readonly event: string;
}

/** What events are found by. */
export type EventAttribute =
  | 'EventId'
  | 'EventName'
  | 'ReadOnly'
  | 'Username'
  | 'ResourceType'
  | 'ResourceName'
  | 'EventSource'
  | 'AccessKeyId';

/** Where a page ends. */
export interface EventPlace {
  readonly atMs: number;
  readonly row: string;
}

/** Which events of an account and region are asked for. */
export interface EventSearch {
  readonly accountId: string;
  readonly region: string;
  readonly attribute: { readonly key: EventAttribute; readonly value: string } | null;
  /** Both included; milliseconds since the epoch. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** Newest first, from behind this one on. */
  readonly after: EventPlace | null;
  readonly count: number;
}

/** An event as it is found. */
export interface FoundEvent {
  readonly place: EventPlace;
  readonly eventId: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly userName: string;
  readonly accessKeyId: string;
  readonly readOnly: boolean;
  readonly entities: readonly AuditedEntity[];
  readonly event: string;
}

export const auditEvents = { insert, find };

/** Of what events are found by, as an index takes it; what is longer is found by its beginning. */
const keyCharsMax = 256;

/**
 * Adds events. One that is there already, by its id, stays as it is: a call whose commit nobody heard of has
 * one event, whatever is said of it afterwards.
 *
 * @throws AuditUnavailableError
 */
async function insert(uow: UnitOfWork, events: readonly StoredEvent[]): Promise<void> {
  const rows = events.map(({ atMs, ...event }) => ({
    ...event,
    region: asKey(event.region),
    // Whole seconds, as the event itself says it.
    at: new Date(Math.floor(atMs / 1000) * 1000),
    eventName: asKey(event.eventName),
    eventSource: asKey(event.eventSource),
    userName: asKey(event.userName),
    accessKeyId: asKey(event.accessKeyId),
    entities: event.entities.map(toKeys),
  }));
  try {
    await query(uow, insertion, [JSON.stringify(rows)]);
  } catch (error) {
    const known = asDatabaseError(error);
    if (isRetryable(error) || (known !== error && !(known instanceof UnstorableValueError))) throw error;
    throw new AuditUnavailableError('the audit event cannot be written', { cause: error });
  }
}

// One parameter: eleven arrays take both sides longer to write and to read.
const insertion = `
  WITH given AS (
    SELECT * FROM json_to_recordset($1::json)
      AS g ("eventId" uuid, "accountId" text, region text, at timestamptz, "eventName" text, "eventSource" text,
            "userName" text, "accessKeyId" text, "readOnly" boolean, entities json, event text)),
  inserted AS (
    INSERT INTO audit_events (event_id, account_id, region, event_time, event_name, event_source,
                              user_name, access_key_id, read_only, event)
    SELECT "eventId", "accountId", region, at, "eventName", "eventSource",
           "userName", "accessKeyId", "readOnly", event
      FROM given
    ON CONFLICT (event_id) DO NOTHING
    RETURNING id, event_id, account_id, region, event_time),
  unlinked AS (
    INSERT INTO audit_unlinked (account_id, event_row) SELECT account_id, id FROM inserted)
  INSERT INTO audit_event_entities (event_row, account_id, region, type, name, event_time)
  SELECT i.id, i.account_id, i.region, e.type, e.name, i.event_time
    FROM inserted i JOIN given g ON g."eventId" = i.event_id,
         json_to_recordset(g.entities) AS e (type text, name text)
  ON CONFLICT DO NOTHING`;

/** NUL, and halves of surrogate pairs. */
const unstorable = /[\0\p{Surrogate}]/gu;

const asKey = (text: string): string => text.slice(0, keyCharsMax).replace(unstorable, '');
const toKeys = ({ type, name }: AuditedEntity): AuditedEntity => ({ type: asKey(type), name: asKey(name) });

/** Newest first. */
async function find(uow: UnitOfWork, search: EventSearch): Promise<FoundEvent[]> {
  const values: unknown[] = [search.accountId, search.region];
  const give = (value: unknown): string => `$${values.push(value)}`;
  const { attribute, after } = search;
  const byEntity = attribute?.key === 'ResourceType' || attribute?.key === 'ResourceName';
  // The table by whose index they come in order.
  const [table, row] = byEntity ? ['r', 'event_row'] : ['e', 'id'];
  const conditions = [`${table}.account_id = $1`, `${table}.region = $2`];
  if (attribute) {
    const value = valueOf(attribute);
    if (value === undefined) return [];
    conditions.push(`${table}.${columns[attribute.key]} = ${give(value)}`);
  }
  if (search.fromMs !== null) conditions.push(`${table}.event_time >= ${give(new Date(search.fromMs))}`);
  if (search.toMs !== null) conditions.push(`${table}.event_time <= ${give(new Date(search.toMs))}`);
  if (after)
    conditions.push(
      `(${table}.event_time, ${table}.${row}) < (${give(new Date(after.atMs))}::timestamptz, ${give(after.row)}::bigint)`,
    );
  // An event of two stages is one event of the type: their rows stand side by side in the order.
  const rows = byEntity
    ? `(SELECT DISTINCT ON (r.event_time, r.event_row) r.event_time, r.event_row
          FROM audit_event_entities r WHERE ${conditions.join(' AND ')}
         ORDER BY r.event_time DESC, r.event_row DESC LIMIT ${give(search.count)}) r
       JOIN audit_events e ON e.id = r.event_row`
    : `audit_events e WHERE ${conditions.join(' AND ')}`;
  const found = await query<Omit<FoundEvent, 'place'> & { readonly row: string; readonly at: Date }>(
    uow,
    `SELECT e.id AS row, e.event_time AS at, e.event_id AS "eventId", e.event_name AS "eventName",
            e.event_source AS "eventSource", e.user_name AS "userName", e.access_key_id AS "accessKeyId",
            e.read_only AS "readOnly", e.event,
            coalesce((SELECT jsonb_agg(jsonb_build_object('type', n.type, 'name', n.name) ORDER BY n.type, n.name)
                        FROM audit_event_entities n WHERE n.event_row = e.id), '[]') AS entities
       FROM ${rows}
      ORDER BY e.event_time DESC, e.id DESC LIMIT ${give(search.count)}`,
    values,
  );
  return found.map(({ row: id, at, ...event }) => ({ ...event, place: { atMs: at.getTime(), row: id } }));
}

const columns: Readonly<Record<EventAttribute, string>> = {
  EventId: 'event_id',
  EventName: 'event_name',
  ReadOnly: 'read_only',
  Username: 'user_name',
  ResourceType: 'type',
  ResourceName: 'name',
  EventSource: 'event_source',
  AccessKeyId: 'access_key_id',
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** As the column has it; undefined for what no event can have. */
function valueOf({ key, value }: NonNullable<EventSearch['attribute']>): string | boolean | undefined {
  if (key === 'EventId') return uuid.test(value) ? value : undefined;
  if (key !== 'ReadOnly') return asKey(value);
  return /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : undefined;
}
