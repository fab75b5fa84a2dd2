import type { RateBuckets } from './ports.js';
import { createSweep } from './create-sweep.js';
import {
  changeLimit,
  createTokenBucket,
  isFull,
  msUntilToken,
  returnTokens,
  takeToken,
  wholeTokens,
  type TokenBucket,
} from './token-bucket.js';

/** Rate buckets of a single gateway process; every verdict is immediate. */
export function createMemoryRateBuckets(): RateBuckets {
  const buckets = new Map<string, TokenBucket>();
  const sweepSome = createSweep(buckets);
  return {
    take(key, limit, nowMs) {
      let bucket = buckets.get(key);
      if (bucket === undefined) {
        bucket = createTokenBucket(limit, nowMs);
        buckets.set(key, bucket);
      }
      changeLimit(bucket, limit, nowMs);
      return takeToken(bucket, nowMs);
    },
    giveBack(key) {
      const bucket = buckets.get(key);
      if (bucket !== undefined) returnTokens(bucket, 1);
    },
    level(key, limit, nowMs) {
      const bucket = buckets.get(key) ?? createTokenBucket(limit, nowMs);
      return { tokens: wholeTokens(bucket, nowMs), retryAfterMs: msUntilToken(bucket, nowMs) };
    },
    sweep(nowMs) {
      sweepSome((key, bucket) => isFull(bucket, nowMs) && buckets.delete(key));
    },
  };
}
