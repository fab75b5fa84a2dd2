import type { FeedPosition } from '#libs/snapshot-format';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/**
 * The publications that are known, each by its first sequence number and a random mark. A reader's position
 * is of this feed if it has the mark of the publication that it lies in: not after the database was made
 * anew, or restored to before that publication.
 */
export const feedPositions = { add, markOf, oldest, isKnown, forgetBefore };

/** Under the feed's lock. */
async function add(uow: UnitOfWork, firstSeq: number): Promise<void> {
  await query(uow, 'INSERT INTO feed_positions (first_seq) VALUES ($1)', [firstSeq]);
}

/** The mark of a sequence number; empty at the start of the feed, and where nothing is known any more. */
async function markOf(uow: UnitOfWork, seq: number): Promise<string> {
  const rows = await query<{ mark: string }>(
    uow,
    'SELECT mark FROM feed_positions WHERE first_seq <= $1 ORDER BY first_seq DESC LIMIT 1',
    [seq],
  );
  return rows[0]?.mark ?? '';
}

/**
 * The first sequence number that is still known; what was deleted before it is forgotten. Null while nothing
 * was published.
 */
async function oldest(uow: UnitOfWork): Promise<number | null> {
  const rows = await query<{ oldest: string | null }>(
    uow,
    'SELECT min(first_seq) AS oldest FROM feed_positions',
  );
  const first = rows[0]?.oldest ?? null;
  return first === null ? null : Number(first);
}

async function isKnown(uow: UnitOfWork, { seq, mark }: FeedPosition): Promise<boolean> {
  return seq === 0 || (await markOf(uow, seq)) === mark;
}

/**
 * Forgets the publications before the last one that is older than a time. Returns its first number; null when
 * there is none. Under the feed's lock.
 */
async function forgetBefore(uow: UnitOfWork, timeMs: number): Promise<number | null> {
  const rows = await query<{ first_seq: string }>(
    uow,
    'SELECT first_seq FROM feed_positions WHERE published_at < $1 ORDER BY first_seq DESC LIMIT 1',
    [new Date(timeMs)],
  );
  const horizon = rows[0]?.first_seq;
  if (horizon === undefined) return null;
  await query(uow, 'DELETE FROM feed_positions WHERE first_seq < $1', [horizon]);
  return Number(horizon);
}
