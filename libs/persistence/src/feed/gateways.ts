import type { RefusedDocument } from '#libs/snapshot-format';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** What the control plane knows of the gateway processes: who follows the feed, and how far each has come. */
export const gateways = { seen, acknowledge, disconnected, expire, list, lowestApplied, progress };

/** The channel on which every change of a gateway's state is notified; no payload. */
export const acknowledgementChannel = 'tollgate_acknowledgements';

/** What a gateway says of itself. */
export interface GatewayReport {
  /** Everything up to this sequence number is serving there, but what is refused. */
  readonly appliedSeq: number;
  /** What it refuses, at most as many as a report may list. */
  readonly refused: readonly RefusedDocument[];
  /** How many it refuses. */
  readonly refusedCount: number;
  /** Features that it knows; null of one that does not say. */
  readonly capabilities: readonly string[] | null;
}

/** One gateway process. */
export interface Gateway extends GatewayReport {
  readonly id: string;
  /** It follows the feed at this moment. */
  readonly connected: boolean;
  readonly lastSeenAtMs: number;
}

/**
 * A gateway asks for what comes after a sequence number: it is connected, and has no more than that (it may
 * have lost its disk). Returns a mark for `disconnected`.
 */
async function seen(uow: UnitOfWork, id: string, after: number): Promise<string> {
  const rows = await query<{ mark: string }>(
    uow,
    `INSERT INTO gateways (id, connected, applied_seq) VALUES ($1, true, 0)
     ON CONFLICT (id) DO UPDATE SET connected = true, last_seen_at = clock_timestamp(),
       applied_seq = least(gateways.applied_seq, $2::bigint)
     RETURNING last_seen_at::text AS mark`,
    [id, after],
  );
  return rows[0]?.mark ?? '';
}

/**
 * What the gateway says of itself replaces what was known. It is connected: who says how far it has come is
 * about to ask for more, and is waited for until then. Returns a mark for `disconnected`.
 */
async function acknowledge(
  uow: UnitOfWork,
  id: string,
  { appliedSeq, refused, refusedCount, capabilities }: GatewayReport,
): Promise<string> {
  const rows = await query<{ mark: string }>(
    uow,
    `INSERT INTO gateways (id, connected, applied_seq, refused, refused_count, capabilities)
     VALUES ($1, true, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET connected = true, last_seen_at = clock_timestamp(),
       applied_seq = excluded.applied_seq, refused = excluded.refused,
       refused_count = excluded.refused_count, capabilities = excluded.capabilities
     RETURNING last_seen_at::text AS mark`,
    [id, appliedSeq, JSON.stringify(refused), refusedCount, capabilities && JSON.stringify(capabilities)],
  );
  await announce(uow);
  return rows[0]?.mark ?? '';
}

/** Unless it was seen again after the mark, by this control plane or another. */
async function disconnected(uow: UnitOfWork, id: string, mark: string): Promise<void> {
  await query(
    uow,
    'UPDATE gateways SET connected = false WHERE id = $1 AND connected AND last_seen_at <= $2::timestamptz',
    [id, mark],
  );
  await announce(uow);
}

/**
 * For gateways whose control plane died before it could say that they are gone; forgets those not seen for
 * long.
 */
async function expire(
  uow: UnitOfWork,
  { silentForMs, goneForMs }: { readonly silentForMs: number; readonly goneForMs: number },
): Promise<void> {
  await query(
    uow,
    `UPDATE gateways SET connected = false
      WHERE connected AND last_seen_at < clock_timestamp() - $1 * interval '1 millisecond'`,
    [silentForMs],
  );
  await query(
    uow,
    `DELETE FROM gateways WHERE NOT connected AND last_seen_at < clock_timestamp() - $1 * interval '1 millisecond'`,
    [goneForMs],
  );
  await announce(uow);
}

/** By id. */
async function list(uow: UnitOfWork): Promise<Gateway[]> {
  const rows = await query<{
    id: string;
    connected: boolean;
    applied_seq: string;
    refused: RefusedDocument[];
    refused_count: string;
    capabilities: string[] | null;
    last_seen_at: Date;
  }>(
    uow,
    `SELECT id, connected, applied_seq, refused, refused_count, capabilities, last_seen_at
       FROM gateways ORDER BY id COLLATE "C"`,
  );
  return rows.map((row) => ({
    id: row.id,
    connected: row.connected,
    appliedSeq: Number(row.applied_seq),
    refused: row.refused,
    refusedCount: Number(row.refused_count),
    capabilities: row.capabilities,
    lastSeenAtMs: row.last_seen_at.getTime(),
  }));
}

/** How far the slowest connected gateway has come; null when none is connected. */
async function lowestApplied(uow: UnitOfWork): Promise<number | null> {
  const rows = await query<{ lowest: string | null }>(
    uow,
    'SELECT min(applied_seq) AS lowest FROM gateways WHERE connected',
  );
  const lowest = rows[0]?.lowest ?? null;
  return lowest === null ? null : Number(lowest);
}

/** How far gateways have come. */
export interface FeedProgress {
  /** The newest published document. */
  readonly seq: number;
  readonly gatewaysConnected: number;
  /** How much the connected gateway that is furthest behind has yet to apply; 0 when none is connected. */
  readonly lag: number;
}

async function progress(uow: UnitOfWork): Promise<FeedProgress> {
  const rows = await query<{ seq: string; connected: string; lowest: string | null }>(
    uow,
    `SELECT (SELECT coalesce(max(seq), 0) FROM published_documents) AS seq,
            count(*) FILTER (WHERE connected) AS connected,
            min(applied_seq) FILTER (WHERE connected) AS lowest FROM gateways`,
  );
  const { seq = '0', connected = '0', lowest = null } = rows[0] ?? {};
  const lag = lowest === null ? 0 : Math.max(0, Number(seq) - Number(lowest));
  return { seq: Number(seq), gatewaysConnected: Number(connected), lag };
}

async function announce(uow: UnitOfWork): Promise<void> {
  await query(uow, "SELECT pg_notify($1, '')", [acknowledgementChannel]);
}
