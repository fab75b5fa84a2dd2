import type { RefusedDocument } from '#libs/snapshot-format';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** What the control plane knows of the gateway processes: who follows the feed, and how far each has come. */
export const gateways = { seen, acknowledge, disconnected, expire, list, lowestApplied };

/** The channel on which every change of a gateway's state is told; no payload. */
export const acknowledgementChannel = 'tollgate_acknowledgements';

/** One gateway process. */
export interface Gateway {
  readonly id: string;
  /** It follows the feed at this moment. */
  readonly connected: boolean;
  /** Everything up to this sequence number is serving there, but what is refused. */
  readonly appliedSeq: number;
  readonly refused: readonly RefusedDocument[];
  readonly lastSeenAtMs: number;
}

/**
 * A gateway asks for what comes after a sequence number: it is connected, and has no more than that (it may have lost its disk). Returns a
 * mark for `disconnected`.
 */
async function seen({ manager }: UnitOfWork, id: string, after: number): Promise<string> {
  const rows = await manager.query<{ mark: string }[]>(
    `INSERT INTO gateways (id, connected, applied_seq) VALUES ($1, true, 0)
     ON CONFLICT (id) DO UPDATE SET connected = true, last_seen_at = clock_timestamp(),
       applied_seq = least(gateways.applied_seq, $2::bigint)
     RETURNING last_seen_at::text AS mark`,
    [id, after],
  );
  return rows[0]?.mark ?? '';
}

/** What the gateway says of itself replaces what was known. */
async function acknowledge(
  { manager }: UnitOfWork,
  id: string,
  appliedSeq: number,
  refused: readonly RefusedDocument[],
): Promise<void> {
  await manager.query(
    `INSERT INTO gateways (id, connected, applied_seq, refused) VALUES ($1, false, $2, $3)
     ON CONFLICT (id) DO UPDATE SET applied_seq = excluded.applied_seq, refused = excluded.refused`,
    [id, appliedSeq, JSON.stringify(refused)],
  );
  await announce({ manager });
}

/** Unless it was seen again after the mark, by this control plane or another. */
async function disconnected({ manager }: UnitOfWork, id: string, mark: string): Promise<void> {
  await manager.query(
    'UPDATE gateways SET connected = false WHERE id = $1 AND connected AND last_seen_at <= $2::timestamptz',
    [id, mark],
  );
  await announce({ manager });
}

/** For gateways whose control plane died before it could say that they are gone; forgets those not seen for long. */
async function expire(
  { manager }: UnitOfWork,
  { silentForMs, goneForMs }: { readonly silentForMs: number; readonly goneForMs: number },
): Promise<void> {
  await manager.query(
    `UPDATE gateways SET connected = false
      WHERE connected AND last_seen_at < clock_timestamp() - $1 * interval '1 millisecond'`,
    [silentForMs],
  );
  await manager.query(
    `DELETE FROM gateways WHERE NOT connected AND last_seen_at < clock_timestamp() - $1 * interval '1 millisecond'`,
    [goneForMs],
  );
  await announce({ manager });
}

/** By id. */
async function list({ manager }: UnitOfWork): Promise<Gateway[]> {
  const rows = await manager.query<
    {
      id: string;
      connected: boolean;
      applied_seq: string;
      refused: RefusedDocument[];
      last_seen_at: Date;
    }[]
  >('SELECT id, connected, applied_seq, refused, last_seen_at FROM gateways ORDER BY id COLLATE "C"');
  return rows.map((row) => ({
    id: row.id,
    connected: row.connected,
    appliedSeq: Number(row.applied_seq),
    refused: row.refused,
    lastSeenAtMs: row.last_seen_at.getTime(),
  }));
}

/** How far the slowest connected gateway has come; null when none is connected. */
async function lowestApplied({ manager }: UnitOfWork): Promise<number | null> {
  const rows = await manager.query<{ lowest: string | null }[]>(
    'SELECT min(applied_seq) AS lowest FROM gateways WHERE connected',
  );
  const lowest = rows[0]?.lowest ?? null;
  return lowest === null ? null : Number(lowest);
}

async function announce({ manager }: UnitOfWork): Promise<void> {
  await manager.query("SELECT pg_notify($1, '')", [acknowledgementChannel]);
}
