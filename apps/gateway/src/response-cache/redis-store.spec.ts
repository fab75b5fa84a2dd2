import { jest } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { silentLogger } from '#libs/telemetry';
import { testRedisUrl, waitFor } from '#libs/testing';
import { describeResponseStore, megabyte, responseOf } from '../testing/describe-response-store.js';
import { MemoryStore } from './memory-store.js';
import { RedisLink } from './redis-link.js';
import { RedisStore } from './redis-store.js';

const redisUrl = testRedisUrl();
// CI always has a Redis (the global setup refuses to go on without); elsewhere it may not be installed.
const describeWithRedis = redisUrl === undefined ? describe.skip : describe;

interface Gateway {
  readonly store: RedisStore;
  readonly link: RedisLink;
  /** Commands that were sent so far. */
  asked(): number;
  readonly settled: () => Promise<void>;
}

interface GatewayOptions {
  readonly clock: { nowMs: number };
  readonly keyPrefix: string;
  readonly gatewayToken?: string;
  readonly localBytesMax?: number;
}

async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { clock, keyPrefix, gatewayToken = 'token', localBytesMax = 64 * megabyte } = options;
  const wallMs = (): number => clock.nowMs;
  const link = new RedisLink({ redisUrl: redisUrl!, log: silentLogger });
  const ask = jest.spyOn(link, 'ask');
  const local = new MemoryStore({ bytesMax: localBytesMax, wallMs });
  // What is tested here is what Redis says, however late.
  const findWithinMs = 60_000;
  const store = new RedisStore({
    link,
    gatewayToken,
    local,
    keyPrefix,
    wallMs,
    clock: 'caller',
    findWithinMs,
  });
  await link.connected();
  const settled = async () => void (await waitFor(() => link.unansweredBytes === 0));
  return { store, link, asked: () => ask.mock.calls.length, settled };
}

describeWithRedis('responses in Redis', () => {
  describeResponseStore(async () => {
    const clock = { nowMs: 1_000_000 };
    const keyPrefix = `test:${randomBytes(8).toString('hex')}:`;
    const gateway = await startGateway({ clock, keyPrefix });
    // With no room for a local tier: what it finds is in Redis.
    const behind = await startGateway({ clock, keyPrefix, localBytesMax: 0 });
    return {
      store: gateway.store,
      behind: behind.store,
      clock,
      settled: gateway.settled,
      close: () => {
        gateway.link.close();
        behind.link.close();
      },
    };
  });
});

