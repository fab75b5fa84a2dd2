import type { Logger } from '#libs/telemetry';
import { createFileSegment, createMemorySegment, openSegments, type Segment } from './journal-segments.js';

export interface JournalSpaceOptions {
  readonly folder: string;
  readonly log: Logger;
  /** A file that has grown so large is followed by a new one. */
  readonly segmentBytesMax?: number;
  /** All files together; 1 GiB by default. What comes on top is held in memory, or refused by `whenFull`. */
  readonly bytesMax?: number;
  /** What becomes of requests that the disk has no place for; `pass` by default. */
  readonly whenFull?: 'pass' | 'refuse';
  /** What memory holds at most; beyond it requests are refused in any case. */
  readonly memoryBytesMax?: number;
  readonly nowMs?: () => number;
}

/** After the disk has refused, it is left alone for so long. */
const diskRetryMs = 1000;

/**
 * Where the journal's frames are: files, and pieces of memory for what the disk would not take. When the
 * files have reached their bound, or the disk is full or refuses, frames go to memory, and an error is
 * logged.
 */
export class JournalSpace {
  /** Oldest first. */
  readonly segments: Segment[];
  /** The one that is written to; null when the next frame opens one. */
  active: Segment | null = null;
  private diskRetryAtMs = 0;
  private troubled = false;
  private readonly nowMs: () => number;

  /** @throws Error when the folder cannot be read. */
  constructor(private readonly options: JournalSpaceOptions) {
    this.nowMs = options.nowMs ?? Date.now;
    this.segments = openSegments(options.folder);
  }

  /** The last sequence number that may be in it; 0 when there is none. */
  get lastSequence(): number {
    return this.segments.at(-1)?.lastSequence ?? 0;
  }

  /**
   * Whether a request must be refused because there is no place for its record. Once a second one is let
   * through that tries the disk again.
   */
  get refuses(): boolean {
    if (!this.troubled || this.nowMs() >= this.diskRetryAtMs) return false;
    if (this.options.whenFull === 'refuse') return true;
    return this.bytes(false) >= (this.options.memoryBytesMax ?? 64 << 20);
  }

  /** For the status page. */
  status(): {
    readonly journalBytes: number;
    readonly memoryBytes: number;
    readonly journalTroubled: boolean;
  } {
    return {
      journalBytes: this.bytes(true),
      memoryBytes: this.bytes(false),
      journalTroubled: this.troubled,
    };
  }

  /** Takes a frame in, on disk if that can be. */
  append(frame: Uint8Array, firstSequence: number, lastSequence: number): void {
    if (this.nowMs() >= this.diskRetryAtMs) {
      try {
        this.segmentOnDisk(firstSequence).append(frame, lastSequence);
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
    const inMemory =
      this.active?.onDisk === false ? this.active : this.open(createMemorySegment(firstSequence));
    inMemory.append(frame, lastSequence);
  }

  /** Removes files whose entries are all up to `watermark`. */
  forget(watermark: number): void {
    while (this.segments.length > 0) {
      const oldest = this.segments[0] as Segment;
      if (oldest === this.active || oldest.lastSequence > watermark) return;
      this.segments.shift();
      this.remove(oldest);
    }
  }

  close(): void {
    for (const segment of this.segments) segment.close();
  }

  private segmentOnDisk(firstSequence: number): Segment {
    const { folder, segmentBytesMax = 8 << 20, bytesMax = 1 << 30 } = this.options;
    if (this.active?.onDisk && this.active.bytes < segmentBytesMax) return this.active;
    if (this.bytes(true) + segmentBytesMax > bytesMax)
      throw new Error(`the journal's files have reached ${bytesMax} bytes that are not reported yet`);
    return this.open(createFileSegment(folder, firstSequence));
  }

  private open(segment: Segment): Segment {
    this.active = segment;
    this.segments.push(segment);
    return segment;
  }

  private remove(segment: Segment): void {
    try {
      segment.remove();
    } catch (error) {
      this.options.log.warn('a counted journal file cannot be removed', { error });
    }
  }

  private bytes(onDisk: boolean): number {
    return this.segments.reduce((sum, segment) => sum + (segment.onDisk === onDisk ? segment.bytes : 0), 0);
  }
}
