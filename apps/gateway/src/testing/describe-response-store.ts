import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  keptBodyBytesMax,
  type KeptResponse,
  type ResponseStore,
  type StageCacheScope,
} from '../invocation/response-cache/response-store.js';

/** A store under test, on a wall clock of the test's own. */
export interface StoreUnderTest {
  readonly store: ResponseStore;
  readonly clock: { nowMs: number };
  /** Resolves when what was kept is where the store keeps it. */
  settled(): Promise<void>;
  /**
   * Reads from where the store keeps responses, not from what lies in front of it. For a store that keeps
   * them in memory the same as `store`.
   */
  readonly behind: ResponseStore;
  close(): Promise<void> | void;
}

export const megabyte = 1024 * 1024;

/** A response that is its own only. */
export function responseOf(
  body: Buffer | string,
  { nowMs = 1_000_000, ttlMs = 60_000 }: { readonly nowMs?: number; readonly ttlMs?: number } = {},
): KeptResponse {
  return {
    status: 200,
    headers: ['Content-Type', 'text/plain', 'X-Twice', 'a', 'X-Twice', 'ü\u0000b'],
    body: typeof body === 'string' ? Buffer.from(body) : body,
    askedAtMs: nowMs,
    storedAtMs: nowMs,
    expiresAtMs: nowMs + ttlMs,
  };
}

