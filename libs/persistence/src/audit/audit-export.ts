import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** An event in its place of the chain. */
export interface ExportedEvent {
  readonly sequence: number;
  readonly previousHash: string;
  readonly hash: string;
  /** Canonical JSON. */
  readonly event: string;
}

/** The run of a chain, both ends included. */
export interface ChainRun {
  readonly first: number;
  readonly last: number;
}

/** Reads chains from one event to another. */
export const auditExport = { page, runOf };

/**
 * The shortest run of an account's chain that has all its events of a time, the end not included; null when
 * there is none. Events stand in the order in which they were linked: a run may have some of another time.
 */
async function runOf(
  uow: UnitOfWork,
  accountId: string,
  fromMs: number | null,
  toMs: number | null,
): Promise<ChainRun | null> {
  const [run] = await query<{ first: string | null; last: string | null }>(
    uow,
    `SELECT min(l.sequence) AS first, max(l.sequence) AS last
       FROM audit_events e JOIN audit_links l ON l.event_row = e.id
      WHERE e.account_id = $1 AND e.event_time >= coalesce($2, '-infinity'::timestamptz)
        AND e.event_time < coalesce($3, 'infinity'::timestamptz)`,
    [accountId, fromMs === null ? null : new Date(fromMs), toMs === null ? null : new Date(toMs)],
  );
  return run?.first == null ? null : { first: Number(run.first), last: Number(run.last) };
}

/** The next events of a run, so many at most. */
async function page(
  uow: UnitOfWork,
  accountId: string,
  { first, last }: ChainRun,
  count: number,
): Promise<ExportedEvent[]> {
  const rows = await query<Omit<ExportedEvent, 'sequence'> & { sequence: string }>(
    uow,
    `SELECT l.sequence, l.previous_hash AS "previousHash", l.hash, e.event
       FROM audit_links l JOIN audit_events e ON e.id = l.event_row
      WHERE l.account_id = $1 AND l.sequence BETWEEN $2 AND $3 ORDER BY l.sequence LIMIT $4`,
    [accountId, first, last, count],
  );
  return rows.map((row) => ({ ...row, sequence: Number(row.sequence) }));
}
