import { describeRateBuckets, describeTokenCounter } from '#libs/testing';
import { createBlockRateBuckets } from './block-rate-buckets.js';
import { createMemoryRateBuckets } from './memory-rate-buckets.js';
import { createMemoryTokenCounter } from './memory-token-counter.js';

const close = () => undefined;

describe('counter in memory', () => {
  describeTokenCounter(() => ({ counter: createMemoryTokenCounter(), close }));
});

describe('buckets in memory', () => {
  describeRateBuckets(() => ({ buckets: createMemoryRateBuckets(), close }));
});

describe('buckets that draw blocks from a counter in memory', () => {
  describeRateBuckets(() => ({ buckets: createBlockRateBuckets(createMemoryTokenCounter()), close }));
});

test('two gateways that share a counter have one burst between them', async () => {
  const counter = createMemoryTokenCounter();
  const gateways = [createBlockRateBuckets(counter), createBlockRateBuckets(counter)];
  const limit = { ratePerSecond: 100, burst: 40 };
  const takes = Array.from({ length: 200 }, async (_, i) => gateways[i % 2]?.take('k', limit, 0));
  const verdicts = await Promise.all(takes);
  expect(verdicts.filter((verdict) => verdict?.taken)).toHaveLength(40);
});

test('spending tokens in hand asks no counter', async () => {
  const counter = createMemoryTokenCounter();
  let draws = 0;
  const buckets = createBlockRateBuckets({
    draw: (...args) => {
      draws += 1;
      return counter.draw(...args);
    },
  });
  const limit = { ratePerSecond: 10_000, burst: 2000 };
  for (let i = 0; i < 500; i++) await buckets.take('k', limit, 0);
  expect(draws).toBe(1);
});
