import { Redis } from 'ioredis';
import { createBlockRateBuckets, createMemoryTokenCounter } from '#libs/rate-limits';
import { silentLogger } from '#libs/telemetry';
import { describeRateBuckets, describeTokenCounter, testRedisUrl } from '#libs/testing';
import { createRedisTokenCounter, withLocalStandIn } from './rate-buckets-redis.js';

const redisUrl = testRedisUrl();
// CI always has a Redis (the global setup refuses to go on without); elsewhere it may not be installed.
const describeWithRedis = redisUrl === undefined ? describe.skip : describe;

function counterOnRedis() {
  const redis = new Redis(redisUrl ?? '');
  const counter = createRedisTokenCounter(redis, { keyPrefix: `test:${process.pid}:`, clock: 'caller' });
  return { counter, close: () => redis.disconnect() };
}

describeWithRedis('counter on Redis', () => {
  describeTokenCounter(counterOnRedis);
});

describeWithRedis('buckets that draw blocks from Redis', () => {
  describeRateBuckets(() => {
    const { counter, close } = counterOnRedis();
    return { buckets: createBlockRateBuckets(counter), close };
  });
});

test('while Redis is away a local bucket with the same limit stands in, and this is said once', async () => {
  const said: string[] = [];
  const log = { ...silentLogger, error: (message: string) => said.push(message) };
  const redisIsGone = { draw: () => Promise.reject(new Error('connection refused')) };
  const counter = withLocalStandIn(redisIsGone, createMemoryTokenCounter(), log);
  const limit = { ratePerSecond: 1, burst: 3 };
  expect((await counter.draw('k', limit, 5, 0)).granted).toBe(3);
  expect((await counter.draw('k', limit, 5, 2000)).granted).toBe(2);
  expect(said).toEqual(['redis is away: each gateway keeps rates by itself']);
});
