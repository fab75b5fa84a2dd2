import { testRedisUrl, waitFor } from '#libs/testing';
import { addressOf, message, type PeerOfTest } from '../../testing/peer-of-test.js';
import { startPeersOnRedis, type PeersOnRedis } from '../../testing/peers-on-redis.js';

// CI always has a Redis (the global setup refuses to go on without); elsewhere it may not be installed.
const describeWithRedis = testRedisUrl() === undefined ? describe.skip : describe;

const leaving = { code: 1000, reason: '' };

describeWithRedis('what Redis has of connections, for who ends them when their gateway is killed', () => {
  let system: PeersOnRedis;
  let a: PeerOfTest;
  let b: PeerOfTest;
  beforeEach(async () => {
    system = await startPeersOnRedis();
    [a, b] = [await system.join(), await system.join()];
  });
  afterEach(() => system.stop());

  const keyOf = async (peer: PeerOfTest): Promise<string> => {
    const name = peer.peers.processName();
    return waitFor(async () => (await system.admin.keys(`*:connections:${name}`))[0]);
  };
  const idsOf = async (peer: PeerOfTest) => (await system.admin.hkeys(await keyOf(peer))).sort();
  const idOf = ({ facts }: { facts: { connectionId: string } }) => facts.connectionId;

  test('is made up for when it was lost, with those whose $disconnect is under way, and ends some day', async () => {
    const [open, ending, told] = [b.open(), b.open(), b.open()];
    await system.kept(b);
    b.connections.remove(ending, leaving);
    b.end(told);
    const both = [open, ending].map(idOf).sort();
    await waitFor(async () => (await idsOf(b)).join() === both.join());
    await system.redis.kill();
    await system.redis.start();
    await waitFor(async () => (await idsOf(b)).join() === both.join());
    expect(await system.admin.pttl(await keyOf(b))).toBeGreaterThan(0);
    await b.vanish();
    await waitFor(() => a.ended.length === 2);
    expect(a.ended.map(({ connectionId }) => connectionId).sort()).toEqual(both);
  });

  test('has nothing of what has ended, also when Redis comes back with what it had before', async () => {
    const open = b.open();
    await system.kept(b);
    await system.admin.hset(await keyOf(b), 'ended', 'long ago');
    await system.admin.client('KILL', 'TYPE', 'normal');
    await waitFor(async () => (await idsOf(b)).join() === idOf(open));
  });

  test('of a gateway that is declared dead its heirs end what Redis had, and itself what it had not', async () => {
    const had = b.open();
    await system.kept(b);
    expect(await b.peers.posts.post(addressOf(a.open()), message('answered behind what was kept'))).toBe(
      'done',
    );
    const former = b.peers.processName();
    b.proxy.cut();
    await waitFor(() => b.said.includes('redis is away: connections of other gateways are not reached'));
    const hadNot = b.open();
    await waitFor(() => a.ended.length === 1);
    b.proxy.restore();
    await waitFor(() => b.peers.processName() !== former);
    await waitFor(() => had.closed !== null && hadNot.closed !== null);
    // Abandoned; the other is its own to end.
    expect([...b.connections.all()]).toEqual([hadNot]);
    expect(a.ended.map(({ connectionId }) => connectionId)).toEqual([idOf(had)]);
    // Killed before it has: by then it has an heir, too.
    await waitFor(async () => (await idsOf(b)).join() === idOf(hadNot));
    await b.vanish();
    await waitFor(() => a.ended.length === 2);
    expect(idOf({ facts: a.ended[1]! })).toBe(idOf(hadNot));
  });

  test('is not added to by one that is dead: nobody would look there any more', async () => {
    b.open();
    await system.kept(b);
    const key = await keyOf(b);
    const former = b.peers.processName();
    await system.admin.zadd(key.replace(`connections:${former}`, 'dead'), Date.now(), former);
    const late = b.open();
    await waitFor(() => b.peers.processName() !== former);
    await waitFor(() => late.closed !== null);
    expect(await system.admin.hkeys(key)).not.toContain(idOf(late));
    expect(b.connections.find(idOf(late))).toBe(late);
  });
});
