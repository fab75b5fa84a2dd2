import fc from 'fast-check';
import { blockSize } from './block-size.js';

const blockMax = 10_000;

test('blocks shrink with the pool, down to one at a time, and the last permit is grantable', () => {
  const sizes: number[] = [];
  for (let remaining = 50; remaining > 0;) {
    const size = blockSize({ remaining, wanted: 100, activeGateways: 2, blockMax });
    sizes.push(size);
    remaining -= size;
  }
  expect(sizes.slice(0, 4)).toEqual([12, 9, 7, 5]);
  expect(sizes.slice(-3)).toEqual([1, 1, 1]);
});

test('an empty or overdrawn pool, or no request, grants nothing', () => {
  expect(blockSize({ remaining: 0, wanted: 5, activeGateways: 1, blockMax })).toBe(0);
  expect(blockSize({ remaining: -3, wanted: 5, activeGateways: 1, blockMax })).toBe(0);
  expect(blockSize({ remaining: 5, wanted: 0, activeGateways: 1, blockMax })).toBe(0);
});

test('grants never exceed the pool or the request, and asking again and again empties the pool', () => {
  const wishes = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 30 });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 1, max: 8 }),
      wishes,
      (pool, gateways, asked) => {
        let remaining = pool;
        const draw = (wanted: number) => {
          const size = blockSize({ remaining, wanted, activeGateways: gateways, blockMax: 100 });
          expect(size).toBeLessThanOrEqual(Math.min(Math.max(0, remaining), wanted, 100));
          remaining -= size;
          return size;
        };
        asked.forEach(draw);
        while (draw(1) === 1);
        expect(remaining).toBe(0);
      },
    ),
  );
});
