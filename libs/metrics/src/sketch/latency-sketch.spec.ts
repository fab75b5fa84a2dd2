import fc from 'fast-check';
import { latencyMsMax } from './latency-buckets.js';
import { LatencySketch } from './latency-sketch.js';
import { encodeSketch } from './sketch-bytes.js';

const shares = [0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1];
const chance = fc.double({ min: 0, max: 0.999_999, noNaN: true });

/** What backends take: evenly spread, with a long tail, fast or slow, and always the same. */
const shapes: Readonly<Record<string, fc.Arbitrary<number>>> = {
  uniform: fc.integer({ min: 0, max: 30_000 }),
  'long tail': chance.map((u) => Math.floor(Math.log(1 / (1 - u)) * 400)),
  bimodal: fc.tuple(fc.boolean(), chance).map(([hit, u]) => Math.floor(hit ? u * 4 : 2_000 + u * 900)),
  'heavy tail': chance.map((u) => Math.min(latencyMsMax, Math.floor(5 / (1 - u) ** 1.5))),
};
const constant = fc
  .tuple(fc.integer({ min: 0, max: latencyMsMax }), fc.integer({ min: 1, max: 500 }))
  .map(([ms, times]) => Array.from({ length: times }, () => ms));
const samples = (shape: fc.Arbitrary<number>) =>
  fc.array(shape, { minLength: 1, maxLength: 2_000, size: 'max' });

const sketchOf = (latencies: readonly number[]) => {
  const sketch = new LatencySketch();
  for (const ms of latencies) sketch.add(ms);
  return sketch;
};
const mergedOf = (...sketches: readonly LatencySketch[]) => {
  const merged = new LatencySketch();
  for (const sketch of sketches) merged.merge(sketch);
  return merged;
};

function expectTruth(sketch: LatencySketch, latencies: readonly number[]) {
  const sorted = [...latencies].sort((a, b) => a - b);
  expect(sketch.count).toBe(sorted.length);
  expect(sketch.sum).toBe(sorted.reduce((sum, ms) => sum + ms, 0));
  expect([sketch.min, sketch.max]).toEqual([sorted[0], sorted.at(-1)]);
  for (const share of shares) {
    const truth = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
    expect(Math.abs(sketch.quantile(share) - truth)).toBeLessThanOrEqual(0.01 * truth);
  }
}

test.each([
  ...Object.entries(shapes).map(([name, shape]) => [name, samples(shape)] as const),
  ['constant', constant] as const,
])('percentiles are within 1 %% of the true ones, all else is exact: %s', (_, latencies) => {
  fc.assert(
    fc.property(latencies, (all) => expectTruth(sketchOf(all), all)),
    { numRuns: 60 },
  );
});

test.each(Object.entries(shapes))(
  'what several gateways counted adds up to what one would have, in any order: %s',
  (_, shape) => {
    const parts = fc.tuple(samples(shape), samples(shape), fc.array(shape));
    fc.assert(
      fc.property(parts, ([a, b, c]) => {
        const [x, y, z] = [sketchOf(a), sketchOf(b), sketchOf(c)];
        const whole = encodeSketch(sketchOf([...a, ...b, ...c]));
        expect(encodeSketch(mergedOf(mergedOf(x, y), z))).toEqual(whole);
        expect(encodeSketch(mergedOf(x, mergedOf(y, z)))).toEqual(whole);
        expect(encodeSketch(mergedOf(z, y, x))).toEqual(whole);
        expectTruth(mergedOf(x, y, z), [...a, ...b, ...c]);
      }),
      { numRuns: 40 },
    );
  },
);

test('nothing counted is 0 everywhere, also after it was cleared', () => {
  const sketch = new LatencySketch();
  const nothing = { count: 0, sum: 0, min: 0, max: 0 };
  expect(sketch).toMatchObject(nothing);
  expect(sketch.quantile(0.99)).toBe(0);
  sketch.add(7);
  sketch.clear();
  expect(sketch).toMatchObject(nothing);
  expect(sketch.quantile(0.99)).toBe(0);
  sketch.add(900);
  expect(sketch).toMatchObject({ count: 1, sum: 900, min: 900, max: 900 });
});

test('fractions are cut off, what is negative or no number is 0, what is too long is the longest', () => {
  for (const [ms, counted] of [
    [1.9, 1],
    [-3, 0],
    [Number.NaN, 0],
    [Number.POSITIVE_INFINITY, latencyMsMax],
    [latencyMsMax + 1, latencyMsMax],
  ] as const) {
    expect(sketchOf([ms])).toMatchObject({ count: 1, sum: counted, min: counted, max: counted });
  }
});

test('counts up to bounds are added to those of before, by whole buckets', () => {
  const sketch = sketchOf([0, 5, 6, 100, 127, 300, latencyMsMax]);
  const counts = new Float64Array(7);
  for (const times of [1, 2]) {
    sketch.addCountsUpTo([0, 5, 99, 127, 300, 301, latencyMsMax - 1], counts);
    // 300 shares its bucket with 301, 302 and 303.
    expect([...counts]).toEqual([1, 2, 3, 5, 5, 5, 6].map((count) => count * times));
  }
});
