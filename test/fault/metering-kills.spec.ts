import { waitFor } from '#libs/testing';
import { startCountingBackend, type CountingBackend } from '../support/counting-backend.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { createRedisPart, type RedisPart } from '../support/redis-part.js';
import { sendKeyedLoad, type Tally } from './support/keyed-load.js';
import { killAtRandom, type Victim } from './support/kill-at-random.js';
import {
  createMeteredApi,
  createMeteredHttpApi,
  type MeteredApi,
  type MeteredKey,
} from './support/metered-api.js';

/** `npm run test:fault -- --long` sets it. */
const long = process.env['TOLLGATE_TEST_LONG'] === '1';
const size = long
  ? { quota: 10_000, requests: 60_000, spreadMs: 90_000 }
  : { quota: 2_000, requests: 12_000, spreadMs: 14_000 };
const clients = 8;
const killEveryMs = 2000;
const hasRedis = process.env['TOLLGATE_TEST_REDIS_URL'] !== undefined;

interface Setting {
  readonly gateways: number;
  readonly redis: boolean;
}
const settings: Setting[] = [
  { gateways: 1, redis: false },
  { gateways: 2, redis: false },
  ...(hasRedis ? [{ gateways: 4, redis: true }] : []),
  ...(long && hasRedis ? [{ gateways: 1, redis: true }, { gateways: 2, redis: true }] : []), // prettier-ignore
];

describe.each(settings)('gateways: $gateways, with Redis: $redis', (setting) => {
  let tollgate: Installation;
  let redis: RedisPart | null = null;
  let backend: CountingBackend;
  /** One of each protocol; both share each load. */
  let apis: readonly MeteredApi[];
  beforeAll(async () => {
    redis = setting.redis ? await createRedisPart() : null;
    await redis?.start();
    tollgate = await startInstallation({ gateways: setting.gateways, redisUrl: redis?.url });
    backend = await startCountingBackend();
    apis = [await createMeteredApi(tollgate.client), await createMeteredHttpApi(tollgate, backend.url)];
  }, 180_000);
  afterAll(async () => {
    await tollgate?.close();
    await backend?.close();
    await redis?.kill();
  });

  const load = (keys: readonly MeteredKey[], requests: number, spreadMs: number) =>
    sendKeyedLoad({
      ports: tollgate.gateways.map((gateway) => gateway.httpPort),
      keys,
      clients,
      requests,
      spreadMs,
    });

  function victims(): Victim[] {
    const { postgres } = tollgate;
    const database: Victim = {
      name: 'postgres',
      kill: () => postgres.kill(),
      start: () => postgres.start(),
    };
    return [...tollgate.parts, database, ...(redis ? [redis] : [])];
  }

  const addKeys = (quota: number) =>
    Promise.all(apis.map(async (api) => ({ capped: await api.addKey(quota), free: await api.addKey(null) })));

  test('nothing killed: the report is exactly what got a response', async () => {
    const pairs = await addKeys(size.quota / 8);
    const tallies = await load(
      pairs.flatMap(({ capped, free }) => [capped, free]),
      size.quota,
      0,
    );
    for (const { capped, free } of pairs) {
      const tally = tallies.get(free.value)!;
      expect(tally).toEqual({ sent: size.quota / 4, passed: size.quota / 4, refused: 0, broken: 0 });
      const { passed } = await untilUsedUp(capped, tallies.get(capped.value)!);
      expect(passed).toBe(size.quota / 8);
      await waitFor(async () => (await free.usedToday())[0] === tally.passed);
    }
  }, 180_000);

  test(
    `a random process killed every 2 s: of ${size.quota} allowed on a REST and on an HTTP API never one more passes, each is used in the end, and the report says so`,
    async () => {
      const pairs = await addKeys(size.quota);
      const killer = killAtRandom(victims(), killEveryMs);
      const tallies = await load(
        pairs.flatMap(({ capped, free }) => [capped, free]),
        size.requests,
        size.spreadMs,
      );
      await killer.stop();
      const what = `killed: ${killer.killed.join(', ')}; ${JSON.stringify([...tallies.values()])}`;
      expect(killer.killed.length).toBeGreaterThan(2);

      for (const { capped, free } of pairs) {
        const tally = await untilUsedUp(capped, tallies.get(capped.value)!).catch((error: Error) => {
          throw new Error(`${capped.path}: ${error.message}; ${what}`);
        });
        expect(await capped.usedToday()).toEqual([size.quota, 0]);
        // A request whose connection broke may be among those counted.
        expect({ what, tooMany: Math.max(0, tally.passed - size.quota) }).toEqual({ what, tooMany: 0 });
        expect(tally.passed + tally.broken).toBeGreaterThanOrEqual(size.quota);

        const { passed, sent } = tallies.get(free.value)!;
        await waitFor(async () => inside((await free.usedToday())[0] ?? 0, [passed, sent]), {
          describe: `GetUsage of ${free.path} between ${passed} and ${sent}; ${what}`,
        });
      }
    },
    size.spreadMs + 180_000,
  );

  /**
   * Goes on until the report says that the quota is used up and a last round of requests is refused as a
   * whole.
   */
  async function untilUsedUp(key: MeteredKey, tally: Tally): Promise<Tally> {
    let last: Tally = tally;
    await waitFor(
      async () => {
        last = (await load([key], 64, 0)).get(key.value)!;
        tally.passed += last.passed;
        tally.broken += last.broken;
        return last.refused === 64 && (await key.usedToday())[1] === 0;
      },
      { timeoutMs: 60_000, intervalMs: 50, describe: `the quota to be used up: ${JSON.stringify(tally)}` },
    );
    return tally;
  }
});

function inside(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}
