import type { BucketLimit, RateVerdict } from './token-bucket.js';

/**
 * Where a request takes its tokens. A verdict comes at once whenever it can be decided here; a promise only
 * while the first tokens of a bucket are on their way from a shared counter. `nowMs` is the caller's clock.
 */
export interface RateBuckets {
  take(key: string, limit: BucketLimit, nowMs: number): RateVerdict | Promise<RateVerdict>;
  /** Puts one token back: the request was refused by another limit. */
  giveBack(key: string, limit: BucketLimit, nowMs: number): void;
  /** What the next take would find, as far as this process knows without asking anybody; changes nothing. */
  level(key: string, limit: BucketLimit, nowMs: number): BucketLevel;
  /**
   * Forgets what is as good as new and returns idle tokens, looking at a bounded number of buckets; call ten
   * times a second.
   */
  sweep(nowMs: number): void;
}

/** Whole tokens that are there, and when one will be: 0 when there is one now, Infinity for never. */
export interface BucketLevel {
  readonly tokens: number;
  readonly retryAfterMs: number;
}

/** Tokens drawn in one go. `retryAfterMs` says when one more will be there; 0 when there is one now. */
export interface DrawnTokens {
  readonly granted: number;
  readonly retryAfterMs: number;
  /** Whole tokens that the shared bucket still holds. */
  readonly left: number;
}

/** The counter that gateways share: one bucket per key, drawn from in blocks. */
export interface TokenCounter {
  /** Up to `wanted` whole tokens; a negative `wanted` returns tokens. */
  draw(key: string, limit: BucketLimit, wanted: number, nowMs: number): DrawnTokens | Promise<DrawnTokens>;
}
