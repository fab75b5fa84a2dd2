import { bucketCount, bucketOf, highestOf, latencyMsMax, lowestOf } from './latency-buckets.js';

/**
 * How many requests took how long. Any percentile is within 1 % of the true one and exact below 128 ms;
 * count, sum, least and greatest are exact. Sketches of several gateways or minutes add up to the sketch that
 * one would have made of all their requests.
 */
export class LatencySketch {
  /** By bucket; as long as the greatest latency so far asks for. Numbers, as months outgrow 32 bits. */
  private buckets = new Float64Array(0);
  private total = 0;
  private sumOfAll = 0;
  private least = latencyMsMax;
  private greatest = 0;

  /** From buckets in order and what is exact; the caller has seen that they belong together. */
  static of(
    buckets: Uint16Array,
    counts: Float64Array,
    exact: { readonly sum: number; readonly min: number; readonly max: number },
  ): LatencySketch {
    const sketch = new LatencySketch();
    const last = buckets.at(-1);
    if (last !== undefined) sketch.grow(last);
    for (let index = 0; index < buckets.length; index++) {
      const count = counts[index]!;
      sketch.buckets[buckets[index]!] = count;
      sketch.total += count;
    }
    if (sketch.total === 0) return sketch;
    sketch.sumOfAll = exact.sum;
    sketch.least = exact.min;
    sketch.greatest = exact.max;
    return sketch;
  }

  /** Counts a latency: whole milliseconds, of which fractions are cut off. */
  add(ms: number, times = 1): void {
    const value = ms > latencyMsMax ? latencyMsMax : ms > 0 ? ms | 0 : 0;
    const bucket = bucketOf(value);
    if (bucket >= this.buckets.length) this.grow(bucket);
    this.buckets[bucket]! += times;
    this.total += times;
    this.sumOfAll += value * times;
    if (value < this.least) this.least = value;
    if (value > this.greatest) this.greatest = value;
  }

  /** Adds what another has counted. */
  merge(other: LatencySketch): void {
    if (other.total === 0) return;
    if (other.buckets.length > this.buckets.length) this.grow(other.buckets.length - 1);
    for (let bucket = 0; bucket < other.buckets.length; bucket++) {
      this.buckets[bucket]! += other.buckets[bucket]!;
    }
    this.total += other.total;
    this.sumOfAll += other.sumOfAll;
    this.least = Math.min(this.least, other.least);
    this.greatest = Math.max(this.greatest, other.greatest);
  }

  /** Forgets everything and keeps its memory. */
  clear(): void {
    this.buckets.fill(0);
    this.total = 0;
    this.sumOfAll = 0;
    this.least = latencyMsMax;
    this.greatest = 0;
  }

  get count(): number {
    return this.total;
  }

  /** Milliseconds, as are `min`, `max` and quantiles. */
  get sum(): number {
    return this.sumOfAll;
  }

  /** 0 when nothing is counted, as is `max`. */
  get min(): number {
    return this.total === 0 ? 0 : this.least;
  }

  get max(): number {
    return this.greatest;
  }

  /**
   * The latency that a share of all requests did not exceed: 0.99 for p99, by nearest rank. 0 when nothing is
   * counted.
   */
  quantile(share: number): number {
    const rank = Math.min(Math.max(1, Math.ceil(share * this.total)), this.total);
    if (rank <= 1) return this.min;
    if (rank === this.total) return this.max;
    let seen = 0;
    for (let bucket = 0; bucket < this.buckets.length; bucket++) {
      seen += this.buckets[bucket]!;
      if (seen < rank) continue;
      const middle = (lowestOf(bucket) + highestOf(bucket)) / 2;
      return Math.min(Math.max(middle, this.least), this.greatest);
    }
    return this.max;
  }

  /**
   * Adds to `into`, for each of the rising bounds, how many were at most so long: exact up to 127 ms and for
   * the bounds of buckets, else the buckets that are within it as a whole.
   */
  addCountsUpTo(boundsMs: readonly number[], into: Float64Array): void {
    let bucket = 0;
    let count = 0;
    for (let index = 0; index < boundsMs.length; index++) {
      const beyond = Math.min(
        bucketOf(Math.min(boundsMs[index]!, latencyMsMax - 1) + 1),
        this.buckets.length,
      );
      for (; bucket < beyond; bucket++) count += this.buckets[bucket]!;
      into[index]! += count;
    }
  }

  /** The buckets that hold something, in order. */
  visit(each: (bucket: number, count: number) => void): void {
    for (let bucket = 0; bucket < this.buckets.length; bucket++) {
      const count = this.buckets[bucket]!;
      if (count > 0) each(bucket, count);
    }
  }

  /** By steps of 64 buckets, one power of two each, so that it happens a few times in a sketch's life. */
  private grow(bucket: number): void {
    const grown = new Float64Array(Math.min((bucket | 63) + 1, bucketCount));
    grown.set(this.buckets);
    this.buckets = grown;
  }
}
