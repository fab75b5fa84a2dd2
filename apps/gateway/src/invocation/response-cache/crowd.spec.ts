import type { ServerResponse } from 'node:http';
import { randomInt } from 'node:crypto';
import { testRedisUrl, waitFor } from '#libs/testing';
import {
  cachedFor300s,
  cachingStage,
  startCachedSystem,
  type CachedSystem,
} from '../../testing/cached-api.js';
import { all, bodyOf, crowd, letCrowdCall } from '../../testing/crowd-of-callers.js';

// Many callers at once, over sockets.
let system: CachedSystem;
beforeAll(async () => {
  system = await startCachedSystem();
});
afterAll(() => system.stop());

test('two hundred callers never get each other’s response, whatever the backend and the clock do', async () => {
  await letCrowdCall([system], { expire: (draw) => system.responses.ageBy(draw(2) * 300_000) });
  for (const [, { body, status }] of system.responses.kept) {
    const text = body.toString();
    expect([status, text]).toEqual([200, bodyOf(text.slice(0, text.indexOf('|')))]);
  }
});

// With a time to live of a second entries expire by themselves, again and again.
test.each(['in the memory of a gateway', 'in the Redis of two gateways'])(
  'nor where responses are kept %s',
  async (where) => {
    const redisUrl = where.includes('Redis') ? (testRedisUrl() ?? null) : null;
    if (where.includes('Redis') && redisUrl === null) return;
    const stage = cachingStage({
      // Of this run alone.
      flushed: randomInt(1e9),
      everyMethod: { ...cachedFor300s, ttlSeconds: 1, encrypted: true },
    });
    const systems = await all(2, () => startCachedSystem({ redisUrl, keepsItself: true }));
    try {
      for (const each of systems) await each.redeploy(stage);
      await letCrowdCall(systems, {});
    } finally {
      for (const each of systems) await each.stop();
    }
  },
);

test('two hundred first requests make one call, and all get its response', async () => {
  const path = system.freshPath();
  const held: ServerResponse[] = [];
  system.respondWith = (response) => void held.push(response);
  const before = system.backend.seen.length;
  const called = all(crowd, () => system.call(path));
  await waitFor(() => held.length > 0 && system.waiting() === crowd - 1, { describe: 'all wait' });
  held[0]!.writeHead(200).end('said');
  const responses = await called;
  expect(new Set(responses.map(({ status, body }) => `${status} ${body}`))).toEqual(new Set(['200 said']));
  expect(new Set(responses.map(({ headers }) => headers['x-amzn-requestid'])).size).toBe(crowd);
  expect(system.backend.seen.length).toBe(before + 1);
});

test('when that call fails nobody makes more than one of its own', async () => {
  const path = system.freshPath();
  system.respondWith = (response) => response.destroy();
  const before = system.backend.seen.length;
  const responses = await all(crowd, () => system.call(path));
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([502]));
  expect(system.backend.seen.length - before).toBeLessThanOrEqual(crowd);
});

test('where a response was for its caller alone the next ones do not wait for each other', async () => {
  const path = system.freshPath();
  const held: ServerResponse[] = [];
  system.respondWith = (response) => response.writeHead(200, { 'set-cookie': 'a=1' }).end('said');
  await system.call(path);
  system.respondWith = (response) => void held.push(response);
  const called = all(10, () => system.call(path));
  await waitFor(() => held.length === 10, { describe: 'all have called' });
  for (const response of held) response.writeHead(200).end('said');
  await called;
  expect(await system.isFound(path)).toBe(true);
});

test('a call that hangs holds nobody up for more than half of their time', async () => {
  const path = system.freshPath('/dev/hasty/');
  let calls = 0;
  system.respondWith = (response) => {
    calls += 1;
    if (calls > 1) response.writeHead(200).end('said');
  };
  const [first, ...others] = await all(4, () => system.call(path));
  const statuses = [first!, ...others].map(({ status }) => status).sort();
  expect(statuses).toEqual([200, 200, 200, 504]);
});

test('a caller that waits has as long as its integration, and not longer', async () => {
  const path = system.freshPath('/dev/hasty/');
  const held: ServerResponse[] = [];
  system.respondWith = (response) => void held.push(response);
  const responses = await all(3, () => system.call(path));
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([504]));
});

test('a canary with the same deployment and variables shares what is kept; without the stage’s cache it uses none', async () => {
  const release = { deploymentId: 'dep001', snapshotDigest: system.digest, variables: {} };
  const always = { percentTraffic: 0, usesStageCache: true, ...release };
  const pinned = { headers: { 'x-release': 'canary' } };
  const serve = (canary: object) =>
    system.redeploy({
      requires: ['canary'],
      ...cachingStage(),
      canaryHeader: 'x-release',
      canary: { ...always, ...canary },
    });
  system.respondWith = (response) => response.writeHead(200).end('said');
  await serve({});
  const path = system.freshPath();
  await system.call(path);
  expect(await system.isFound(path, pinned)).toBe(true);
  await serve({ variables: { backend: 'other' } });
  expect(await system.isFound(path, pinned)).toBe(false);
  expect(await system.isFound(path)).toBe(true);
  await serve({ deploymentId: 'dep002' });
  expect(await system.isFound(path, pinned)).toBe(false);
  await serve({ usesStageCache: false });
  expect(await system.isFound(path, pinned)).toBe(false);
  expect(await system.isFound(path, pinned)).toBe(false);
  expect(await system.isFound(path)).toBe(true);
});

test('a flush of all, or of one namespace, leaves nothing of it', async () => {
  const [any, paged] = [system.freshPath(), system.freshPath('/dev/paged/')];
  const flush = (change: object) => system.redeploy(cachingStage({ flushed: 5, ...change }));
  await flush({});
  await system.call(any);
  await system.call(paged);
  await flush({ flushedNamespaces: { any: 1 } });
  expect(await system.isFound(paged)).toBe(true);
  expect(await system.isFound(any)).toBe(false);
  await flush({ flushed: 6, flushedNamespaces: { any: 1 } });
  expect(await system.isFound(any)).toBe(false);
  expect(await system.isFound(paged)).toBe(false);
});
