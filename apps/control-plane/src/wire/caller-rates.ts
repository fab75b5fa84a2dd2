import {
  createTokenBucket,
  createSweep,
  isFull,
  takeToken,
  type BucketLimit,
  type RateVerdict,
  type TokenBucket,
} from '#libs/rate-limits';

/** So often, in takes, a thousand buckets are looked at: ten for each one that may have been added. */
const takesPerSweep = 100;

/**
 * Token buckets under names that callers choose a part of, such as the region of a signature. One that is
 * full again is forgotten, so that no more are kept than callers can use up at a time.
 */
export class CallerRates {
  private readonly buckets = new Map<string, TokenBucket>();
  private readonly sweepSome = createSweep(this.buckets);
  private takes = 0;

  /** How many buckets are kept. */
  get size(): number {
    return this.buckets.size;
  }

  take(name: string, limit: BucketLimit, nowMs: number): RateVerdict {
    if (++this.takes % takesPerSweep === 0) {
      this.sweepSome((key, bucket) => isFull(bucket, nowMs) && this.buckets.delete(key));
    }
    let bucket = this.buckets.get(name);
    if (!bucket) this.buckets.set(name, (bucket = createTokenBucket(limit, nowMs)));
    return takeToken(bucket, nowMs);
  }
}
