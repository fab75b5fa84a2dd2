import { waitFor } from '#libs/testing';
import { startInstallation, type Installation } from '../support/installation.js';
import { createRedisPart, type RedisPart } from '../support/redis-part.js';
import { sendKeyedLoad, type Tally } from './support/keyed-load.js';
import { killAtRandom, type Victim } from './support/kill-at-random.js';
import { createMeteredApi, type MeteredApi, type MeteredKey } from './support/metered-api.js';

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
  let api: MeteredApi;
  beforeAll(async () => {
    redis = setting.redis ? await createRedisPart() : null;
    await redis?.start();
    tollgate = await startInstallation({ gateways: setting.gateways, redisUrl: redis?.url });
    api = await createMeteredApi(tollgate.client);
  }, 180_000);
  afterAll(async () => {
    await tollgate?.close();
    await redis?.kill();
  });

  const load = (keys: readonly MeteredKey[], requests: number, spreadMs: number) =>
    sendKeyedLoad({
      ports: tollgate.gateways.map((gateway) => gateway.httpPort),
      path: api.path,
      keys: keys.map((key) => key.value),
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

  test('nothing killed: the report is exactly what got a response', async () => {
    const [capped, uncapped] = [await api.addKey(size.quota / 4), await api.addKey(null)];
    const tallies = await load([capped, uncapped], size.quota, 0);
    const free = tallies.get(uncapped.value)!;
    expect(free).toEqual({ sent: size.quota / 2, passed: size.quota / 2, refused: 0, broken: 0 });
    const { passed } = await untilUsedUp(capped, tallies.get(capped.value)!);
    expect(passed).toBe(size.quota / 4);
    await waitFor(async () => (await uncapped.usedToday())[0] === free.passed);
  }, 180_000);

  test(
    `a random process killed every 2 s: of ${size.quota} allowed never one more passes, each is used in the end, and the report says so`,
    async () => {
      const [capped, uncapped] = [await api.addKey(size.quota), await api.addKey(null)];
      const killer = killAtRandom(victims(), killEveryMs);
      const tallies = await load([capped, uncapped], size.requests, size.spreadMs);
      await killer.stop();
      const what = `killed: ${killer.killed.join(', ')}; ${JSON.stringify([...tallies.values()])}`;
      expect(killer.killed.length).toBeGreaterThan(2);

      const tally = await untilUsedUp(capped, tallies.get(capped.value)!).catch((error: Error) => {
        throw new Error(`${error.message}; ${what}`);
      });
      expect(await capped.usedToday()).toEqual([size.quota, 0]);
      // A request whose connection broke may be among those counted.
      expect({ what, tooMany: Math.max(0, tally.passed - size.quota) }).toEqual({ what, tooMany: 0 });
      expect(tally.passed + tally.broken).toBeGreaterThanOrEqual(size.quota);

      const free = tallies.get(uncapped.value)!;
      const bounds = [free.passed, free.sent] as const;
      await waitFor(async () => inside((await uncapped.usedToday())[0] ?? 0, bounds), {
        describe: `GetUsage between ${bounds.join(' and ')}; ${what}`,
      });
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
