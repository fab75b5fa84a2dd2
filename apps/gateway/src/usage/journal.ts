import { mkdirSync } from 'node:fs';
import type { Logger } from '#libs/telemetry';
import { encodeFrame, frameRunsMax, type JournalRun } from '#libs/metering';
import { lockFolder, type FolderLock } from '../data-folder/folder-lock.js';
import { JournalReader, type JournalBatch } from './journal-reader.js';
import { JournalSpace, type JournalSpaceOptions } from './journal-space.js';
import { readSenderId } from './sender-id.js';

/** The folder is made when it is not there, and is this process's alone from then on. */
export type JournalOptions = JournalSpaceOptions;

/**
 * Every admitted request, on disk before its response leaves. All requests of one turn of the event loop are
 * one frame and one write: the write is synchronous, because handing a few hundred bytes to the page cache is
 * cheaper than a trip through the thread pool, and because order then needs no thought. What is written
 * survives the death of the process (not that of the machine's power).
 *
 * What the disk has no place for is counted in memory by default, and reported with the next
 * exchange like the rest; only a kill before that exchange loses it.
 */
export class Journal {
  /** Names this journal, and nothing that was ever at its place. */
  readonly senderId: string;
  private readonly log: Logger;
  private readonly lock: FolderLock;
  private readonly space: JournalSpace;
  private readonly reader: JournalReader;
  private runs: JournalRun[] = [];
  private frameFirst: number;
  private next: number;
  private waiting: (() => void)[] = [];
  private flushing = false;

  /** @throws Error when another process has the folder, or it cannot be read or written. */
  constructor(options: JournalOptions) {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    this.log = options.log;
    this.lock = lockFolder(options.folder);
    this.senderId = readSenderId(options.folder);
    this.space = new JournalSpace(options);
    this.reader = new JournalReader(this.space, options.log);
    // Numbers start over at the time in microseconds, beyond any number that was given out before: what a
    // power cut took off the journal's end may have been counted, and its numbers must not come again.
    this.next = Math.max(this.space.lastSequence + 1, (options.nowMs ?? Date.now)() * 1000);
    this.frameFirst = this.next;
  }

  /** The last sequence number that is written. */
  get lastWritten(): number {
    return this.frameFirst - 1;
  }

  /** Whether a request must be refused because there is no place for its record. */
  get refuses(): boolean {
    return this.space.refuses;
  }

  /** For the status page. */
  status(): ReturnType<JournalSpace['status']> {
    return this.space.status();
  }

  /**
   * Adds so many uses (bytes of `encodeUse`) and returns the sequence number of the last. They are written at
   * the end of this turn of the event loop: all of them or none.
   */
  append(use: Uint8Array, units = 1): number {
    const last = this.runs.at(-1);
    if (last?.use === use) last.count += units;
    else {
      if (this.runs.length === frameRunsMax) this.flush();
      this.runs.push({ use, count: units });
    }
    if (!this.flushing) {
      this.flushing = true;
      setImmediate(this.flush);
    }
    this.next += units;
    return this.next - 1;
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
      this.space.append(encodeFrame(this.frameFirst, this.runs), this.frameFirst, this.next - 1);
      this.runs = [];
    }
    this.frameFirst = this.next;
    const waiting = this.waiting;
    if (waiting.length === 0) return;
    this.waiting = [];
    for (const then of waiting) this.callBack(then);
  };

  /**
   * Each is another request's: what one of them throws must not leave its neighbours without their responses.
   */
  private callBack(then: () => void): void {
    try {
      then();
    } catch (error) {
      this.log.error('what waits for a journal entry failed', { error });
    }
  }

  /** The next counts after `sequence`, as many as one exchange may carry. */
  readAfter(sequence: number): JournalBatch {
    return this.reader.readAfter(sequence);
  }

  /** Whether there may be entries after `sequence`. */
  hasAfter(sequence: number): boolean {
    return this.space.lastSequence > sequence;
  }

  /** Forgets what is counted: removes files whose entries all are. */
  forget(watermark: number): void {
    this.space.forget(watermark);
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
    this.space.close();
    this.lock.release();
  }
}
