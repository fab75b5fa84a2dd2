/**
 * How fast a bucket refills and how many tokens it holds. Zero is allowed: a burst of 0 lets nothing pass.
 */
export interface BucketLimit {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/**
 * A token bucket as "full at `fullAtMs`, and `taken` since then". Tokens are derived from these two whenever
 * they are asked for and never added up step by step, so that no rounding error builds up however long the
 * bucket runs.
 */
export interface TokenBucket {
  ratePerSecond: number;
  burst: number;
  fullAtMs: number;
  taken: number;
}

/**
 * What a take says. `retryAfterMs` is 0 when taken, else when one token will be there; Infinity when never.
 */
export interface RateVerdict {
  readonly taken: boolean;
  readonly retryAfterMs: number;
}

/** The verdict of every take that succeeds; one object, because it is made on every request. */
export const tokenTaken: RateVerdict = Object.freeze({ taken: true, retryAfterMs: 0 });

/** A full bucket. */
export function createTokenBucket(limit: BucketLimit, nowMs: number): TokenBucket {
  return { ratePerSecond: limit.ratePerSecond, burst: limit.burst, fullAtMs: nowMs, taken: 0 };
}

/** Takes one token, or says when to come back. `nowMs` may be any clock that does not run backwards. */
export function takeToken(bucket: TokenBucket, nowMs: number): RateVerdict {
  if (drawTokens(bucket, 1, nowMs) === 1) return tokenTaken;
  return { taken: false, retryAfterMs: msUntilToken(bucket, nowMs) };
}

/** Takes up to `wanted` whole tokens and returns how many it got. */
export function drawTokens(bucket: TokenBucket, wanted: number, nowMs: number): number {
  const granted = Math.min(wanted, Math.floor(tokensIn(bucket, nowMs)));
  bucket.taken += granted;
  return granted;
}

/** How many whole tokens there are. */
export function wholeTokens(bucket: TokenBucket, nowMs: number): number {
  return Math.max(0, Math.floor(tokensIn(bucket, nowMs)));
}

/** Puts tokens back that were taken and not used; a bucket never holds more than its burst. */
export function returnTokens(bucket: TokenBucket, count: number): void {
  bucket.taken = Math.max(0, bucket.taken - count);
}

/** Goes on with another limit: the tokens in the bucket stay, as far as they fit. */
export function changeLimit(bucket: TokenBucket, limit: BucketLimit, nowMs: number): void {
  if (bucket.ratePerSecond === limit.ratePerSecond && bucket.burst === limit.burst) return;
  const tokens = Math.min(tokensIn(bucket, nowMs), limit.burst);
  bucket.ratePerSecond = limit.ratePerSecond;
  bucket.burst = limit.burst;
  bucket.fullAtMs = nowMs;
  bucket.taken = limit.burst - tokens;
}

/** True when the bucket is as good as a new one, so that it may be forgotten. */
export function isFull(bucket: TokenBucket, nowMs: number): boolean {
  return tokensIn(bucket, nowMs) >= bucket.burst;
}

/** Milliseconds until one whole token is there; Infinity when that never happens. */
export function msUntilToken(bucket: TokenBucket, nowMs: number): number {
  const tokens = tokensIn(bucket, nowMs);
  if (tokens >= 1) return 0;
  if (bucket.ratePerSecond <= 0 || bucket.burst < 1) return Infinity;
  return Math.ceil(((1 - tokens) * 1000) / bucket.ratePerSecond);
}

function tokensIn(bucket: TokenBucket, nowMs: number): number {
  const elapsedMs = Math.max(0, nowMs - bucket.fullAtMs);
  const tokens = bucket.burst + (elapsedMs * bucket.ratePerSecond) / 1000 - bucket.taken;
  if (tokens < bucket.burst) return tokens;
  bucket.fullAtMs = Math.max(nowMs, bucket.fullAtMs);
  bucket.taken = 0;
  return bucket.burst;
}
