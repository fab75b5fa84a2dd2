import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { hourMs } from './prepare-log-blocks.js';

/** A partition of the blocks: those whose last event is of some hours. */
export interface LogSlice {
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * The partitions of log blocks. What has no partition of its time goes to the default one, so nothing waits
 * for these. They are the unit in which logs are forgotten, so that their space comes back at once.
 */
export const logSlices = { make, makeForDefault, list, remove, cut };

/** Oldest first. */
async function list(uow: UnitOfWork): Promise<LogSlice[]> {
  const rows = await query<{ name: string }>(
    uow,
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'log_blocks'::regclass AND c.relname ~ '_[0-9]{10}_[0-9]+$'
      ORDER BY c.relname COLLATE "C"`,
  );
  return rows.map(({ name }) => ({ name, ...timesOf(name) }));
}

/**
 * Makes the partition of a moment where there is none, of so many hours, or fewer where others begin or end
 * within, and moves into it what the default partition has of it.
 */
async function make(uow: UnitOfWork, atMs: number, hours: number): Promise<void> {
  await lockSlices(uow);
  const slices = await list(uow);
  if (slices.some(({ startMs, endMs }) => startMs <= atMs && atMs < endMs)) return;
  const lengthMs = hours * hourMs;
  const alignedMs = Math.floor(atMs / lengthMs) * lengthMs;
  const startMs = Math.max(alignedMs, ...slices.map(({ endMs }) => endMs).filter((endMs) => endMs <= atMs));
  const endMs = Math.min(
    alignedMs + lengthMs,
    ...slices.map((slice) => slice.startMs).filter((start) => start > atMs),
  );
  const name = nameOf(startMs, endMs);
  // Locked first: no row may come into the default partition between the move and the attachment.
  await query(uow, `LOCK TABLE log_blocks_default IN ACCESS EXCLUSIVE MODE`);
  await query(uow, `CREATE TABLE ${name} (LIKE log_blocks INCLUDING ALL)`);
  await query(
    uow,
    `WITH moved AS (DELETE FROM log_blocks_default WHERE last_ms >= $1 AND last_ms < $2 RETURNING *)
     INSERT INTO ${name} SELECT * FROM moved`,
    [startMs, endMs],
  );
  await query(
    uow,
    `ALTER TABLE log_blocks ATTACH PARTITION ${name} FOR VALUES FROM ('${startMs}') TO ('${endMs}')`,
  );
}

/** Makes those of what the default partition has from a time on. */
async function makeForDefault(uow: UnitOfWork, fromMs: number, hours: number): Promise<void> {
  const rows = await query<{ at: string }>(
    uow,
    `SELECT DISTINCT last_ms / $2 * $2 AS at FROM log_blocks_default WHERE last_ms >= $1 ORDER BY at`,
    [fromMs, hours * hourMs],
  );
  for (const { at } of rows) await make(uow, Number(at), hours);
}

/** Forgets a partition; how many events were in it. */
async function remove(uow: UnitOfWork, { name }: Pick<LogSlice, 'name'>): Promise<number> {
  await lockSlices(uow);
  const [found] = await query<{ there: boolean }>(uow, `SELECT to_regclass($1) IS NOT NULL AS there`, [name]);
  if (!found?.there) return 0;
  const [counted] = await query<{ events: string | null }>(uow, `SELECT sum(events) AS events FROM ${name}`);
  await query(uow, `DROP TABLE ${name}`);
  return Number(counted?.events ?? 0);
}

/** Forgets the oldest blocks of a partition, so that the others take so much at most; how many events. */
async function cut(uow: UnitOfWork, { name }: Pick<LogSlice, 'name'>, bytesMax: number): Promise<number> {
  if (!sliceName.test(name)) throw new Error(`no partition of logs: ${name}`);
  const rows = await query<{ events: number }>(
    uow,
    `WITH sized AS (
       SELECT id, sum(octet_length(body)) OVER (ORDER BY last_ms DESC, id DESC) AS to_here FROM ${name})
     DELETE FROM ${name} old USING sized WHERE old.id = sized.id AND sized.to_here > $1 RETURNING events`,
    [bytesMax],
  );
  return rows.reduce((sum, { events }) => sum + events, 0);
}

/** Two workers at once would do the same twice. */
async function lockSlices(uow: UnitOfWork): Promise<void> {
  await query(uow, `SELECT pg_advisory_xact_lock(hashtext('tollgate log slices'))`);
}

const sliceName = /^log_blocks_(\d{4})(\d\d)(\d\d)(\d\d)_(\d{1,2})$/;

/** `log_blocks_2026113010_6`: six hours from that one on. Digits alone: it may stand in a statement. */
function nameOf(startMs: number, endMs: number): string {
  const digits = new Date(startMs).toISOString().slice(0, 13).replace(/[-T]/g, '');
  return `log_blocks_${digits}_${(endMs - startMs) / hourMs}`;
}

function timesOf(name: string): { startMs: number; endMs: number } {
  const [, year, month, day, hour, hours] = sliceName.exec(name)!.map(Number);
  const startMs = Date.UTC(year!, month! - 1, day, hour);
  return { startMs, endMs: startMs + hours! * hourMs };
}
