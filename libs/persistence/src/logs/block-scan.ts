import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { openLogBody, type OpenSection } from './open-log-body.js';
import type { BlockKey, LogCursor } from './log-position.js';
import { hourMs } from './prepare-log-blocks.js';

/** Streams by name, or those whose names begin so. */
export type LogStreamChoice = { readonly names: readonly string[] } | { readonly prefix: string };

/** Blocks of a group that may hold events of a time and beyond a position. */
export interface BlockRange {
  readonly groupId: string;
  readonly streams: LogStreamChoice | null;
  readonly fromMs: number;
  readonly toMs: number;
  readonly direction: 'forward' | 'backward';
  readonly beyond: LogCursor | null;
}

export interface ScannedBlock {
  readonly key: BlockKey;
  readonly ingestedMs: number;
  /** Its events, without those of streams that are not wanted or were removed. */
  read(): Promise<{ readonly sections: readonly OpenSection[]; readonly bytes: number }>;
}

interface BlockRow {
  readonly id: string;
  readonly first_ms: string;
  readonly last_ms: string;
  readonly ingested_ms: string;
  readonly stream_ids: readonly string[];
  readonly body_bytes: number;
}

const rowsAtOnce = 64;
/** Of compressed bodies, fetched together. */
const bodyBytesAtOnce = 1 << 20;

/**
 * Goes through the blocks of a group by their nearest events: forward by their first, backward by their last.
 * Since a block is of one hour, what overlaps a moment is found within that hour.
 */
export class BlockScan {
  private rows: BlockRow[] = [];
  private readonly bodies = new Map<string, Buffer>();
  private readonly names = new Map<string, string | null>();
  private passed: BlockKey | null;
  private hasEnded = false;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly range: BlockRange,
  ) {
    this.passed = range.beyond?.after ?? null;
  }

  /** Null when there are no more. */
  async next(): Promise<ScannedBlock | null> {
    if (this.rows.length === 0 && !this.hasEnded) await this.fetchRows();
    const row = this.rows.shift();
    if (!row) return null;
    return {
      key: this.keyOf(row),
      ingestedMs: Number(row.ingested_ms),
      read: () => this.read(row),
    };
  }

  private keyOf({ id, first_ms, last_ms }: BlockRow): BlockKey {
    const isForward = this.range.direction === 'forward';
    return { id: Number(id), nearestMs: Number(isForward ? first_ms : last_ms) };
  }

  private async read(row: BlockRow): ReturnType<ScannedBlock['read']> {
    if (!this.isWanted(row)) return { sections: [], bytes: 0 };
    if (!this.bodies.has(row.id)) await this.fetchBodies(row);
    const body = this.bodies.get(row.id);
    this.bodies.delete(row.id);
    // Forgotten by the worker since its row was read.
    if (!body) return { sections: [], bytes: 0 };
    return openLogBody(
      body,
      row.stream_ids.map((id) => this.names.get(id) ?? null),
    );
  }

  private async fetchRows(): Promise<void> {
    const { groupId, fromMs, toMs, beyond, direction, streams } = this.range;
    const isForward = direction === 'forward';
    // What was gone through bounds the time too: partitions that lie behind are left out.
    const reached = [beyond?.timestampMs, this.passed?.nearestMs].filter((ms) => ms !== undefined);
    const lowMs = isForward ? Math.max(fromMs, ...reached) : fromMs;
    const highMs = isForward ? toMs - 1 : Math.min(toMs - 1, ...reached);
    const nearest = isForward ? 'first_ms' : 'last_ms';
    const [after, order] = isForward ? ['>', 'ASC'] : ['<', 'DESC'];
    const names = streams && 'names' in streams ? streams.names : null;
    this.rows = await query<BlockRow>(
      this.uow,
      `SELECT id, first_ms, last_ms, ingested_ms, stream_ids, octet_length(body) AS body_bytes FROM log_blocks
        WHERE group_id = $1 AND last_ms >= $2 AND last_ms < $3 AND first_ms >= $4 AND first_ms <= $5
          AND ($6::bigint IS NULL OR (${nearest}, id) ${after} ($6, $7::bigint))
          AND ($8::text[] IS NULL OR stream_ids && ARRAY(
                SELECT id FROM log_streams WHERE group_id = $1 AND name = ANY($8)))
        ORDER BY ${nearest} ${order}, id ${order} LIMIT ${rowsAtOnce}`,
      [
        groupId,
        lowMs,
        // Of the same hour, whichever the block's first event.
        startOfHour(highMs) + hourMs,
        startOfHour(lowMs),
        highMs,
        this.passed?.nearestMs ?? null,
        this.passed?.id ?? null,
        names,
      ],
    );
    this.hasEnded = this.rows.length < rowsAtOnce;
    const last = this.rows.at(-1);
    if (last) this.passed = this.keyOf(last);
    await this.fetchNames();
  }

  /** Of the streams that are wanted and still there. */
  private async fetchNames(): Promise<void> {
    const ids = new Set(this.rows.flatMap((row) => row.stream_ids));
    const unknown = [...ids].filter((id) => !this.names.has(id));
    if (unknown.length === 0) return;
    const { groupId, streams } = this.range;
    const found = await query<{ id: string; name: string }>(
      this.uow,
      `SELECT id, name FROM log_streams WHERE group_id = $1 AND id = ANY($2::bigint[])`,
      [groupId, unknown],
    );
    for (const id of unknown) this.names.set(id, null);
    for (const { id, name } of found) if (isChosen(name, streams)) this.names.set(id, name);
  }

  /** Whether it has events of a stream that is wanted and still there. */
  private isWanted({ stream_ids }: BlockRow): boolean {
    return stream_ids.some((id) => this.names.get(id) != null);
  }

  /** Those of the next blocks too, as far as they are not too large together. */
  private async fetchBodies(row: BlockRow): Promise<void> {
    const wanted = [row];
    let bytes = row.body_bytes;
    for (const next of this.rows) {
      if (!this.isWanted(next)) continue;
      bytes += next.body_bytes;
      if (bytes > bodyBytesAtOnce) break;
      wanted.push(next);
    }
    const firsts = wanted.map(({ first_ms }) => Number(first_ms));
    const lasts = wanted.map(({ last_ms }) => Number(last_ms));
    const found = await query<{ id: string; body: Buffer }>(
      this.uow,
      `SELECT id, body FROM log_blocks
        WHERE group_id = $1 AND first_ms BETWEEN $2 AND $3 AND last_ms BETWEEN $4 AND $5 AND id = ANY($6::bigint[])`,
      [
        this.range.groupId,
        Math.min(...firsts),
        Math.max(...firsts),
        Math.min(...lasts),
        Math.max(...lasts),
        wanted.map(({ id }) => id),
      ],
    );
    for (const { id, body } of found) this.bodies.set(id, body);
  }
}

function isChosen(name: string, streams: LogStreamChoice | null): boolean {
  if (streams === null) return true;
  return 'names' in streams ? streams.names.includes(name) : name.startsWith(streams.prefix);
}

const startOfHour = (atMs: number): number => Math.floor(atMs / hourMs) * hourMs;
