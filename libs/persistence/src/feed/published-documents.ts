import type { FeedChange, FeedPage, SealedDocument } from '#libs/snapshot-format';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { feedPositions } from './feed-positions.js';

/**
 * The feed: what gateways are to serve, one row per document in its newest version. Sequence numbers are
 * drawn under one lock that is held until the commit, so their order is commit order: a reader that has seen
 * number n will never find a smaller one appear behind it.
 */
export const publishedDocuments = { lockFeed, replace, announce, ofSubject, page, find, forgetBefore };

/**
 * The channel on which every publication (and every end of a job) is notified; the payload is the newest
 * sequence number, or ''.
 */
export const feedChannel = 'tollgate_feed';

/** All that a subject has in the feed from now on. */
export interface SubjectDocuments {
  /** Whose documents they are, such as `restapi/a1b2c3d4e5`. */
  readonly subject: string;
  readonly documents: readonly SealedDocument[];
  /** Documents that stay as they are; for bodies that need not be read again. */
  readonly kept?: readonly DocumentName[];
}

export interface DocumentName {
  readonly kind: string;
  readonly name: string;
}

export interface PublishedDocument extends DocumentName {
  readonly seq: number;
  readonly digest: string;
  readonly deleted: boolean;
}

/**
 * Every transaction that publishes takes this lock before it reads what it publishes. It is held until the
 * transaction ends.
 */
async function lockFeed(uow: UnitOfWork): Promise<void> {
  // Any number does, as long as nothing else in this database locks it.
  await query(uow, "SELECT pg_advisory_xact_lock(hashtextextended('tollgate feed', 0))");
}

/**
 * Makes the feed agree with the subject: writes what is new or changed, takes back what is no more, leaves
 * alone what has the same digest. Snapshots are written before what refers to them, and taken back after it.
 * Takes the feed's lock, and tells listeners. Returns the newest sequence number of the subject's documents:
 * a reader that has come that far has all of them; 0 when there are none.
 */
async function replace(uow: UnitOfWork, wanted: SubjectDocuments): Promise<number> {
  const [, present] = await Promise.all([lockFeed(uow), ofSubject(uow, wanted.subject)]);
  const byKey = new Map(present.map((document) => [key(document), document]));
  const staying = new Set([...(wanted.kept ?? []), ...wanted.documents].map(key));
  const written = wanted.documents.filter((document) => {
    const before = byKey.get(key(document));
    return !before || before.deleted || before.digest !== document.digest;
  });
  const gone = present.filter((document) => !document.deleted && !staying.has(key(document)));
  let newest = Math.max(0, ...present.map(({ seq }) => seq));
  const drawn: number[] = [];
  for (const document of [...written].sort(snapshotsFirst))
    drawn.push(await write(uow, wanted.subject, document));
  for (const document of gone.sort(snapshotsFirst).reverse()) drawn.push(await takeBack(uow, document));
  if (drawn[0] !== undefined) await feedPositions.add(uow, drawn[0]);
  newest = drawn.at(-1) ?? newest;
  await announce(uow, newest);
  return newest;
}

/** Wakes those who wait for the feed, or for a job to end, once the transaction is committed. */
async function announce(uow: UnitOfWork, newest: number | '' = ''): Promise<void> {
  await query(uow, 'SELECT pg_notify($1, $2)', [feedChannel, String(newest)]);
}

/**
 * Forgets deletions that were published before a time, and with them all earlier positions: a reader that
 * comes back with one of those has to start over. The newest publication stays, so that who has all is not
 * sent back.
 */
async function forgetBefore(uow: UnitOfWork, timeMs: number): Promise<void> {
  await lockFeed(uow);
  const horizon = await feedPositions.forgetBefore(uow, timeMs);
  if (horizon === null) return;
  await query(uow, 'DELETE FROM published_documents WHERE body IS NULL AND seq < $1', [horizon]);
}

