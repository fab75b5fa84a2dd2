import { BytesProblem, type ByteReader, readBytes, type ReadBytes } from '../bytes/byte-reader.js';
import { ByteWriter } from '../bytes/byte-writer.js';
import { bucketCount, bucketOf, highestOf, latencyMsMax, lowestOf } from './latency-buckets.js';
import { LatencySketch } from './latency-sketch.js';

/**
 * A sketch as bytes: how many buckets hold something, each as the distance from the one before and its count;
 * then, unless there is none, sum, least and greatest. A minute of a quiet stage takes some ten bytes, the
 * fullest sketch 12 KB. Equal sketches have equal bytes.
 */
export function encodeSketch(sketch: LatencySketch): Buffer {
  const writer = new ByteWriter();
  writeSketch(writer, sketch);
  return writer.toBuffer();
}

/** The sketch that the bytes hold, or what is wrong with them. */
export function decodeSketch(bytes: Uint8Array): ReadBytes<LatencySketch> {
  return readBytes(bytes, readSketch);
}

/** As a part of longer bytes. */
export function writeSketch(writer: ByteWriter, sketch: LatencySketch): void {
  let held = 0;
  sketch.visit(() => (held += 1));
  writer.number(held);
  if (held === 0) return;
  let next = 0;
  sketch.visit((bucket, count) => {
    writer.number(bucket - next);
    writer.number(count);
    next = bucket + 1;
  });
  writer.number(sketch.sum);
  writer.number(sketch.min);
  writer.number(sketch.max);
}

/**
 * Throws `BytesProblem` for what no sketch writes: buckets that are none, more than can be counted, a sum or
 * extremes that the buckets cannot have.
 */
export function readSketch(reader: ByteReader): LatencySketch {
  const held = reader.number('the number of buckets', bucketCount);
  // Not lists of pairs: a day of a stage is 1,440 sketches of some hundred buckets.
  const buckets = new Uint16Array(held);
  const counts = new Float64Array(held);
  let next = 0;
  for (let index = 0; index < held; index++) {
    const bucket = next + reader.number('a bucket', bucketCount - 1 - next);
    const count = reader.number('a count');
    if (count === 0) throw new BytesProblem('a bucket is empty');
    buckets[index] = bucket;
    counts[index] = count;
    next = bucket + 1;
    if (next === bucketCount && index < held - 1) throw new BytesProblem('there are too many buckets');
  }
  if (held === 0) return new LatencySketch();
  const sum = reader.number('the sum');
  const min = reader.number('the least', latencyMsMax);
  const max = reader.number('the greatest', latencyMsMax);
  check(buckets, counts, { sum, min, max });
  return LatencySketch.of(buckets, counts, { sum, min, max });
}

function check(
  buckets: Uint16Array,
  counts: Float64Array,
  { sum, min, max }: { sum: number; min: number; max: number },
): void {
  let total = 0;
  let sumLowest = 0;
  let sumHighest = 0;
  for (let index = 0; index < buckets.length; index++) {
    const bucket = buckets[index]!;
    const count = counts[index]!;
    total += count;
    sumLowest += count * lowestOf(bucket);
    sumHighest += count * highestOf(bucket);
  }
  if (total > Number.MAX_SAFE_INTEGER) throw new BytesProblem('the counts add up to too many');
  if (bucketOf(min) !== buckets[0]) throw new BytesProblem('the least is in another bucket');
  if (bucketOf(max) !== buckets[buckets.length - 1])
    throw new BytesProblem('the greatest is in another bucket');
  if (min > max) throw new BytesProblem('the least is over the greatest');
  if (sum < sumLowest || sum > sumHighest) throw new BytesProblem('the sum is none of these buckets');
}
