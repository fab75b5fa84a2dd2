/**
 * Latencies are whole milliseconds. Up to 127 each has a bucket of its own; from there each power of two is
 * cut into 64 buckets of equal width, so that the middle of a bucket is within 1/128 (0.78 %) of whatever
 * fell into it.
 */
const exactBits = 7;
const partBits = exactBits - 1;
const parts = 1 << partBits;

/** Four hours and a half: longer than any request may take. What is above counts as this. */
export const latencyMsMax = 2 ** 24 - 1;

/** How many buckets there are. */
export const bucketCount = bucketOf(latencyMsMax) + 1;

/** The bucket of a latency, a whole number from 0 to `latencyMsMax`. */
export function bucketOf(ms: number): number {
  // How often it must be halved until it is below 128.
  const halvings = 32 - exactBits - Math.clz32(ms);
  return halvings <= 0 ? ms : halvings * parts + (ms >>> halvings);
}

/** The least latency in a bucket. */
export function lowestOf(bucket: number): number {
  const halvings = halvingsOf(bucket);
  return (bucket - halvings * parts) << halvings;
}

/** The greatest latency in a bucket. */
export function highestOf(bucket: number): number {
  return lowestOf(bucket) + 2 ** halvingsOf(bucket) - 1;
}

function halvingsOf(bucket: number): number {
  return bucket < 2 * parts ? 0 : (bucket >>> partBits) - 1;
}
