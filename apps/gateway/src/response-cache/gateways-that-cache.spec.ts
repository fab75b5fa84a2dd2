import { testRedisUrl, waitFor } from '#libs/testing';
import { createRedisPart, type RedisPart } from '../../../../test/support/redis-part.js';
import { cachingStage, startCachedSystem, type CachedSystem } from '../testing/cached-api.js';

// CI always has a Redis (the global setup refuses to go on without); elsewhere it may not be installed.
const describeWithRedis = testRedisUrl() === undefined ? describe.skip : describe;

const held = (system: CachedSystem) => system.gateway.state().responseCache;

describe('a gateway that caches in its memory', () => {
  let system: CachedSystem;
  beforeAll(async () => {
    system = await startCachedSystem({ responseStore: undefined });
  });
  afterAll(() => system.stop());

  test('says what it holds; a flush and the end of the cache let go of it at once', async () => {
    const path = system.freshPath();
    expect(await system.isKept({}, path)).toBe(true);
    expect(held(system)).toMatchObject({ entries: 1, evictions: 0, shared: null });
    expect(held(system).bytes).toBeGreaterThan(0);
    await system.redeploy(cachingStage({ flushed: 1 }));
    expect(held(system)).toMatchObject({ entries: 0, bytes: 0 });
    expect(await system.isFound(path)).toBe(false);
    expect(await system.isFound(path)).toBe(true);
    await system.redeploy({});
    expect(held(system)).toMatchObject({ entries: 0, bytes: 0 });
    await system.redeploy(cachingStage({ flushed: 1 }));
    expect(await system.isFound(path)).toBe(false);
    const metrics = await system.gateway.readMetrics();
    expect(metrics).toMatch(/^tollgate_response_cache_entries 1$/m);
    expect(metrics).not.toContain('tollgate_response_cache_shared');
  });

  /** A call whose response waits for the test, and is what the backend says at its beginning. */
  async function slowCall(path: string) {
    let respond: (() => void) | null = null;
    system.respondWith = (response) => (respond = () => response.writeHead(200).end('old'));
    const response = system.call(path);
    await waitFor(() => respond !== null, { describe: 'the backend is asked' });
    system.respondWith = (response) => response.writeHead(200).end('new');
    return async () => {
      respond!();
      expect((await response).body).toBe('old');
    };
  }

  test('what was asked for before an invalidation does not take its place', async () => {
    const path = system.freshPath();
    const end = await slowCall(path);
    await system.call(path, { headers: { 'cache-control': 'max-age=0' } });
    await end();
    expect(await system.call(path)).toMatchObject({ body: 'new', headers: { age: '0' } });
  });

  test('what was asked for before a flush is not found after it, and nobody waits for it', async () => {
    const path = system.freshPath();
    const end = await slowCall(path);
    await system.redeploy(cachingStage({ flushed: 2 }));
    expect((await system.call(path)).body).toBe('new');
    await end();
    expect(await system.call(path)).toMatchObject({ body: 'new', headers: { age: '0' } });
    const endOfOther = await slowCall(system.freshPath());
    await system.redeploy(cachingStage({ flushed: 2, flushedNamespaces: { any: 1 } }));
    expect((await system.call(path)).body).toBe('new');
    await endOfOther();
    expect(await system.call(path)).toMatchObject({ body: 'new', headers: { age: '0' } });
  });
});

describeWithRedis('gateways that cache in a Redis', () => {
  let redis: RedisPart;
  let systems: CachedSystem[];
  beforeAll(async () => {
    redis = await createRedisPart();
    await redis.start();
    const options = { responseStore: undefined, redisUrl: redis.url };
    systems = [await startCachedSystem(options), await startCachedSystem(options)];
  });
  afterAll(async () => {
    for (const system of systems) await system.stop();
    await redis.kill();
  });

  test('serve what another has kept, and go on without Redis: no request fails', async () => {
    const [one, two] = systems as [CachedSystem, CachedSystem];
    const isShared = async (): Promise<boolean> => {
      const path = one.freshPath();
      await one.call(path);
      return two.isFound(path);
    };
    await waitFor(isShared, { describe: 'the other finds what one has kept' });

    const statuses = async (count: number) =>
      Promise.all(Array.from({ length: count }, async () => (await two.call(two.freshPath())).status));
    const all: number[] = [];
    all.push(...(await statuses(20)));
    await redis.kill();
    for (let round = 0; round < 10; round++) all.push(...(await statuses(20)));
    await waitFor(() => held(two).shared?.connected === false);
    all.push(...(await statuses(20)));
    await redis.start();
    await waitFor(() => held(two).shared?.connected === true);
    all.push(...(await statuses(20)));
    expect(new Set(all)).toEqual(new Set([200]));
    await waitFor(isShared);
    expect(await two.gateway.readMetrics()).toMatch(/^tollgate_response_cache_shared 1$/m);
  });
});
