import type { UsageCount } from './exchange.js';
import { visitRuns, type JournalFrame } from './journal-frame.js';
import { decodeUse, useLength } from './journal-use.js';

/** Adds journal frames up to one count per plan, key, day and permit period. */
export interface UsageTally {
  /** Adds the uses of a frame whose sequence number is over `afterSequence`. */
  add(bytes: Uint8Array, frame: JournalFrame, afterSequence: number): void;
  /** How many different counts there are. */
  readonly size: number;
  counts(): UsageCount[];
}

/** An empty tally. Uses are distinguished by their bytes and decoded once each, at the end. */
export function createUsageTally(): UsageTally {
  const tallies = new Map<string, { readonly use: Uint8Array; count: number }>();
  return {
    add(bytes, frame, afterSequence) {
      let sequence = frame.firstSequence - 1;
      visitRuns(bytes, frame, (useAt, count) => {
        // A watermark inside a frame comes only of a frame that was counted in part; those uses are skipped.
        const fresh = Math.min(count, sequence + count - afterSequence);
        sequence += count;
        if (fresh <= 0) return;
        const use = bytes.subarray(useAt, useAt + useLength(bytes, useAt));
        const name = String.fromCharCode(...use);
        const tally = tallies.get(name);
        if (tally === undefined) tallies.set(name, { use: use.slice(), count: fresh });
        else tally.count += fresh;
      });
    },
    get size() {
      return tallies.size;
    },
    counts() {
      return [...tallies.values()].map(({ use, count }) => ({ ...decodeUse(use, 0), count }));
    },
  };
}
