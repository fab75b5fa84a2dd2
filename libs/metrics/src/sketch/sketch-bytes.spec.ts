import fc from 'fast-check';
import { bucketCount, latencyMsMax } from './latency-buckets.js';
import { LatencySketch } from './latency-sketch.js';
import { decodeSketch, encodeSketch } from './sketch-bytes.js';

const latencies = fc.array(fc.integer({ min: 0, max: latencyMsMax }), { maxLength: 300 });

function sketchOf(all: readonly number[], times = 1) {
  const sketch = new LatencySketch();
  for (const ms of all) sketch.add(ms, times);
  return sketch;
}

test('a sketch is the same behind its bytes', () => {
  fc.assert(
    fc.property(latencies, fc.integer({ min: 1, max: 2 ** 20 }), (all, times) => {
      const sketch = sketchOf(all, times);
      const read = decodeSketch(encodeSketch(sketch));
      expect(read).toMatchObject({ ok: true, value: { count: sketch.count, sum: sketch.sum } });
      if (read.ok) expect(encodeSketch(read.value)).toEqual(encodeSketch(sketch));
    }),
  );
});

test('a quiet minute takes few bytes, the fullest sketch no more than its bound', () => {
  expect(encodeSketch(new LatencySketch())).toHaveLength(1);
  expect(encodeSketch(sketchOf([12, 13, 40]))).toHaveLength(10);
  const full = sketchOf(
    Array.from({ length: latencyMsMax / 4_096 }, (_, index) => index * 4_096).concat(
      Array.from({ length: 200_000 }, (_, ms) => ms),
    ),
    2 ** 30,
  );
  expect(encodeSketch(full).length).toBeLessThan(12 * 1024);
});

test('bytes that are cut off or go on are refused', () => {
  const bytes = encodeSketch(sketchOf([1, 500, 500, 9_000]));
  for (let length = 0; length < bytes.length; length++) {
    expect(decodeSketch(bytes.subarray(0, length)).ok).toBe(false);
  }
  expect(decodeSketch(Buffer.concat([bytes, Buffer.of(0)]))).toEqual({
    ok: false,
    problem: 'bytes follow the end',
  });
});

// One bucket: 7 ms, twice; sum 14, least 7, greatest 7.
test.each([
  ['a bucket that is none', [1, 0xc0, 0x09, 2, 14, 7, 7], `a bucket is over ${bucketCount - 1}`],
  ['an empty bucket', [1, 7, 0, 0, 7, 7], 'a bucket is empty'],
  ['more buckets than there are', [0xc1, 0x09], `the number of buckets is over ${bucketCount}`],
  ['one behind the last', [2, 0xbf, 0x09, 1, 0, 1, 0, 0, 0], 'there are too many buckets'],
  [
    'a number with a superfluous byte',
    [0x81, 0x00, 7, 2, 14, 7, 7],
    'the number of buckets is spelled too long',
  ],
  [
    'a number that is too long',
    [1, 7, 255, 255, 255, 255, 255, 255, 255, 255, 1],
    `a count is over ${2 ** 53 - 1}`,
  ],
  ['a sum of other latencies', [1, 7, 2, 15, 7, 7], 'the sum is none of these buckets'],
  ['a least of another bucket', [1, 7, 2, 14, 6, 7], 'the least is in another bucket'],
  ['a greatest of another bucket', [1, 7, 2, 14, 7, 8], 'the greatest is in another bucket'],
  [
    'extremes that are the wrong way round',
    [1, 0x80, 1, 2, 0x82, 2, 0x81, 1, 0x80, 1],
    'the least is over the greatest',
  ],
  [
    'more than can be counted',
    [2, 7, 255, 255, 255, 255, 255, 255, 255, 15, 0, 1, 14, 7, 8],
    'the counts add up to too many',
  ],
])('%s is refused', (_, bytes, problem) => {
  expect(decodeSketch(Uint8Array.from(bytes))).toEqual({ ok: false, problem });
});

test('what is taken is what a sketch writes, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const read = decodeSketch(bytes);
      if (read.ok) expect(new Uint8Array(encodeSketch(read.value))).toEqual(bytes);
    }),
    { numRuns: 5_000 },
  );
});