describeWithRedis('gateways that share a Redis', () => {
  const clock = { nowMs: 1_000_000 };
  const scope = { stageName: 'api/prod', epoch: '0', bytesMax: 8 * megabyte };
  const now = { nowMs: clock.nowMs };
  let keyPrefix: string;
  let redis: Redis;
  let gateways: Gateway[];

  beforeEach(async () => {
    clock.nowMs = 1_000_000;
    keyPrefix = `test:${randomBytes(8).toString('hex')}:`;
    redis = new Redis(redisUrl!);
    gateways = [await startGateway({ clock, keyPrefix }), await startGateway({ clock, keyPrefix })];
  });
  afterEach(() => {
    redis.disconnect();
    for (const { link } of gateways) link.close();
  });

  async function keepAt(gateway: Gateway, key: string, body: Buffer | string, encrypted = false) {
    gateway.store.open(scope).keep(key, responseOf(body, now), encrypted);
    await gateway.settled();
  }
  const findAt = async (gateway: Gateway, key: string, encrypted = false) =>
    (await gateway.store.open(scope).find(key, encrypted))?.body.toString() ?? null;
  const keysInRedis = () => redis.keys(`${keyPrefix}*`);
  async function entriesKey(): Promise<string> {
    return (await keysInRedis()).find((key) => key.endsWith(':entries'))!;
  }

  test('what one has kept the other finds, and then has it at hand for a second', async () => {
    const [one, two] = gateways as [Gateway, Gateway];
    await keepAt(one, 'key', 'here');
    const responses = two.store.open(scope);
    expect(responses.find('key', false)).toBeInstanceOf(Promise);
    expect(await findAt(two, 'key')).toBe('here');
    expect(responses.find('key', false)).toMatchObject({ body: Buffer.from('here') });
    await keepAt(one, 'key', 'newer');
    expect(await findAt(two, 'key')).toBe('here');
    clock.nowMs += 1000;
    expect(await findAt(two, 'key')).toBe('newer');
  });

  test('of many who ask for one response at once one asks Redis', async () => {
    const [one, two] = gateways as [Gateway, Gateway];
    await keepAt(one, 'key', 'here');
    const responses = two.store.open(scope);
    const found = await Promise.all(Array.from({ length: 200 }, async () => responses.find('key', false)));
    expect(new Set(found.map((response) => response?.body.toString()))).toEqual(new Set(['here']));
    expect(two.asked()).toBe(1);
  });

  test('what is kept here while Redis is asked is what is found', async () => {
    const responses = gateways[0]!.store.open(scope);
    const finding = responses.find('key', false);
    responses.keep('key', responseOf('kept meanwhile', now), false);
    expect((await finding)?.body.toString()).toBe('kept meanwhile');
  });

  test('a flush is the end of what all of them held', async () => {
    const [one, two] = gateways as [Gateway, Gateway];
    await keepAt(one, 'key', 'here');
    expect(await findAt(two, 'key')).toBe('here');
    const flushed = { ...scope, epoch: '1' };
    expect(await two.store.open(flushed).find('key', false)).toBeNull();
    await two.settled();
    // The other has not heard of it yet; what it keeps meanwhile is of the epoch before.
    await keepAt(one, 'key', 'late');
    expect(await two.store.open(flushed).find('key', false)).toBeNull();
    one.store.open(flushed);
    await one.settled();
    expect(await keysInRedis()).toEqual([]);
  });

  test('neither keys nor encrypted responses can be read in Redis', async () => {
    const [one, two] = gateways as [Gateway, Gateway];
    await keepAt(one, 'Authorization: of one caller', 'secret of one caller', true);
    const dump = await redis.hgetallBuffer(await entriesKey());
    const shown = Object.entries(dump).flatMap(([name, value]) => [name, value.toString('latin1')]);
    expect(shown.join('\n')).not.toMatch(/of one caller|text\/plain/);
    expect(await findAt(two, 'Authorization: of one caller', true)).toBe('secret of one caller');
  });

  test('one that was kept in clear is not found where it is to be encrypted, and the other way round', async () => {
    const [one, two] = gateways as [Gateway, Gateway];
    await keepAt(one, 'clear', 'here', false);
    await keepAt(one, 'encrypted', 'here', true);
    expect(await findAt(two, 'clear', true)).toBeNull();
    expect(await findAt(two, 'encrypted', false)).toBeNull();
    expect(await findAt(two, 'encrypted', true)).toBe('here');
  });

  test('an encrypted response that is put in the place of another is not found', async () => {
    const [one, two] = gateways as [Gateway, Gateway];
    await keepAt(one, 'of one caller', 'one', true);
    await keepAt(one, 'of another', 'another', true);
    const key = await entriesKey();
    const names = (await redis.hkeysBuffer(key)).filter((name) => name.length === 32);
    const values = await Promise.all(names.map((name) => redis.hgetBuffer(key, name)));
    await redis.hset(key, names[0]!, values[1]!, names[1]!, values[0]!);
    expect(await findAt(two, 'of one caller', true)).toBeNull();
    expect(await findAt(two, 'of another', true)).toBeNull();
  });

  test('gateways of another token share nothing with these, and fall over nothing', async () => {
    await keepAt(gateways[0]!, 'key', 'here', true);
    const other = await startGateway({ clock, keyPrefix, gatewayToken: 'another token' });
    gateways.push(other);
    expect(await findAt(other, 'key', true)).toBeNull();
    await keepAt(other, 'key', 'of the other', true);
    expect(await findAt(gateways[1]!, 'key', true)).toBe('here');
  });

  test('bytes that nobody of ours has put there are not found, and replaced', async () => {
    await keepAt(gateways[0]!, 'key', 'here');
    const key = await entriesKey();
    const [name] = (await redis.hkeysBuffer(key)).filter((field) => field.length === 32);
    for (const value of ['', 'x', '9'.repeat(30), `${'9'.repeat(30)}\u0001{}`]) {
      await redis.hset(key, name!, value);
      expect(await findAt(gateways[1]!, 'key')).toBeNull();
      expect(await findAt(gateways[1]!, 'key', true)).toBeNull();
      await keepAt(gateways[0]!, 'key', 'here again');
      clock.nowMs += 1000;
      expect(await findAt(gateways[1]!, 'key')).toBe('here again');
      clock.nowMs += 1000;
    }
    expect(gateways[1]!.link.isConnected).toBe(true);
  });

  test('where Redis has something else under its names nothing is found, and nobody is held up', async () => {
    const [one, two] = gateways as [Gateway, Gateway];
    await keepAt(one, 'key', 'here');
    for (const name of await keysInRedis()) await redis.set(name, 'of somebody else');
    expect(await findAt(two, 'key')).toBeNull();
    await keepAt(two, 'other', 'here');
    expect(await findAt(one, 'other')).toBeNull();
    expect(two.link.failed).toBe(2);
    expect(two.link.isConnected).toBe(true);
  });

  test('a stage stays within its bound in Redis, whichever gateway keeps', async () => {
    const bytesMax = 4 * megabyte;
    const both = gateways.map(({ store }) => store.open({ ...scope, bytesMax }));
    for (let index = 0; index < 4000; index++) {
      const size = index % 10 === 0 ? 50_000 : 100;
      both[index % 2]!.keep(`key ${index}`, responseOf(randomBytes(size), now), index % 3 === 0);
      if (index % 100 === 0) await Promise.all(gateways.map(({ settled }) => settled()));
    }
    await Promise.all(gateways.map(({ settled }) => settled()));
    const keys = await keysInRedis();
    const memory = await Promise.all(keys.map((key) => redis.memory('USAGE', key, 'SAMPLES', 0)));
    const used = memory.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
    expect(used).toBeGreaterThan(bytesMax / 2);
    expect(used).toBeLessThanOrEqual(bytesMax);
    const counted = Number(await redis.hget(await entriesKey(), 'bytes'));
    expect(counted).toBeLessThanOrEqual(bytesMax);
    const evictions = gateways.reduce((sum, { store }) => sum + store.evictions, 0);
    const entries = (await redis.hlen(await entriesKey())) - 1;
    expect(entries + evictions).toBe(4000);
  });

  test('where Redis has lost a part of a stage it begins anew, within the bound', async () => {
    for (const lost of [':entries', ':uses']) {
      for (let index = 0; index < 10; index++) await keepAt(gateways[0]!, `key ${index}`, 'here');
      await redis.del((await keysInRedis()).find((key) => key.endsWith(lost))!);
      await keepAt(gateways[0]!, 'key', 'new');
      expect(await findAt(gateways[1]!, 'key')).toBe('new');
      const key = await entriesKey();
      expect(await redis.hlen(key)).toBe(2);
      const [, value] = Object.entries(await redis.hgetallBuffer(key)).find(([name]) => name !== 'bytes')!;
      expect(Number(await redis.hget(key, 'bytes'))).toBe(Math.ceil(value.length * 1.25) + 64 + 320);
      await redis.del(...(await keysInRedis()));
    }
  });

  test('gateways whose clocks differ by an hour agree on how old a response is', async () => {
    const scopeByRedis = { ...scope, stageName: 'api/by-redis' };
    const start = (aheadMs: number) => {
      const wallMs = (): number => Date.now() + aheadMs;
      const { link } = gateways[0]!;
      const local = new MemoryStore({ bytesMax: 0, wallMs });
      const store = new RedisStore({
        link,
        gatewayToken: 'token',
        local,
        keyPrefix,
        wallMs,
        findWithinMs: 60_000,
      });
      return { responses: store.open(scopeByRedis), wallMs };
    };
    const [ahead, behind] = [start(3_600_000), start(-3_600_000)];
    const storedAtMs = ahead.wallMs() - 10_000;
    ahead.responses.keep('key', responseOf('here', { nowMs: storedAtMs, ttlMs: 600_000 }), false);
    await gateways[0]!.settled();
    const found = await behind.responses.find('key', false);
    const ageMs = behind.wallMs() - found!.storedAtMs;
    expect(ageMs).toBeGreaterThanOrEqual(9_990);
    expect(ageMs).toBeLessThan(300_000);
    expect(Math.round((found!.expiresAtMs - found!.storedAtMs) / 100)).toBe(6000);
  });

  test('nothing stays in Redis for longer than the response that lives longest', async () => {
    await keepAt(gateways[0]!, 'key', 'here');
    const key = await entriesKey();
    gateways[0]!.store.open(scope).keep('short', responseOf('here', { ...now, ttlMs: 1000 }), false);
    await gateways[0]!.settled();
    for (const name of await keysInRedis()) {
      const leftMs = await redis.pttl(name);
      expect(leftMs).toBeGreaterThan(1000);
      expect(leftMs).toBeLessThanOrEqual(60_000);
    }
    expect(await redis.hlen(key)).toBe(3);
  });
});
