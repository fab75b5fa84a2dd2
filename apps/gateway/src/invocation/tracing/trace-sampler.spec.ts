import { ActiveSampler, passiveSampler } from './trace-sampler.js';

test('of the traces that nobody has decided about, the first of a second and 5 % of the others', () => {
  let nowMs = 0;
  let drawn = 0;
  // 0, 0.01, 0.02, ...: of a hundred, five are below 0.05.
  const sampler = new ActiveSampler(
    () => nowMs,
    () => (drawn++ % 100) / 100,
  );
  const sampledOf = (count: number) =>
    Array.from({ length: count }, () => sampler.isSampled(null)).filter(Boolean).length;
  expect(sampledOf(1)).toBe(1);
  expect(sampledOf(100)).toBe(5);
  nowMs = 999;
  expect(sampledOf(1000)).toBe(50);
  nowMs = 1000;
  expect(sampledOf(1001)).toBe(51);
});

test('a caller’s decision is followed, and takes nobody’s place', () => {
  const sampler = new ActiveSampler(
    () => 0,
    () => 1,
  );
  expect([true, false, true].map((upstream) => sampler.isSampled(upstream))).toEqual([true, false, true]);
  expect(sampler.isSampled(null)).toBe(true);
  expect(sampler.isSampled(null)).toBe(false);
});

test('without tracing of its own a stage follows callers alone', () => {
  expect([true, false, null].map((upstream) => passiveSampler.isSampled(upstream))).toEqual([
    true,
    false,
    false,
  ]);
});
