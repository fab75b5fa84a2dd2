import { createSweep } from './create-sweep.js';
import type { DrawnTokens, TokenCounter } from './ports.js';
import {
  changeLimit,
  createTokenBucket,
  drawTokens,
  isFull,
  msUntilToken,
  returnTokens,
  wholeTokens,
  type TokenBucket,
} from './token-bucket.js';

export interface MemoryTokenCounter extends TokenCounter {
  /** Forgets what is as good as new, looking at a bounded number of buckets; call ten times a second. */
  sweep(nowMs: number): void;
  /** How many buckets are kept. */
  readonly size: number;
}

/**
 * The shared counter of one process: right for one gateway, and what the adapter on Redis is measured
 * against.
 */
export function createMemoryTokenCounter(): MemoryTokenCounter {
  const buckets = new Map<string, TokenBucket>();
  const sweepSome = createSweep(buckets);
  return {
    draw(key, limit, wanted, nowMs): DrawnTokens {
      let bucket = buckets.get(key);
      if (bucket === undefined) {
        bucket = createTokenBucket(limit, nowMs);
        buckets.set(key, bucket);
      }
      changeLimit(bucket, limit, nowMs);
      if (wanted < 0) returnTokens(bucket, -wanted);
      const granted = wanted > 0 ? drawTokens(bucket, wanted, nowMs) : 0;
      return { granted, retryAfterMs: msUntilToken(bucket, nowMs), left: wholeTokens(bucket, nowMs) };
    },
    sweep(nowMs) {
      sweepSome((key, bucket) => isFull(bucket, nowMs) && buckets.delete(key));
    },
    get size() {
      return buckets.size;
    },
  };
}
