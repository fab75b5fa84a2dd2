import { startInstallation, type Installation } from '../support/installation.js';
import { createRedisPart, type RedisPart } from '../support/redis-part.js';
import { sendKeyedLoad } from '../fault/support/keyed-load.js';
import { createMeteredApi, type MeteredApi } from '../fault/support/metered-api.js';

const long = process.env['TOLLGATE_TEST_LONG'] === '1';
const hasRedis = process.env['TOLLGATE_TEST_REDIS_URL'] !== undefined;
// CI always has a Redis (the global setup refuses to go on without); elsewhere it may not be installed.
const testWithRedis = hasRedis ? test : test.skip;

let redis: RedisPart | null = null;
let tollgate: Installation | null = null;
beforeAll(async () => {
  if (!hasRedis) return;
  redis = await createRedisPart();
  await redis.start();
  tollgate = await startInstallation({ gateways: 4, redisUrl: redis.url });
}, 180_000);
afterAll(async () => {
  await tollgate?.close();
  await redis?.kill();
});

/**
 * The larger rate asks for much of two cores, so its clusters take turns. A machine that stalls for less than
 * two seconds loses nothing: the bucket keeps what it refills.
 */
const limits = [
  { rateLimit: 100, offered: 2, clients: 8, inTurn: false, spreadMs: long ? 20_000 : 10_000 },
  { rateLimit: 1000, offered: 1.5, clients: 32, inTurn: true, spreadMs: long ? 20_000 : 5_000 },
];
/**
 * A machine that cannot send as much as it takes to use a rate up says nothing about it, nor does one that
 * stands still until buckets overflow: it is asked for half of the rate, and so on. A share that is too small
 * by itself is so at every rate; rates-simulated.spec.ts has the exact one, without a clock.
 */
const leastRate = 10;

describe.each(limits)('a key of $rateLimit/s, burst twice as much', (limit) => {
  const { spreadMs } = limit;

  testWithRedis(
    'gets within 2 % of rate x time + burst through 1, 2 and 4 gateways',
    async () => {
      const api = await createMeteredApi(tollgate!.client);
      const running: Promise<void>[] = [];
      for (const count of [1, 2, 4]) {
        const held = holds(api, count);
        running.push(held);
        if (limit.inTurn) await held;
      }
      await Promise.all(running);
    },
    (limit.inTurn ? 3 : 1) * 4 * spreadMs + 240_000,
  );

  async function holds(api: MeteredApi, count: number): Promise<void> {
    for (let rateLimit = limit.rateLimit; ; rateLimit /= 2) {
      const share = await measure(api, count, rateLimit);
      expect(share).toMatchObject({ broken: 0 });
      expect(share.passed).toBeLessThanOrEqual(1.02 * share.allowed);
      if (!share.thin && share.passed >= 0.98 * share.allowed) return;
      const half = rateLimit / 2;
      expect({ ...share, mayBeHalved: half >= leastRate }).toMatchObject({ mayBeHalved: true });
    }
  }

  interface Share {
    readonly gateways: number;
    readonly rateLimit: number;
    readonly passed: number;
    readonly allowed: number;
    readonly broken: number;
    /** Too little was sent to use the rate up: nothing is said about it. */
    readonly thin: boolean;
  }

  async function measure(api: MeteredApi, count: number, rateLimit: number): Promise<Share> {
    const burstLimit = 2 * rateLimit;
    const key = await api.addKey(null, { rateLimit, burstLimit });
    const ports = tollgate!.gateways.slice(0, count).map((gateway) => gateway.httpPort);
    const requests = (limit.offered * rateLimit * spreadMs) / 1000 + burstLimit;
    const startedMs = performance.now();
    const load = { ports, keys: [key], clients: limit.clients, requests, spreadMs };
    const { passed, sent, broken } = (await sendKeyedLoad(load)).get(key.value)!;
    const allowed = Math.round(burstLimit + (rateLimit * (performance.now() - startedMs)) / 1000);
    return { gateways: count, rateLimit, passed, allowed, broken, thin: sent < 1.1 * allowed };
  }
});