/** What every place that responses are kept in must do. */
export function describeResponseStore(start: () => Promise<StoreUnderTest> | StoreUnderTest): void {
  let under: StoreUnderTest;
  let scope: StageCacheScope;

  beforeEach(async () => {
    under = await start();
    scope = { stageName: `api${randomBytes(8).toString('hex')}/prod`, epoch: '0', bytesMax: 8 * megabyte };
  });
  afterEach(() => under.close());

  const keep = (key: string, response: KeptResponse, encrypted = false): Promise<void> => {
    under.store.open(scope).keep(key, response, encrypted);
    return under.settled();
  };
  const find = async (key: string, encrypted = false) => under.behind.open(scope).find(key, encrypted);
  const now = () => ({ nowMs: under.clock.nowMs });

  test.each([false, true])('what was kept is found as it was; encrypted: %p', async (encrypted) => {
    const body = randomBytes(10_000);
    await keep('key', { ...responseOf(body, now()), status: 404 }, encrypted);
    expect(await find('key', encrypted)).toEqual({ ...responseOf(body, now()), status: 404 });
    expect(await find('another', encrypted)).toBeNull();
  });

  test('an empty body, and one of the greatest size', async () => {
    const largest = randomBytes(keptBodyBytesMax);
    await keep('empty', responseOf('', now()));
    await keep('largest', responseOf(largest, now()));
    expect((await find('empty'))?.body).toHaveLength(0);
    expect((await find('largest'))?.body.equals(largest)).toBe(true);
  });

  test('a body of one byte more is not kept', async () => {
    await keep('key', responseOf(Buffer.alloc(keptBodyBytesMax + 1), now()));
    expect(await find('key')).toBeNull();
  });

  test('what is kept is found by the process that kept it when the call returns', async () => {
    const responses = under.store.open(scope);
    responses.keep('key', responseOf('here', now()), false);
    expect(responses.find('key', false)).toMatchObject({ body: Buffer.from('here') });
    await under.settled();
  });

  test('a response takes the place of the one before', async () => {
    await keep('key', responseOf('old', now()));
    await keep('key', responseOf('new', now()));
    expect((await find('key'))?.body.toString()).toBe('new');
  });

  test('one that was asked for before it does not, until it has expired', async () => {
    const { nowMs } = under.clock;
    const asked = (body: string, askedAtMs: number, ttlMs = 60_000): KeptResponse => ({
      ...responseOf(body, { nowMs, ttlMs }),
      askedAtMs,
    });
    const found = async () => (await find('key'))?.body.toString();
    await keep('key', asked('replaced', nowMs - 20, 1_000));
    await keep('key', asked('late', nowMs - 30));
    expect(await found()).toBe('replaced');
    await keep('key', asked('newer', nowMs - 10, 1_000));
    expect(await found()).toBe('newer');
    under.clock.nowMs += 1_000;
    await keep('key', { ...responseOf('slow', now()), askedAtMs: nowMs - 30 });
    expect(await found()).toBe('slow');
  });

  test('until it expires, and not for a moment longer', async () => {
    await keep('key', responseOf('here', { ...now(), ttlMs: 60_000 }));
    under.clock.nowMs += 59_999;
    expect((await find('key'))?.storedAtMs).toBe(under.clock.nowMs - 59_999);
    under.clock.nowMs += 1;
    expect(await find('key')).toBeNull();
    expect(await under.store.open(scope).find('key', false)).toBeNull();
  });

  test('what has expired already is not found', async () => {
    await keep('key', responseOf('here', { ...now(), ttlMs: 0 }));
    expect(await find('key')).toBeNull();
  });

  test('a body that was a part of something larger stays what it was', async () => {
    const pool = Buffer.alloc(64, 'a');
    await keep('key', responseOf(pool.subarray(8, 16), now()));
    pool.fill('b');
    expect((await under.store.open(scope).find('key', false))?.body.toString()).toBe('aaaaaaaa');
  });

  test('another epoch is an empty cache, and the one before is over', async () => {
    const before = under.store.open(scope);
    await keep('key', responseOf('old', now()));
    const after = under.store.open({ ...scope, epoch: '1' });
    expect(await after.find('key', false)).toBeNull();
    expect(await before.find('key', false)).toBeNull();
    before.keep('late', responseOf('late', now()), false);
    await under.settled();
    expect(await after.find('late', false)).toBeNull();
    expect(await before.find('late', false)).toBeNull();
    after.keep('key', responseOf('new', now()), false);
    expect((await after.find('key', false))?.body.toString()).toBe('new');
  });

  test('a stage that has gone keeps nothing', async () => {
    const responses = under.store.open(scope);
    await keep('key', responseOf('here', now()));
    under.store.close(scope.stageName);
    expect(await responses.find('key', false)).toBeNull();
    under.store.close(scope.stageName);
    under.store.close('never/opened');
    await under.settled();
    expect(await under.store.open(scope).find('key', false)).toBeNull();
  });

  test('the same scope is the same cache, that of another stage another', async () => {
    expect(under.store.open(scope)).toBe(under.store.open({ ...scope }));
    const other = { ...scope, stageName: `${scope.stageName}2` };
    await keep('key', responseOf('here', now()));
    expect(await under.store.open(other).find('key', false)).toBeNull();
    under.store.close(other.stageName);
    expect((await find('key'))?.body.toString()).toBe('here');
  });

  test('of a stream of distinct keys those that were used last are there, within the bound', async () => {
    scope = { ...scope, bytesMax: megabyte };
    const body = randomBytes(20_000);
    await keep('used again and again', responseOf('here', now()));
    for (let index = 0; index < 100; index++) {
      under.clock.nowMs += 1;
      await keep(`key ${index}`, responseOf(body, now()));
      under.clock.nowMs += 1;
      expect(await find('used again and again')).not.toBeNull();
    }
    const found = [];
    for (let index = 0; index < 100; index++) found.push((await find(`key ${index}`)) !== null);
    const count = found.filter(Boolean).length;
    expect(count).toBeGreaterThanOrEqual(39);
    expect(count * body.length).toBeLessThanOrEqual(megabyte);
    expect(found).toEqual([...Array<boolean>(100 - count).fill(false), ...Array<boolean>(count).fill(true)]);
  });

  test('what alone is over the bound of its stage is not kept, and takes the place of none', async () => {
    scope = { ...scope, bytesMax: 100_000 };
    await keep('small', responseOf('here', now()));
    await keep('large', responseOf(randomBytes(100_000), now()));
    expect((await find('small'))?.body.toString()).toBe('here');
    expect(await find('large')).toBeNull();
  });

  test('two hundred keys at once: each finds its own', async () => {
    const keys = Array.from({ length: 200 }, (_, index) => `key ${index}`);
    const responses = under.store.open(scope);
    await Promise.all(
      keys.map(async (key, index) => {
        if (index % 3 === 0) await nextTurn();
        responses.keep(key, responseOf(`of ${key}`, now()), index % 2 === 0);
      }),
    );
    await under.settled();
    const found = await Promise.all(keys.map((key, index) => find(key, index % 2 === 0)));
    expect(found.map((response) => response?.body.toString())).toEqual(keys.map((key) => `of ${key}`));
  });
}
