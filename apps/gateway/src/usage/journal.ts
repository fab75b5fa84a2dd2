import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createUsageTally,
  encodeFrame,
  frameRunsMax,
  readFrame,
  type JournalRun,
  type UsageCount,
} from '#libs/metering';
import type { Logger } from '#libs/telemetry';
import { errorCode } from './error-code.js';
import { lockFolder, type FolderLock } from './folder-lock.js';
import { createFileSegment, createMemorySegment, openSegments, type Segment } from './journal-segments.js';

export interface JournalOptions {
  /** Made when it is not there; this process's alone from then on. */
  readonly folder: string;
  readonly log: Logger;
  /** A file that has grown so large is followed by a new one. */
  readonly segmentBytesMax?: number;
  /** All files together; 1 GiB unless told. What comes on top is held in memory, or refused by `whenFull`. */
  readonly bytesMax?: number;
  /** What becomes of requests that the disk has no place for; `pass` unless told. */
  readonly whenFull?: 'pass' | 'refuse';
  /** What memory holds at most; beyond it requests are refused in any case. */
  readonly memoryBytesMax?: number;
  readonly nowMs?: () => number;
}

/** Counts from consecutive journal entries, ready for one exchange. */
export interface JournalBatch {
  readonly toSequence: number;
  readonly usage: readonly UsageCount[];
  /** There are entries after these. */
  readonly more: boolean;
}

/** Read in one go; larger than any frame, small enough to be decoded in a few milliseconds. */
const windowBytes = 1 << 20;
/** So many counts go into one exchange, so that reading, writing and answering it holds nobody up. The rest follows with the next. */
export const countsMax = 1000;
/** After the disk has refused, it is left alone for so long. */
const diskRetryMs = 1000;

/**
 * Every admitted request, on disk before its answer leaves. All requests of one turn of the event loop are one frame and one write: the
 * write is synchronous, because handing a few hundred bytes to the page cache is cheaper than a trip through the thread pool, and because
 * order then needs no thought. What is written survives the death of the process (not that of the machine's power).
 *
 * When the files have reached their bound, or the disk is full or refuses, requests go on unless told otherwise: they are counted in memory, reported with
 * the next exchange like the others, and an error is logged; only a kill before that exchange loses them.
 */
export class Journal {
  /** Names this journal, and nothing that was ever at its place. */
  readonly senderId: string;
  private readonly lock: FolderLock;
  private readonly segments: Segment[];
  private active: Segment | null = null;
  private activeOnDisk = false;
  private runs: JournalRun[] = [];
  private frameFirst: number;
  private next: number;
  private waiting: (() => void)[] = [];
  private flushing = false;
  private diskRetryAtMs = 0;
  private troubled = false;
  private cursor: { segment: Segment; offset: number; sequence: number } | null = null;
  private readonly nowMs: () => number;

  /** @throws Error when another process has the folder, or it cannot be read or written. */
  constructor(private readonly options: JournalOptions) {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    this.nowMs = options.nowMs ?? Date.now;
    this.lock = lockFolder(options.folder);
    this.senderId = readSenderId(options.folder);
    this.segments = openSegments(options.folder);
    // Numbers start over at the time in microseconds, beyond any number that was given out before: what a power cut took off the journal's
    // end may have been counted, and its numbers must not come again.
    this.next = Math.max((this.segments.at(-1)?.lastSequence ?? 0) + 1, this.nowMs() * 1000);
    this.frameFirst = this.next;
  }

  /** The last sequence number that is written. */
  get lastWritten(): number {
    return this.frameFirst - 1;
  }

  /**
   * Whether a request must be refused because there is no place for its record. Once a second one is let through that tries the disk again.
   */
  get refuses(): boolean {
    if (!this.troubled || this.nowMs() >= this.diskRetryAtMs) return false;
    if (this.options.whenFull === 'refuse') return true;
    return bytesOf(this.segments, false) >= (this.options.memoryBytesMax ?? 64 << 20);
  }

  /** For the status page. */
  status(): {
    readonly journalBytes: number;
    readonly memoryBytes: number;
    readonly journalTroubled: boolean;
  } {
    const { segments, troubled } = this;
    return {
      journalBytes: bytesOf(segments, true),
      memoryBytes: bytesOf(segments, false),
      journalTroubled: troubled,
    };
  }

  /** Adds one use (bytes of `encodeUse`) and returns its sequence number. It is written at the end of this turn of the event loop. */
  append(use: Uint8Array): number {
    const last = this.runs.at(-1);
    if (last?.use === use) last.count += 1;
    else {
      if (this.runs.length === frameRunsMax) this.flush();
      this.runs.push({ use, count: 1 });
    }
    if (!this.flushing) {
      this.flushing = true;
      setImmediate(this.flush);
    }
    return this.next++;
  }

  /** Calls back when the entry is written: at once, or with the end of this turn. */
  whenWritten(sequence: number, then: () => void): void {
    if (sequence < this.frameFirst) then();
    else this.waiting.push(then);
  }

  /** Writes what was appended so far. */
  readonly flush = (): void => {
    this.flushing = false;
    if (this.runs.length > 0) {
      this.write(encodeFrame(this.frameFirst, this.runs));
      this.runs = [];
    }
    this.frameFirst = this.next;
    const waiting = this.waiting;
    if (waiting.length === 0) return;
    this.waiting = [];
    for (const then of waiting) then();
  };

