import { Redis } from 'ioredis';
import { testRedisUrl, waitFor } from '#libs/testing';
import { addressOf, message, patientTiming, type PeerOfTest } from '../../testing/peer-of-test.js';
import { startPeersOnRedis, type PeersOnRedis } from '../../testing/peers-on-redis.js';

// CI always has a Redis (the global setup refuses to go on without); elsewhere it may not be installed.
const describeWithRedis = testRedisUrl() === undefined ? describe.skip : describe;

describeWithRedis('of gateways that share a Redis', () => {
  let system: PeersOnRedis;
  let a: PeerOfTest;
  let b: PeerOfTest;
  beforeEach(async () => {
    system = await startPeersOnRedis();
    [a, b] = [await system.join(), await system.join()];
  });
  afterEach(() => system.stop());

  test('an heir that dies leaves the rest to the next', async () => {
    const held = Array.from({ length: 40 }, () => b.open());
    await system.kept(b);
    let release = (): void => undefined;
    let begun = 0;
    const stuck = new Promise<void>((resolve) => (release = resolve));
    const slow = await system.join({ end: () => ((begun += 1), stuck) });
    await a.vanish();
    await b.vanish();
    await waitFor(() => begun > 0);
    await slow.vanish();
    const last = await system.join();
    await waitFor(() => last.ended.length === held.length);
    const ids = last.ended.map(({ connectionId }) => connectionId).sort();
    expect(ids).toEqual(held.map(({ facts }) => facts.connectionId).sort());
    release();
  });

  describe('a living connection is never gone', () => {
    test('while Redis is away, nor when it comes back with all that it knew lost', async () => {
      const held = b.open();
      const outcomes = new Set<string>();
      let posting = true;
      const poster = (async () => {
        for (let number = 0; posting; number++) {
          outcomes.add(await a.peers.posts.post(addressOf(held), message(String(number))));
          await new Promise((resolve) => setImmediate(resolve));
        }
      })();
      await waitFor(() => outcomes.has('done'));
      for (let round = 0; round < 2; round++) {
        await system.redis.kill();
        outcomes.clear();
        await waitFor(() => outcomes.has('unreachable'));
        await system.redis.start();
        await waitFor(() => outcomes.has('done'));
        expect(outcomes).not.toContain('gone');
      }
      posting = false;
      await poster;
      const numbers = held.sent.map(({ text }) => Number(text));
      expect(numbers).toEqual([...new Set(numbers)].sort((x, y) => x - y));
      expect(held.closed).toBeNull();
      // What it has of connections is there again, too.
      await system.kept(b);
    });

    test('while Redis answers nobody for longer than any lease', async () => {
      const held = b.open();
      expect(await a.peers.posts.post(addressOf(held), message('1'))).toBe('done');
      process.kill(system.redis.pid!, 'SIGSTOP');
      expect(await a.peers.posts.post(addressOf(held), message('2'))).toBe('unreachable');
      await waitFor(() => a.said.includes('redis is away: connections of other gateways are not reached'));
      process.kill(system.redis.pid!, 'SIGCONT');
      const outcomes = new Set<string>();
      await waitFor(async () => {
        outcomes.add(await a.peers.posts.post(addressOf(held), message('3')));
        return outcomes.has('done');
      });
      expect(outcomes).not.toContain('gone');
      expect([held.closed, a.ended, b.ended]).toEqual([null, [], []]);
    });

    test('while its gateway does not hear, though it says that it lives', async () => {
      const timing = patientTiming;
      const [sender, holder] = [await system.join({ timing }), await system.join({ timing })];
      const held = holder.open();
      await system.admin.client('KILL', 'TYPE', 'pubsub');
      expect(await sender.peers.posts.post(addressOf(held), message('1'))).toBe('done');
    });
  });

  test('a message whose acknowledgement is lost with Redis is not sent again by the next attempt', async () => {
    const held = b.open();
    await system.settled();
    const send = held.send.bind(held);
    held.send = (...message) => {
      process.kill(system.redis.pid!, 'SIGKILL');
      return send(...message);
    };
    const attempt = () => a.peers.posts.post(addressOf(held), message('once', 'one call'));
    expect(await attempt()).toBe('unreachable');
    expect(held.sent).toHaveLength(1);
    await waitFor(() => !system.redis.running);
    await system.redis.start();
    await waitFor(async () => (await attempt()) === 'done');
    expect(held.sent).toHaveLength(1);
  });

  test('what a gateway that stops has not delivered another does', async () => {
    const [told, untold] = [b.open(), b.open()];
    await system.kept(b);
    b.end(told);
    b.connections.remove(untold, { code: 1001, reason: '' });
    await b.stop();
    await waitFor(() => a.ended.length > 0);
    await waitFor(async () => (await system.countIn('estates')) === 0);
    expect(a.ended.map(({ connectionId }) => connectionId)).toEqual([untold.facts.connectionId]);
  });

  test('a gateway that was cut off for longer than its lease ends what it holds, once', async () => {
    const held = b.open();
    await system.kept(b);
    const former = b.peers.processName();
    b.proxy.cut();
    expect(await a.peers.posts.post(addressOf(held), message('1'))).toBe('gone');
    await waitFor(() => a.ended.length === 1);
    expect(held.closed).toBeNull();
    b.proxy.restore();
    await waitFor(() => held.closed !== null);
    expect(held).toMatchObject({ closed: { code: 1001 }, sent: [] });
    // It goes on under another name.
    expect(b.peers.processName()).not.toBe(former);
    const next = b.open();
    expect(await a.peers.posts.post(addressOf(next), message('2'))).toBe('done');
    expect(a.ended).toHaveLength(1);
  });

  test('what others write to Redis is not taken for a gateway’s, nor the same twice', async () => {
    const held = b.open();
    const listener = new Redis(system.redis.url);
    const seen: [string, Buffer][] = [];
    listener.on('pmessageBuffer', (_pattern: unknown, channel: Buffer, bytes: Buffer) => {
      if (bytes.length > 0) seen.push([channel.toString(), bytes]);
    });
    await listener.psubscribe('*');
    expect(await a.peers.posts.post(addressOf(held), message('secret text'))).toBe('done');
    await waitFor(() => seen.length >= 2);
    for (const [channel, bytes] of [...seen]) {
      expect(bytes.includes('secret text')).toBe(false);
      await system.admin.publish(channel, bytes);
      await system.admin.publish(channel, Buffer.from('rubbish'));
    }
    await waitFor(() => b.peers.state().dropped >= 2);
    listener.disconnect();
    expect(held.sent).toHaveLength(1);
    const keys = await system.admin.keys('*connections:*');
    for (const key of keys)
      if ((await system.admin.type(key)) === 'hash')
        expect(JSON.stringify(await system.admin.hgetall(key))).not.toContain('127.0.0.1');
  });
});
