import { createMemoryTokenCounter } from './memory-token-counter.js';

test('buckets that are full again are forgotten, sweep by sweep, and no others', () => {
  const counter = createMemoryTokenCounter();
  const limit = { ratePerSecond: 10, burst: 5 };
  for (let key = 0; key < 2500; key++) void counter.draw(`${key}`, limit, 1, 0);
  void counter.draw('in use', limit, 5, 400);
  for (let sweep = 0; sweep < 4; sweep++) counter.sweep(450);
  expect(counter.size).toBe(1);
  expect(counter.draw('in use', limit, 5, 450)).toMatchObject({ granted: 0 });
});
