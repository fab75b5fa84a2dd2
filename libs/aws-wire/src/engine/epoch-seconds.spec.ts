import { epochSeconds } from './epoch-seconds.js';

test('a time is written as whole seconds, rounded down', () => {
  expect(epochSeconds(Date.UTC(2026, 0, 1))).toBe(1767225600);
  expect(epochSeconds(1767225600999)).toBe(1767225600);
});
