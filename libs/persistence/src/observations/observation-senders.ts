import type { BlockName, ObservationKind } from '#libs/observations';
import { query, rowCount } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** A block as it came in. */
export interface SentBlock extends BlockName {
  readonly kind: ObservationKind;
  readonly gatewayId: string;
}

/** What is known of a sender's blocks of one kind. */
export interface ObservationSender {
  readonly gatewayId: string;
  readonly senderId: string;
  readonly kind: ObservationKind;
  readonly lastSequence: number;
  /** Blocks that were taken; refused for good; and missing, since the sender dropped them. */
  readonly taken: number;
  readonly refused: number;
  readonly missing: number;
  readonly lastSeenAtMs: number;
}

/**
 * Senders of what happened, and how far each was taken. Written as SQL: one upsert decides whether a block is
 * new, and holds the row until the transaction ends.
 */
export const observationSenders = { take, refuse, list, forgetSilent };

/** Writes down that a block was taken; false when it was before. A number that is left out is missing. */
function take(uow: UnitOfWork, block: SentBlock): Promise<boolean> {
  return advance(uow, block, 'taken');
}

/** Writes down that a block was refused for good; false when it was before. */
function refuse(uow: UnitOfWork, block: SentBlock): Promise<boolean> {
  return advance(uow, block, 'refused');
}

async function advance(
  uow: UnitOfWork,
  { senderId, kind, gatewayId, sequence }: SentBlock,
  counted: 'taken' | 'refused',
): Promise<boolean> {
  const rows = await query(
    uow,
    `INSERT INTO observation_senders AS known (sender_id, kind, gateway_id, last_sequence, missing, ${counted})
     VALUES ($1, $2, $3, $4::bigint, $4::bigint - 1, 1)
     ON CONFLICT (sender_id, kind) DO UPDATE
        SET last_sequence = excluded.last_sequence, last_seen_at = now(), ${counted} = known.${counted} + 1,
            missing = known.missing + excluded.last_sequence - known.last_sequence - 1
      WHERE known.last_sequence < excluded.last_sequence
     RETURNING sender_id`,
    [senderId, kind, gatewayId, sequence],
  );
  return rows.length > 0;
}

/** Those heard of last first, so many at most. */
async function list(uow: UnitOfWork, count: number): Promise<ObservationSender[]> {
  const rows = await query<SenderRow>(
    uow,
    `SELECT gateway_id, sender_id, kind, last_sequence, taken, refused, missing,
            extract(epoch FROM last_seen_at) * 1000 AS last_seen_at_ms
       FROM observation_senders ORDER BY last_seen_at DESC, sender_id, kind LIMIT $1`,
    [count],
  );
  return rows.map((row) => ({
    gatewayId: row.gateway_id,
    senderId: row.sender_id,
    kind: row.kind,
    lastSequence: Number(row.last_sequence),
    taken: Number(row.taken),
    refused: Number(row.refused),
    missing: Number(row.missing),
    lastSeenAtMs: Math.round(Number(row.last_seen_at_ms)),
  }));
}

/**
 * Forgets senders that have sent nothing for so many days. It must be longer than gateways keep blocks: one
 * that was taken and comes again after that would count twice.
 */
function forgetSilent(uow: UnitOfWork, days: number): Promise<number> {
  return rowCount(
    uow,
    `DELETE FROM observation_senders WHERE last_seen_at < now() - make_interval(days => $1)`,
    [days],
  );
}

interface SenderRow {
  readonly gateway_id: string;
  readonly sender_id: string;
  readonly kind: ObservationKind;
  readonly last_sequence: string;
  readonly taken: string;
  readonly refused: string;
  readonly missing: string;
  readonly last_seen_at_ms: string;
}