  /** The next counts after `sequence`, as many as one exchange may carry. */
  readAfter(sequence: number): JournalBatch {
    for (const segment of this.segments) {
      if (segment.lastSequence <= sequence) continue;
      const batch = this.readSegment(segment, sequence);
      if (batch !== null) return batch;
    }
    return { toSequence: sequence, usage: [], more: false };
  }

  /** Whether there may be entries after `sequence`. */
  hasAfter(sequence: number): boolean {
    return (this.segments.at(-1)?.lastSequence ?? 0) > sequence;
  }

  /** Forgets what is counted: removes files whose entries all are. */
  forget(watermark: number): void {
    while (this.segments.length > 0) {
      const oldest = this.segments[0] as Segment;
      if (oldest === this.active || oldest.lastSequence > watermark) return;
      this.segments.shift();
      this.remove(oldest);
    }
  }

  /** Goes on after `sequence`: the control plane has counted further than this journal has ever been. */
  skipTo(sequence: number): void {
    if (sequence < this.next) return;
    this.flush();
    this.next = sequence + 1;
    this.frameFirst = this.next;
  }

  /** Writes what is left and lets go of the folder. */
  close(): void {
    this.flush();
    for (const segment of this.segments) segment.close();
    this.lock.release();
  }

  private write(frame: Uint8Array): void {
    const lastSequence = this.next - 1;
    if (this.nowMs() >= this.diskRetryAtMs) {
      try {
        this.segmentOnDisk().append(frame, lastSequence);
        if (this.troubled) this.options.log.info('the journal is written to disk again');
        this.troubled = false;
        return;
      } catch (error) {
        this.diskRetryAtMs = this.nowMs() + diskRetryMs;
        this.troubled = true;
        this.options.log.error('the journal cannot be written: usage is kept in memory until it is counted', {
          error,
        });
        this.active = null;
      }
    }
    if (this.active === null || this.activeOnDisk) this.open(createMemorySegment(this.frameFirst), false);
    this.active?.append(frame, lastSequence);
  }

  private segmentOnDisk(): Segment {
    const { folder, segmentBytesMax = 8 << 20 } = this.options;
    if (this.active !== null && this.activeOnDisk && this.active.bytes < segmentBytesMax) return this.active;
    const { bytesMax = 1 << 30 } = this.options;
    if (bytesOf(this.segments, true) + segmentBytesMax > bytesMax)
      throw new Error(`the journal's files have reached ${bytesMax} bytes that are not reported yet`);
    return this.open(createFileSegment(folder, this.frameFirst), true);
  }

  private open(segment: Segment, onDisk: boolean): Segment {
    this.active = segment;
    this.activeOnDisk = onDisk;
    this.segments.push(segment);
    return segment;
  }

  private readSegment(segment: Segment, sequence: number): JournalBatch | null {
    const known = this.cursor?.segment === segment && this.cursor.sequence === sequence;
    let offset = known ? (this.cursor?.offset ?? 0) : 0;
    const tally = createUsageTally();
    let toSequence = sequence;
    while (offset < segment.bytes && toSequence === sequence) {
      const window = segment.read(offset, windowBytes);
      let at = 0;
      for (;;) {
        const frame = readFrame(window, at);
        if (typeof frame === 'string') {
          // Incomplete at the start of a window: no frame is as long as a window, so it is the torn end of a file.
          if (frame === 'damaged' || at === 0) this.giveUp(segment, offset + at);
          break;
        }
        if (tally.size > 0 && tally.size + frame.runs > countsMax) break;
        if (frame.lastSequence > sequence) {
          tally.add(window, frame, sequence);
          toSequence = frame.lastSequence;
        }
        at = frame.end;
      }
      offset += at;
    }
    // Of files of an earlier life only a bound was known.
    if (offset >= segment.bytes && segment !== this.active) segment.lastSequence = toSequence;
    if (toSequence === sequence) return null;
    this.cursor = { segment, offset, sequence: toSequence };
    return { toSequence, usage: tally.counts(), more: this.hasAfter(toSequence) };
  }

  /** Whatever follows a damaged frame cannot be trusted. A torn end is what a kill in the middle of a write leaves; its requests had no answer. */
  private giveUp(segment: Segment, offset: number): void {
    const lostBytes = segment.bytes - offset;
    this.options.log.warn('the end of a journal file cannot be read', {
      firstSequence: segment.firstSequence,
      lostBytes,
    });
    segment.bytes = offset;
  }

  private remove(segment: Segment): void {
    try {
      segment.remove();
    } catch (error) {
      this.options.log.warn('a counted journal file cannot be removed', { error });
    }
  }
}

function bytesOf(segments: readonly Segment[], onDisk: boolean): number {
  return segments.reduce((sum, segment) => sum + (segment.onDisk === onDisk ? segment.bytes : 0), 0);
}

/** Random, made with the journal: when the folder is lost and made anew, it is another sender, and nobody's numbers are confused. */
function readSenderId(folder: string): string {
  const path = join(folder, 'sender-id');
  try {
    const id = readFileSync(path, 'utf8').trim();
    if (/^[0-9a-f]{16}$/.test(id)) return id;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const id = randomBytes(8).toString('hex');
  writeFileSync(path, `${id}\n`, { mode: 0o600 });
  return id;
}
