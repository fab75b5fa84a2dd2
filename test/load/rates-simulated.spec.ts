import { Redis } from 'ioredis';
import {
  createBlockRateBuckets,
  createMemoryTokenCounter,
  type BucketLimit,
  type TokenCounter,
} from '#libs/rate-limits';
import { testRedisUrl } from '#libs/testing';
import { createRedisTokenCounter } from '../../apps/gateway/src/usage/rate-buckets-redis.js';

/**
 * Whole gateways are not needed to see what their buckets admit; on a clock of the test's own the figures are
 * the same on any machine.
 */
const redisUrl = testRedisUrl();
const redis = redisUrl === undefined ? null : new Redis(redisUrl);
afterAll(() => redis?.disconnect());

let runs = 0;
const newKey = () => `rates/${process.pid}/${++runs}`;
const counters: [string, (clock: 'redis' | 'caller') => TokenCounter][] = [
  ['memory', () => createMemoryTokenCounter()],
];
if (redis) counters.push(['Redis', (clock) => createRedisTokenCounter(redis, { keyPrefix: 'test:', clock })]);

interface Run {
  readonly counter: TokenCounter;
  readonly gateways: number;
  readonly limit: BucketLimit;
  readonly key: string;
  readonly seconds: number;
  /** Called at each simulated millisecond. */
  readonly at?: (ms: number) => Promise<unknown> | undefined;
}

/** Twice the rate is offered, evenly, to all gateways in turn; gives how many passed. */
async function admitted({ counter, gateways, limit, key, seconds, at }: Run): Promise<number> {
  const buckets = Array.from({ length: gateways }, () => createBlockRateBuckets(counter));
  let passed = 0;
  let offered = 0;
  for (let ms = 0; ms < seconds * 1000; ms++) {
    await at?.(ms);
    if (ms % 1000 === 0) for (const bucket of buckets) bucket.sweep(ms);
    const due = ms === 0 ? limit.burst + 10 * gateways : Math.floor((2 * limit.ratePerSecond * ms) / 1000);
    for (; offered < due; offered++) {
      if ((await buckets[offered % gateways]!.take(key, limit, ms)).taken) passed += 1;
    }
  }
  return passed;
}

describe.each(counters)('tokens shared through %s', (_name, counterBy) => {
  test.each([
    [1, 100, 200],
    [2, 100, 200],
    [4, 100, 200],
    [1, 1000, 2000],
    [2, 1000, 2000],
    [4, 1000, 2000],
  ])(
    '%i gateways at %i/s, burst %i, over 20 s: within 2 %% of rate x time + burst, and never more',
    async (gateways, ratePerSecond, burst) => {
      const limit = { ratePerSecond, burst };
      const seconds = 20;
      const allowed = ratePerSecond * seconds + burst;
      const passed = await admitted({
        counter: counterBy('caller'),
        gateways,
        limit,
        key: newKey(),
        seconds,
      });
      expect(passed).toBeLessThanOrEqual(allowed);
      expect(passed).toBeGreaterThanOrEqual(0.98 * allowed);
    },
    60_000,
  );
});

// CI always has a Redis (the global setup refuses to go on without); elsewhere it may not be installed.
const testWithRedis = redis ? test : test.skip;

testWithRedis(
  'a Redis that has lost everything gives one burst more, and the rate is held again',
  async () => {
    const limit = { ratePerSecond: 100, burst: 200 };
    const key = newKey();
    const passed = await admitted({
      counter: createRedisTokenCounter(redis!, { keyPrefix: 'test:', clock: 'caller' }),
      gateways: 2,
      limit,
      key,
      seconds: 10,
      at: (ms) => (ms === 5000 ? redis!.del(`test:${key}`) : undefined),
    });
    const allowed = 100 * 10 + 2 * 200;
    expect(passed).toBeLessThanOrEqual(allowed);
    expect(passed).toBeGreaterThanOrEqual(0.98 * allowed);
  },
);

testWithRedis(
  'gateways whose clocks are an hour apart share one rate: it goes by the clock of Redis',
  async () => {
    const limit = { ratePerSecond: 500, burst: 100 };
    const counter = createRedisTokenCounter(redis!, { keyPrefix: 'test:', clock: 'redis' });
    const key = newKey();
    const gateways = [0, 3_600_000].map((offMs) => ({ offMs, buckets: createBlockRateBuckets(counter) }));
    const startMs = performance.now();
    let passed = 0;
    let taken = 0;
    // Until a fixed number has passed: how long that takes is what is measured, not how fast this machine is.
    while (passed < 600) {
      const { offMs, buckets } = gateways[taken++ % 2]!;
      if ((await buckets.take(key, limit, performance.now() + offMs)).taken) passed += 1;
    }
    const elapsedMs = performance.now() - startMs;
    // Redis counts from its own first millisecond on, which may have begun before ours.
    expect(passed).toBeLessThanOrEqual(limit.burst + (limit.ratePerSecond * (elapsedMs + 2)) / 1000);
  },
);
