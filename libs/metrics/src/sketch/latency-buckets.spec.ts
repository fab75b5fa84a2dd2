import { bucketCount, bucketOf, highestOf, latencyMsMax, lowestOf } from './latency-buckets.js';

test('buckets lie side by side from 0 to the greatest latency', () => {
  expect(lowestOf(0)).toBe(0);
  expect(highestOf(bucketCount - 1)).toBe(latencyMsMax);
  for (let bucket = 1; bucket < bucketCount; bucket++) {
    expect(lowestOf(bucket)).toBe(highestOf(bucket - 1) + 1);
  }
});

test('a latency is in the bucket that its bounds say', () => {
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    expect(bucketOf(lowestOf(bucket))).toBe(bucket);
    expect(bucketOf(highestOf(bucket))).toBe(bucket);
  }
});

test('the middle of a bucket is within 1 % of all that is in it', () => {
  for (let bucket = 1; bucket < bucketCount; bucket++) {
    const middle = (lowestOf(bucket) + highestOf(bucket)) / 2;
    expect((middle - lowestOf(bucket)) / lowestOf(bucket)).toBeLessThan(0.01);
    expect((highestOf(bucket) - middle) / highestOf(bucket)).toBeLessThan(0.01);
  }
});
