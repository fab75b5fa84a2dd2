import fc from 'fast-check';
import { changeLimit, createTokenBucket, isFull, returnTokens, takeToken } from './token-bucket.js';

test('a full bucket lets exactly its burst pass at one moment', () => {
  const bucket = createTokenBucket({ ratePerSecond: 1000, burst: 200 }, 5);
  let passed = 0;
  for (let i = 0; i < 500; i++) if (takeToken(bucket, 5).taken) passed++;
  expect(passed).toBe(200);
});

test('a refusal says when the next token is there, and then it is there', () => {
  const bucket = createTokenBucket({ ratePerSecond: 3, burst: 1 }, 0);
  takeToken(bucket, 0);
  const refused = takeToken(bucket, 100);
  expect(refused).toEqual({ taken: false, retryAfterMs: 234 });
  expect(takeToken(bucket, 333).taken).toBe(false);
  expect(takeToken(bucket, 100 + refused.retryAfterMs).taken).toBe(true);
});

test('a rate that is no whole number of milliseconds does not drift in a day under full load', () => {
  const bucket = createTokenBucket({ ratePerSecond: 0.3, burst: 2 }, 0);
  let passed = 0;
  for (let ms = 0; ms <= 86_400_000; ms += 500) while (takeToken(bucket, ms).taken) passed++;
  expect(passed).toBe(2 + 0.3 * 86_400);
});

test('nobody passes a burst of 0, and a rate of 0 never refills', () => {
  expect(takeToken(createTokenBucket({ ratePerSecond: 10, burst: 0 }, 0), 1e9)).toEqual({
    taken: false,
    retryAfterMs: Infinity,
  });
  const still = createTokenBucket({ ratePerSecond: 0, burst: 1 }, 0);
  expect(takeToken(still, 0).taken).toBe(true);
  expect(takeToken(still, 1e9)).toEqual({ taken: false, retryAfterMs: Infinity });
});

test('a clock that steps back takes nothing away', () => {
  const bucket = createTokenBucket({ ratePerSecond: 1, burst: 2 }, 1000);
  expect(takeToken(bucket, 0).taken).toBe(true);
  expect(takeToken(bucket, 0).taken).toBe(true);
  expect(takeToken(bucket, 0).taken).toBe(false);
});

test('a lower limit takes effect at once, however long the bucket was saturated', () => {
  const bucket = createTokenBucket({ ratePerSecond: 100, burst: 10 }, 0);
  for (let ms = 0; ms < 10_000; ms += 5) takeToken(bucket, ms);
  changeLimit(bucket, { ratePerSecond: 50, burst: 5 }, 180_000);
  expect(takeToken(bucket, 10_020).taken).toBe(true);
});

test('returned tokens can be taken again and never exceed the burst', () => {
  const bucket = createTokenBucket({ ratePerSecond: 1, burst: 1 }, 0);
  takeToken(bucket, 0);
  returnTokens(bucket, 5);
  expect(isFull(bucket, 0)).toBe(true);
  expect(takeToken(bucket, 0).taken).toBe(true);
  expect(takeToken(bucket, 0).taken).toBe(false);
});

test('never more than burst + rate x time passes, and all of it when the demand is there', () => {
  const limits = fc.record({
    ratePerSecond: fc.integer({ min: 1, max: 5000 }),
    burst: fc.integer({ min: 1, max: 500 }),
  });
  fc.assert(
    fc.property(limits, fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }), (limit, steps) => {
      const bucket = createTokenBucket(limit, 0);
      let nowMs = 0;
      let passed = 0;
      for (const step of steps) {
        nowMs += step;
        for (let i = 0; i < 20; i++) if (takeToken(bucket, nowMs).taken) passed++;
        expect(passed).toBeLessThanOrEqual(limit.burst + (limit.ratePerSecond * nowMs) / 1000 + 1e-6);
      }
    }),
  );
});
