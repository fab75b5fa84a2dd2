import { once } from 'node:events';
import { createServer, connect, type Server, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { silentLogger } from '#libs/telemetry';
import { freePort, testRedisUrl, waitFor } from '#libs/testing';
import { createRedisPart, type RedisPart } from '../../../../test/support/redis-part.js';
import { responseOf, megabyte } from '../testing/describe-response-store.js';
import type { StageResponses } from '../invocation/response-cache/response-store.js';
import { MemoryStore } from './memory-store.js';
import { RedisLink } from './redis-link.js';
import { RedisStore } from './redis-store.js';

// CI always has a Redis (the global setup refuses to go on without); elsewhere it may not be installed.
const describeWithRedis = testRedisUrl() === undefined ? describe.skip : describe;

describeWithRedis('a Redis that fails', () => {
  let redis: RedisPart;
  let link: RedisLink;
  let responses: StageResponses;
  let said: string[];

  async function start(redisUrl: string): Promise<void> {
    said = [];
    const say = (message: string): number => said.push(message);
    link = new RedisLink({ redisUrl, log: { ...silentLogger, error: say, info: say } });
    // Without a local tier: each look is at Redis.
    const local = new MemoryStore({ bytesMax: 0 });
    const store = new RedisStore({ link, gatewayToken: 'token', local });
    responses = store.open({ stageName: 'api/prod', epoch: '0', bytesMax: 64 * megabyte });
    await link.connected();
  }

  beforeEach(async () => {
    redis = await createRedisPart();
    await redis.start();
    await start(redis.url);
  });
  afterEach(async () => {
    link.close();
    await redis.kill();
  });

  let turns = 0;
  const now = () => ({ nowMs: Date.now(), ttlMs: 600_000 });
  /** A request that looks for its response and keeps one, as all do. Never rejects, or the test fails. */
  async function serve(): Promise<string | null> {
    const key = `key ${(turns += 1)}`;
    const found = await responses.find(key, false);
    responses.keep(key, responseOf('here', now()), false);
    return found?.body.toString() ?? null;
  }
  const isShared = async (): Promise<boolean> => {
    responses.keep('probe', responseOf('here', now()), false);
    return (await responses.find('probe', false)) !== null;
  };
  /** Looks that have to wait for Redis at all. */
  async function countWaiting(looks: number): Promise<number> {
    let waiting = 0;
    for (let index = 0; index < looks; index++) {
      const found = responses.find(`look ${index}`, false);
      if (found !== null) waiting += 1;
      expect(await found).toBeNull();
    }
    return waiting;
  }

  test('killed and started again: nothing is found meanwhile, and everything goes on', async () => {
    await waitFor(isShared);
    const serving = (async () => {
      // Once Redis is away nothing here waits for anything, and its end would never be heard of.
      for (; redis.running; await nextTurn()) await serve();
    })();
    await redis.kill();
    await serving;
    await waitFor(() => !link.isConnected);
    expect(await countWaiting(1000)).toBe(0);
    for (let count = 0; count < 1000; count++) expect(await serve()).toBeNull();
    expect(link.unansweredBytes).toBe(0);
    await redis.start();
    await waitFor(isShared);
  });

  test('stopped: after the first looks one request in a second waits, the others not at all', async () => {
    await waitFor(isShared);
    said.length = 0;
    process.kill(redis.pid!, 'SIGSTOP');
    await waitFor(async () => (await serve()) === null && !link.isConnected);
    // However slow this machine is: of a thousand looks in a row only those wait that try whether it is back.
    const startMs = performance.now();
    const waiting = await countWaiting(1000);
    const seconds = (performance.now() - startMs) / 1000;
    expect(waiting).toBeLessThanOrEqual(1 + Math.ceil(seconds));
    expect(said.filter((line) => line.startsWith('redis is away'))).toHaveLength(1);
    process.kill(redis.pid!, 'SIGCONT');
    await waitFor(isShared);
    expect(said.at(-1)).toBe('redis is back: cached responses are shared again');
    expect(link.unansweredBytes).toBeLessThanOrEqual(16 * megabyte);
  });

  test('stopped under large responses: no more of them wait in this process than its bound', async () => {
    await waitFor(isShared);
    process.kill(redis.pid!, 'SIGSTOP');
    const body = Buffer.alloc(megabyte);
    for (let index = 0; index < 100; index++) {
      responses.keep(`key ${index}`, responseOf(body, now()), false);
      expect(link.unansweredBytes).toBeLessThanOrEqual(16 * megabyte);
    }
    expect(link.dropped).toBeGreaterThanOrEqual(80);
    await waitFor(() => link.unansweredBytes === 0);
    process.kill(redis.pid!, 'SIGCONT');
    await waitFor(isShared);
  });

  test('flushed: what was there is not found, what comes is', async () => {
    await waitFor(isShared);
    const client = new Redis(redis.url);
    try {
      for (let round = 0; round < 20; round++) {
        responses.keep('key', responseOf('here', now()), false);
        await client.flushall();
        for (let count = 0; count < 20; count++) await serve();
        // Scripts too are forgotten, and sent again.
        await client.script('FLUSH');
      }
      await waitFor(isShared);
    } finally {
      client.disconnect();
    }
  });

  test('full: what cannot be kept is counted, and what is there is found', async () => {
    await waitFor(isShared);
    const client = new Redis(redis.url);
    try {
      await client.config('SET', 'maxmemory', '1');
      for (let count = 0; count < 10; count++) await serve();
      await waitFor(() => link.failed >= 5);
      await waitFor(async () => (await responses.find('probe', false)) !== null);
      expect(link.isConnected).toBe(true);
      await client.config('SET', 'maxmemory', '0');
      await waitFor(isShared);
    } finally {
      client.disconnect();
    }
  });

  test('slow: no request waits for a reply that comes too late', async () => {
    const slow = await startSlowProxy(Number(new URL(redis.url).port));
    link.close();
    try {
      await start(`redis://127.0.0.1:${slow.port}`);
      await waitFor(isShared);
      slow.delayMs = 400;
      await waitFor(async () => (await serve()) === null && !link.isConnected);
      const startMs = performance.now();
      const waiting = await countWaiting(1000);
      expect(waiting).toBeLessThanOrEqual(1 + Math.ceil((performance.now() - startMs) / 1000));
      slow.delayMs = 0;
      await waitFor(isShared);
    } finally {
      link.close();
      await slow.close();
    }
  });

  test('never there: the gateway starts, and keeps nothing', async () => {
    link.close();
    await start(`redis://127.0.0.1:${await freePort()}`);
    expect(await countWaiting(100)).toBe(0);
    for (let count = 0; count < 100; count++) expect(await serve()).toBeNull();
  });
});

/** Hands on what Redis says so late. */
async function startSlowProxy(redisPort: number) {
  const sockets = new Set<Socket>();
  const proxy = { port: 0, delayMs: 0, close };
  const server: Server = createServer((socket) => {
    const upstream = connect(redisPort, '127.0.0.1');
    for (const end of [socket, upstream]) {
      sockets.add(end);
      end.on('error', () => undefined);
      end.on('close', () => {
        socket.destroy();
        upstream.destroy();
      });
    }
    socket.pipe(upstream);
    upstream.on('data', (data) => setTimeout(() => socket.write(data), proxy.delayMs));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy.port = (server.address() as { port: number }).port;
  return proxy;

  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  }
}
