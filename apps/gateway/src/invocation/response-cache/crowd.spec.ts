import type { ServerResponse } from 'node:http';
import { waitFor } from '#libs/testing';
import { cachingStage, startCachedSystem, type CachedSystem } from '../../testing/cached-api.js';
import type { TestResponse } from '../../testing/test-gateway.js';

// Many callers at once, over sockets.
let system: CachedSystem;
beforeAll(async () => {
  system = await startCachedSystem();
});
afterAll(() => system.stop());

const crowd = 200;
const all = <T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)));

/** Long enough to come in pieces, and to show where a piece is missing or another's. */
const bodyOf = (id: string): string => `${id}|`.repeat(2_000) + 'end';

/** Repeatable: the same draws in every run. */
function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % below;
  };
}

test('two hundred callers never get each other’s response, whatever the backend and the clock do', async () => {
  const draw = drawing(7);
  const ways: Record<string, (response: ServerResponse, id: string) => void> = {
    quick: (response, id) => response.writeHead(200).end(bodyOf(id)),
    slow: (response, id) => void setTimeout(() => response.writeHead(200).end(bodyOf(id)), draw(30)),
    inPieces(response, id) {
      const body = bodyOf(id);
      const half = draw(body.length);
      response.writeHead(200);
      response.write(body.slice(0, half), () => setTimeout(() => response.end(body.slice(half)), draw(20)));
    },
    fails: (response, id) => response.writeHead(503).end(bodyOf(id)),
    cut(response, id) {
      response.writeHead(200, draw(2) === 0 ? {} : { 'content-length': bodyOf(id).length });
      response.write(bodyOf(id).slice(0, 5_000), () => response.destroy());
    },
    silent: (response) => response.destroy(),
  };
  const names = Object.keys(ways);
  system.respondWith = (response, { url }) => ways[names[draw(names.length)]!]!(response, idOf(url!));
  const idOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

  let found = 0;
  let whole = 0;
  await all(crowd, async (caller) => {
    for (let round = 0; round < 12; round++) {
      // Some share a response, so that there is one to be mistaken for another.
      const id = `crowd-${(caller * 7 + round) % 60}`;
      if (draw(20) === 0) system.responses.ageBy(draw(2) * 300_000);
      const response: TestResponse | null = await system.call(`/dev/any/${id}`).catch(() => null);
      if (response === null || response.status !== 200) continue;
      expect(response.body).toBe(bodyOf(id));
      whole += 1;
      if ('age' in response.headers) found += 1;
    }
  });
  for (const [, { body, status }] of system.responses.kept) {
    const text = body.toString();
    expect([status, text]).toEqual([200, bodyOf(text.slice(0, text.indexOf('|')))]);
  }
  expect(whole).toBeGreaterThan(crowd);
  expect(found).toBeGreaterThan(0);
});

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
