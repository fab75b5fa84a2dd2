import { genesisHash, linkHash, type ChainHead } from '#libs/audit';
import { query, rowCount } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** The chains that events are linked by, one per account. */
export const auditChain = {
  extend,
  head,
  headsToPublish,
  notePublished,
  removeOldest,
  toPublish,
  waiting,
};

/** Accounts that have events without a place in their chain. */
async function waiting(uow: UnitOfWork): Promise<string[]> {
  const rows = await query<{ accountId: string }>(
    uow,
    'SELECT DISTINCT account_id AS "accountId" FROM audit_unlinked',
  );
  return rows.map(({ accountId }) => accountId);
}

/**
 * Gives so many of an account's events at most their places behind the last one, in the order in which they
 * were written, as far as that is committed; returns how many. Those who do it for one account wait for one
 * another; whoever writes events does not.
 */
async function extend(uow: UnitOfWork, accountId: string, atMost: number): Promise<number> {
  await query(
    uow,
    `INSERT INTO audit_chains (account_id, sequence, hash, published_at) VALUES ($1, 0, $2, now())
     ON CONFLICT DO NOTHING`,
    [accountId, genesisHash],
  );
  const [end] = await query<{ sequence: string; hash: string }>(
    uow,
    'SELECT sequence, hash FROM audit_chains WHERE account_id = $1 FOR UPDATE',
    [accountId],
  );
  const events = await query<{ row: string; event: string }>(
    uow,
    `SELECT u.event_row AS row, e.event
       FROM audit_unlinked u JOIN audit_events e ON e.id = u.event_row
      WHERE u.account_id = $1 ORDER BY u.event_row LIMIT $2`,
    [accountId, atMost],
  );
  if (events.length === 0) return 0;
  let sequence = Number(end!.sequence);
  let previousHash = end!.hash;
  const links = events.map(({ row, event }) => {
    sequence += 1;
    const hash = linkHash({ accountId, sequence, previousHash, event });
    const link = { row, sequence, previousHash, hash };
    previousHash = hash;
    return link;
  });
  const rows = links.map(({ row }) => row);
  await query(
    uow,
    `INSERT INTO audit_links (account_id, sequence, event_row, previous_hash, hash, linked_at)
     SELECT $1, l.*, now() FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[]) AS l`,
    [
      accountId,
      links.map((link) => link.sequence),
      rows,
      links.map((link) => link.previousHash),
      links.map(({ hash }) => hash),
    ],
  );
  await rowCount(uow, 'DELETE FROM audit_unlinked WHERE account_id = $1 AND event_row = ANY ($2::bigint[])', [
    accountId,
    rows,
  ]);
  await rowCount(uow, 'UPDATE audit_chains SET sequence = $2, hash = $3 WHERE account_id = $1', [
    accountId,
    sequence,
    previousHash,
  ]);
  return links.length;
}

/** The last link of an account; null for one without. */
async function head(uow: UnitOfWork, accountId: string, nowMs: number): Promise<ChainHead | null> {
  const [row] = await query<{ sequence: string; hash: string }>(
    uow,
    'SELECT sequence, hash FROM audit_chains WHERE account_id = $1 AND sequence > 0',
    [accountId],
  );
  return row ? { accountId, sequence: Number(row.sequence), hash: row.hash, atMs: nowMs } : null;
}

/** The last link of an account as of the moment when publishing it was asked for; null for one without. */
async function toPublish(uow: UnitOfWork, accountId: string): Promise<ChainHead | null> {
  const [row] = await query<{ at: Date }>(
    uow,
    'SELECT published_at AS at FROM audit_chains WHERE account_id = $1',
    [accountId],
  );
  return row ? head(uow, accountId, row.at.getTime()) : null;
}

/** Accounts whose chains have grown since they were published last, if that was before a moment. */
async function headsToPublish(uow: UnitOfWork, beforeMs: number): Promise<string[]> {
  const rows = await query<{ accountId: string }>(
    uow,
    `SELECT account_id AS "accountId" FROM audit_chains
      WHERE sequence > published_sequence AND published_at < $1 ORDER BY account_id FOR UPDATE SKIP LOCKED`,
    [new Date(beforeMs)],
  );
  return rows.map(({ accountId }) => accountId);
}

/** Its end as it is now is about to be published. */
async function notePublished(uow: UnitOfWork, accountId: string, nowMs: number): Promise<void> {
  await rowCount(
    uow,
    'UPDATE audit_chains SET published_sequence = sequence, published_at = $2 WHERE account_id = $1',
    [accountId, new Date(nowMs)],
  );
}

/**
 * Forgets so many events at most of an account's beginning, up to the first that was linked at a moment or
 * later: what is left is the end of the chain, without a hole. Returns how many.
 */
async function removeOldest(uow: UnitOfWork, beforeMs: number, atMost: number): Promise<number> {
  const [removed] = await query<{ count: string }>(
    uow,
    `WITH oldest AS (
       SELECT l.account_id, l.sequence, l.event_row, l.linked_at
         FROM audit_chains c, LATERAL (
              SELECT * FROM audit_links l WHERE l.account_id = c.account_id ORDER BY l.sequence LIMIT $2) l),
     kept AS (
       SELECT account_id, min(sequence) AS sequence FROM oldest WHERE linked_at >= $1 GROUP BY account_id),
     gone AS (
       SELECT o.* FROM oldest o LEFT JOIN kept k USING (account_id)
        WHERE k.sequence IS NULL OR o.sequence < k.sequence),
     links AS (
       DELETE FROM audit_links l USING gone g
        WHERE l.account_id = g.account_id AND l.sequence = g.sequence RETURNING l.event_row),
     entities AS (DELETE FROM audit_event_entities e USING links WHERE e.event_row = links.event_row),
     events AS (DELETE FROM audit_events e USING links WHERE e.id = links.event_row)
     SELECT count(*) AS count FROM links`,
    [new Date(beforeMs), atMost],
  );
  return Number(removed!.count);
}