async function ofSubject(uow: UnitOfWork, subject: string): Promise<PublishedDocument[]> {
  const rows = await query<Omit<PublishedDocument, 'seq'> & { seq: string }>(
    uow,
    `SELECT kind, name, seq, digest, body IS NULL AS deleted FROM published_documents WHERE subject = $1`,
    [subject],
  );
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/** Null when it was never published or has been taken back. */
async function find(uow: UnitOfWork, { kind, name }: DocumentName): Promise<FeedChange | null> {
  const rows = await query<Omit<FeedChange, 'seq'> & { seq: string }>(
    uow,
    `SELECT seq, kind, name, digest, body FROM published_documents
      WHERE kind = $1 AND name = $2 AND body IS NOT NULL`,
    [kind, name],
  );
  return rows[0] ? { ...rows[0], seq: Number(rows[0].seq) } : null;
}

/**
 * The changes after a sequence number, oldest first: at most `count` of them and, but for a single larger
 * one, at most `bytes` of bodies.
 */
async function page(
  uow: UnitOfWork,
  { after, count, bytes }: { readonly after: number; readonly count: number; readonly bytes: number },
): Promise<FeedPage> {
  // One statement, so that all rows are of one moment. The sum runs over lengths only; bodies beyond the page
  // are not read.
  const rows = await query<Omit<FeedChange, 'seq'> & { seq: string; more: boolean }>(
    uow,
    `WITH lengths AS (
       SELECT kind, name, seq, row_number() OVER (ORDER BY seq) AS place,
              sum(coalesce(octet_length(body), 0)) OVER (ORDER BY seq) AS total
         FROM (SELECT kind, name, seq, body FROM published_documents WHERE seq > $1 ORDER BY seq LIMIT $2 + 1) AS next
     ), fitting AS (
       SELECT kind, name FROM lengths WHERE place <= $2 AND (place = 1 OR total <= $3)
     )
     SELECT d.seq, d.kind, d.name, d.digest, d.body,
            (SELECT count(*) FROM lengths) > (SELECT count(*) FROM fitting) AS more
       FROM fitting JOIN published_documents d USING (kind, name) ORDER BY d.seq`,
    [after, count, bytes],
  );
  const changes = rows.map(({ more: _, seq, ...row }) => ({ ...row, seq: Number(seq) }));
  const upTo = changes.at(-1)?.seq ?? after;
  const [mark, oldest] = await Promise.all([feedPositions.markOf(uow, upTo), feedPositions.oldest(uow)]);
  return { changes, upTo, mark, more: rows[0]?.more ?? false, ...(oldest !== null && { oldest }) };
}

async function write(uow: UnitOfWork, subject: string, document: SealedDocument): Promise<number> {
  const rows = await query<{ seq: string }>(
    uow,
    `INSERT INTO published_documents (kind, name, seq, subject, digest, body)
     VALUES ($1, $2, nextval('published_documents_seq'), $3, $4, $5)
     ON CONFLICT (kind, name) DO UPDATE SET seq = excluded.seq, subject = excluded.subject,
       digest = excluded.digest, body = excluded.body, published_at = now()
     RETURNING seq`,
    [document.kind, document.name, subject, document.digest, document.body],
  );
  return Number(rows[0]?.seq);
}

/** The row stays, without its body, for readers that have not heard of it. */
async function takeBack(uow: UnitOfWork, { kind, name }: DocumentName): Promise<number> {
  const rows = await query<{ seq: string }>(
    uow,
    `UPDATE published_documents SET seq = nextval('published_documents_seq'), body = NULL, published_at = now()
      WHERE kind = $1 AND name = $2 RETURNING seq`,
    [kind, name],
  );
  return Number(rows[0]?.seq);
}

const key = ({ kind, name }: DocumentName): string => `${kind} ${name}`;

function snapshotsFirst(one: DocumentName, other: DocumentName): number {
  return Number(other.kind === 'snapshot') - Number(one.kind === 'snapshot');
}
