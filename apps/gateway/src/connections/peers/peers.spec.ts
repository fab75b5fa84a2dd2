import { testRedisUrl, waitFor } from '#libs/testing';
import {
  addressOf,
  message,
  patientTiming,
  shortTiming,
  unknownAddress,
  type PeerOfTest,
} from '../../testing/peer-of-test.js';
import { newConnectionId } from '../connection-id.js';
import type { PeerTiming } from './peer-timing.js';
import { startPeersOnRedis, type PeersOnRedis } from '../../testing/peers-on-redis.js';

// CI always has a Redis (the global setup refuses to go on without); elsewhere it may not be installed.
const describeWithRedis = testRedisUrl() === undefined ? describe.skip : describe;

describeWithRedis('gateways that share a Redis', () => {
  let system: PeersOnRedis;
  let a: PeerOfTest;
  let b: PeerOfTest;
  const begin = async (timing: PeerTiming): Promise<void> => {
    system = await startPeersOnRedis(timing);
    [a, b] = [await system.join(), await system.join()];
  };
  afterEach(() => system.stop());

  describe('a post', () => {
    beforeEach(() => begin(patientTiming));

    test('comes to a connection of another gateway, as text or as what it is', async () => {
      const held = b.open();
      expect(await a.peers.posts.post(addressOf(held), message('hello'))).toBe('done');
      const bytes = { data: Buffer.from([0xff, 0xfe]), callId: null };
      expect(await a.peers.posts.post(addressOf(held), bytes)).toBe('done');
      expect(held.sent.map(({ isBinary }) => isBinary)).toEqual([false, true]);
      expect(held.sent[0]!.text).toBe('hello');
    });

    test('to a connection of this process asks nobody, also while Redis is away', async () => {
      const held = a.open();
      await system.redis.kill();
      expect(a.peers.posts.post(addressOf(held), message('1'))).toBe('done');
    });

    test('of one sender to one connection comes in its order, whatever others do', async () => {
      const held = Array.from({ length: 20 }, () => b.open());
      const c = await system.join();
      await Promise.all(
        held.flatMap((connection) =>
          [a, b, c].map(async ({ peers }, sender) => {
            for (let number = 0; number < 20; number++) {
              const text = `${sender} ${number}`;
              expect(await peers.posts.post(addressOf(connection), message(text))).toBe('done');
            }
          }),
        ),
      );
      for (const { sent } of held) {
        expect(sent).toHaveLength(60);
        for (const sender of ['0', '1', '2']) {
          const numbers = sent.map(({ text }) => text.split(' ')).filter(([of]) => of === sender);
          expect(numbers.map(([, number]) => Number(number))).toEqual([...Array(20).keys()]);
        }
      }
    });

    test('is none of a connection of another API or stage', async () => {
      const held = b.open();
      const address = addressOf(held);
      expect(await a.peers.posts.post({ ...address, apiId: 'other' }, message('1'))).toBe('gone');
      expect(await a.peers.posts.post({ ...address, stageName: 'dev' }, message('1'))).toBe('gone');
      expect(await a.peers.posts.get({ ...address, apiId: 'other' })).toBe('gone');
      expect(await a.peers.posts.close({ ...address, stageName: 'dev' })).toBe('gone');
      expect(held).toMatchObject({ sent: [], closed: null });
    });

    test('that a client has no room for is refused, and says so', async () => {
      const held = b.open();
      held.outcome = 'full';
      expect(await a.peers.posts.post(addressOf(held), message('1', 'call'))).toBe('full');
      held.outcome = 'sent';
      expect(await a.peers.posts.post(addressOf(held), message('1', 'call'))).toBe('done');
      expect(held.sent).toHaveLength(1);
    });

    test('that is tried again, for want of a response, is sent once', async () => {
      const held = b.open();
      for (const { peers } of [a, b, a]) {
        expect(await peers.posts.post(addressOf(held), message('1', 'one call'))).toBe('done');
      }
      expect(held.sent).toHaveLength(1);
      expect(await a.peers.posts.post(addressOf(held), message('1', 'another'))).toBe('done');
      expect(held.sent).toHaveLength(2);
    });

    test('more than may wait is refused, and nothing of what waits is lost', async () => {
      const held = b.open();
      const data = Buffer.alloc(131_072, 'x');
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, async () => a.peers.posts.post(addressOf(held), { data, callId: null })),
      );
      const sent = outcomes.filter((outcome) => outcome === 'done');
      expect(new Set(outcomes)).toEqual(new Set(['done', 'full']));
      expect(held.sent).toHaveLength(sent.length);
      expect(a.peers.state().waiting).toBe(0);
      expect(await a.peers.posts.post(addressOf(held), message('again'))).toBe('done');
    });
  });

  test('what is open is told, and ends when it is asked to', async () => {
    await begin(patientTiming);
    const held = b.open({ sourceIp: '10.1.2.3', userAgent: null });
    const { connectedAtMs, connectionId } = held.facts;
    expect(await a.peers.posts.get(addressOf(held))).toEqual({
      connectionId,
      connectedAtMs,
      lastActiveAtMs: connectedAtMs,
      sourceIp: '10.1.2.3',
      userAgent: null,
      principalId: null,
      apiKeyId: null,
    });
    expect(await a.peers.posts.close(addressOf(held))).toBe('done');
    expect(held.closed).toEqual({ code: 1000, reason: 'Connection Closed Normally' });
    b.end(held);
    expect(await a.peers.posts.get(addressOf(held))).toBe('gone');
  });

  test('all that is open in a stage is listed, page by page, whichever gateway is asked', async () => {
    await begin(patientTiming);
    const held = [a.open(), b.open(), b.open(), a.open(), b.open()];
    b.open({ stageName: 'dev' });
    for (const { peers } of [a, b]) {
      const seen: string[] = [];
      for (let after: string | null = null; ; after = seen.at(-1)!) {
        const page = await peers.posts.list({ apiId: 'api', stageName: 'prod', after, limit: 2 });
        if (typeof page === 'string') throw new Error(page);
        expect(page.connections.length).toBeLessThanOrEqual(2);
        seen.push(...page.connections.map(({ connectionId }) => connectionId));
        if (!page.hasMore) break;
      }
      expect(seen).toEqual(held.map(({ facts }) => facts.connectionId).sort());
    }
  });

  describe('a connection is gone', () => {
    beforeEach(() => begin(shortTiming));

    test('that never was, of a gateway that never was, and by a name that is none', async () => {
      await system.settled();
      expect(await a.peers.posts.get({ ...unknownAddress(), connectionId: 'x' })).toBe('gone');
      const ofB = { ...unknownAddress(), connectionId: newConnectionId(b.peers.processName()) };
      expect(await a.peers.posts.post(ofB, message('1'))).toBe('gone');
    });

    test('whose gateway has died: each $disconnect is delivered once, by one of the others', async () => {
      const c = await system.join();
      const held = Array.from({ length: 50 }, () => b.open());
      await system.kept(b);
      const [first] = held;
      await b.vanish();
      expect(await a.peers.posts.post(addressOf(first!), message('1'))).toBe('gone');
      expect(await c.peers.posts.get(addressOf(first!))).toBe('gone');
      await waitFor(() => a.ended.length + c.ended.length >= held.length);
      await waitFor(async () => (await system.countIn('estates')) === 0);
      const ids = [...a.ended, ...c.ended].map(({ connectionId }) => connectionId).sort();
      expect(ids).toEqual(held.map(({ facts }) => facts.connectionId).sort());
      expect(a.ended.concat(c.ended)[0]).toMatchObject({ apiId: 'api', sourceIp: '127.0.0.1', found: null });
    });

    test('whose gateway has gone by itself, at once', async () => {
      await system.settled();
      const held = b.open();
      b.end(held);
      await b.stop();
      expect(await a.peers.posts.post(addressOf(held), message('1'))).toBe('gone');
    });
  });
});
