import { createUsageTally, readFrame, type UsageCount } from '#libs/metering';
import type { Logger } from '#libs/telemetry';
import type { JournalSpace } from './journal-space.js';
import type { Segment } from './journal-segments.js';

/** Counts from consecutive journal entries, ready for one exchange. */
export interface JournalBatch {
  readonly toSequence: number;
  readonly usage: readonly UsageCount[];
  /** There are entries after these. */
  readonly more: boolean;
}

/** Read in one go; larger than any frame, small enough to be decoded in a few milliseconds. */
const windowBytes = 1 << 20;
/**
 * So many counts go into one exchange, so that reading, writing and answering it holds nobody up. The rest
 * follows with the next.
 */
const countsMax = 1000;

/**
 * Reads what is in the journal, frame by frame, adding up equal uses. Remembers where it stopped, since that
 * is where it mostly goes on.
 */
export class JournalReader {
  private cursor: { readonly segment: Segment; readonly offset: number; readonly sequence: number } | null =
    null;

  constructor(
    private readonly space: JournalSpace,
    private readonly log: Logger,
  ) {}

  /** The next counts after `sequence`, as many as one exchange may carry. */
  readAfter(sequence: number): JournalBatch {
    for (const segment of this.space.segments) {
      if (segment.lastSequence <= sequence) continue;
      const batch = this.readSegment(segment, sequence);
      if (batch !== null) return batch;
    }
    return { toSequence: sequence, usage: [], more: false };
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
          // Incomplete at the start of a window: no frame is as long as a window, so it is the torn end of a
          // file.
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
    if (offset >= segment.bytes && segment !== this.space.active) segment.lastSequence = toSequence;
    if (toSequence === sequence) return null;
    this.cursor = { segment, offset, sequence: toSequence };
    return { toSequence, usage: tally.counts(), more: this.space.lastSequence > toSequence };
  }

  /**
   * Whatever follows a damaged frame cannot be trusted. A torn end is what a kill in the middle of a write
   * leaves; its requests had no response.
   */
  private giveUp(segment: Segment, offset: number): void {
    const lostBytes = segment.bytes - offset;
    this.log.warn('the end of a journal file cannot be read', {
      firstSequence: segment.firstSequence,
      lostBytes,
    });
    segment.bytes = offset;
  }
}
