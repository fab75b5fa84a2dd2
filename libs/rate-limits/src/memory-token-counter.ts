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

/** The shared counter of one process: right for one gateway, and what the adapter on Redis is measured against. */
export function createMemoryTokenCounter(): TokenCounter & { sweep(nowMs: number): void } {
  const buckets = new Map<string, TokenBucket>();
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
      for (const [key, bucket] of buckets) if (isFull(bucket, nowMs)) buckets.delete(key);
    },
  };
}
