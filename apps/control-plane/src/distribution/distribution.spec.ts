import { gateways, publishedDocuments } from '#libs/persistence';
import { refusedMax, sealDocument, sealSnapshot, type FeedPage } from '#libs/snapshot-format';
import { waitFor } from '#libs/testing';
import { createFakeGateway, type FakeGateway } from '../testing/fake-gateway.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
const fakes: FakeGateway[] = [];
beforeAll(async () => {
  plane = await startControlPlane();
});
afterEach(() => Promise.all(fakes.splice(0).map((fake) => fake.kill())));
afterAll(() => plane?.close());

const gateway = (id: string): FakeGateway => {
  const fake = createFakeGateway(plane, id);
  fakes.push(fake);
  return fake;
};
const publish = (subject: string, names: readonly string[], content: object = {}) =>
  plane.database.write((uow) =>
    publishedDocuments.replace(uow, {
      subject,
      documents: names.map((name) => sealDocument('stage', name, content as never)),
    }),
  );
const page = async (fake: FakeGateway, query: string): Promise<FeedPage> => {
  const response = await fake.poll(query);
  expect(response.statusCode).toBe(200);
  return (await response.body.json()) as FeedPage;
};
const stateOf = async (id: string) =>
  (await plane.database.read((uow) => gateways.list(uow))).find((one) => one.id === id);
const isConnected = async (id: string) => (await stateOf(id))?.connected === true;

describe('who may ask', () => {
  test('401 without the token, with a wrong one, and with a signature instead', async () => {
    const fake = gateway('g');
    expect((await fake.poll('after=0', { token: 'wrong' })).statusCode).toBe(401);
    expect((await fetch(`${plane.url}/_tollgate/distribution/changes?after=0`)).status).toBe(401);
    expect((await plane.signedFetch('/_tollgate/distribution/changes?after=0')).status).toBe(401);
  });

  test('the token opens nothing but the feed', async () => {
    const headers = { authorization: `Bearer ${plane.gatewayToken}`, 'x-tollgate-gateway-id': 'g' };
    expect((await fetch(`${plane.url}/restapis`, { headers })).status).toBe(403);
    expect((await fetch(`${plane.url}/_tollgate/v1/jobs`, { headers })).status).toBe(403);
  });

  test.each(['', 'a b', '../x', 'x'.repeat(129), '-x'])('400 for the gateway id %j', async (id) => {
    expect((await gateway('g').poll('after=0', { id })).statusCode).toBe(400);
  });

  test.each(['after=-1', 'after=x', 'after=99999999999999999', 'limit=x', 'waitMs=1.5'])(
    '400 for %s',
    async (query) => {
      expect((await gateway('g').poll(query)).statusCode).toBe(400);
    },
  );

  test.each([
    ['not JSON', 'x'],
    ['a list', '[]'],
    ['another gateway', { gatewayId: 'other', appliedSeq: 1 }],
    ['no sequence number', { appliedSeq: 'x' as never }],
    ['no list', { appliedSeq: 1, refused: {} as never }],
    ['an entry without reason', { appliedSeq: 1, refused: [{ seq: 1, kind: 'stage', name: 'a' }] as never }],
  ])('400 for an acknowledgement with %s', async (_, acknowledgement) => {
    expect(await gateway('g').acknowledge(acknowledgement)).toBe(400);
  });
});

describe('the feed', () => {
  test('tells what came after, in order, and nothing that was told before', async () => {
    const fake = gateway('reader');
    const first = await publish('restapi/a', ['a/dev', 'a/prod']);
    const all = await page(fake, 'after=0');
    expect(all.changes.map(({ name }) => name)).toEqual(['a/dev', 'a/prod']);
    expect(all).toMatchObject({ upTo: first, more: false });
    await publish('restapi/a', ['a/dev']);
    const next = await page(fake, `after=${first}`);
    expect(next.changes).toMatchObject([{ name: 'a/prod', body: null }]);
  });

  test('pages when there is more than asked for', async () => {
    const before = (await page(gateway('pager'), 'after=0')).upTo;
    await publish('restapi/b', ['b/1', 'b/2', 'b/3']);
    const one = await page(gateway('pager2'), `after=${before}&limit=2`);
    expect(one).toMatchObject({ more: true, changes: [{ name: 'b/1' }, { name: 'b/2' }] });
    expect(await page(gateway('pager3'), `after=${one.upTo}&limit=2`)).toMatchObject({
      more: false,
      changes: [{ name: 'b/3' }],
    });
  });

  test('a poll waits for the next change and is answered with it', async () => {
    const fake = gateway('waiter');
    const { upTo } = await page(fake, 'after=0');
    const waiting = page(fake, `after=${upTo}&waitMs=10000`);
    await waitFor(() => isConnected('waiter'));
    await publish('restapi/c', ['c/dev']);
    expect((await waiting).changes).toMatchObject([{ name: 'c/dev' }]);
  });

  test('a poll in vain is an empty page that stays where it was', async () => {
    const { upTo, mark } = await page(gateway('vain'), 'after=0');
    expect(await page(gateway('vain2'), `after=${upTo}&waitMs=20`)).toEqual({
      changes: [],
      upTo,
      mark,
      more: false,
      oldest: expect.any(Number) as number,
    });
  });

  test('says what the oldest position is that it knows: deletions before it are forgotten', async () => {
    const oldest = async () => (await page(gateway('old'), 'after=0')).oldest;
    const first = await publish('restapi/y', ['y/dev']);
    expect(await oldest()).toBeLessThanOrEqual(first);
    const second = await publish('restapi/y', []);
    await plane.database.write((uow) => publishedDocuments.forgetBefore(uow, Date.now() + 3_600_000));
    expect(await oldest()).toBe(second);
  });

  test('a published snapshot is given out by its digest, to gateways alone', async () => {
    const sealed = sealSnapshot({ restApiId: 'z' } as never);
    const at = (digest: string) => `/_tollgate/distribution/snapshots/${digest}`;
    const ask = (path: string, headers = {}) =>
      fetch(plane.url + path, {
        headers: {
          authorization: `Bearer ${plane.gatewayToken}`,
          'x-tollgate-gateway-id': 'asking',
          ...headers,
        },
      });
    expect((await ask(at(sealed.name))).status).toBe(404);
    await plane.database.write((uow) =>
      publishedDocuments.replace(uow, { subject: 'restapi/z', documents: [sealed] }),
    );
    const given = await ask(at(sealed.name));
    expect(given.status).toBe(200);
    const { kind, name, digest, body } = sealed;
    expect(await given.json()).toEqual({ kind, name, digest, body, seq: expect.any(Number) as number });
    expect((await ask(at(sealed.name), { authorization: 'Bearer another' })).status).toBe(401);
    expect((await plane.signedFetch(at(sealed.name))).status).toBe(401);
    for (const other of ['x', '0'.repeat(64), '..%2Fchanges'])
      expect((await ask(at(other))).status).toBe(404);
  });

  test('a position of another feed is answered with the whole feed, at once', async () => {
    await publish('restapi/x', ['x/dev']);
    const all = await page(gateway('whole'), 'after=0');
    const { upTo, mark } = all;
    expect(await page(gateway('g1'), `after=${upTo}&mark=${mark}&waitMs=0`)).toEqual({ ...all, changes: [] });
    for (const position of [
      `after=${upTo}&mark=other`,
      `after=${upTo + 1000}&mark=other`,
      `after=${upTo}&mark=`,
    ]) {
      expect(await page(gateway('g2'), `${position}&waitMs=10000`)).toEqual({ ...all, startOver: true });
    }
  });

  test('what is applied of another feed does not count', async () => {
    const { upTo, mark } = await page(gateway('g3'), 'after=0');
    const fake = gateway('counting');
    expect(await fake.acknowledge({ appliedSeq: upTo, mark: 'other' })).toBe(204);
    expect(await stateOf('counting')).toMatchObject({ appliedSeq: 0 });
    expect(await fake.acknowledge({ appliedSeq: upTo, mark })).toBe(204);
    expect(await stateOf('counting')).toMatchObject({ appliedSeq: upTo });
  });

  test('waiting polls hold no database connection', async () => {
    const { upTo } = await page(gateway('many'), 'after=0');
    const waiting = Array.from({ length: 40 }, (_, i) =>
      page(gateway(`many-${i}`), `after=${upTo}&waitMs=10000`),
    );
    await waitFor(async () => {
      const rows = await plane.database.read((uow) => gateways.list(uow));
      return rows.filter(({ id, connected }) => connected && id.startsWith('many-')).length === 40;
    });
    // The pool has 8 connections; this needs one.
    expect((await plane.signedFetch('/account')).status).toBe(200);
    await publish('restapi/d', ['d/dev']);
    for (const told of await Promise.all(waiting)) expect(told.changes).toMatchObject([{ name: 'd/dev' }]);
  });
});

describe('who is connected', () => {
  test('a gateway is connected while it follows, and seen to be gone as soon as its sockets close', async () => {
    const fake = gateway('short-lived');
    fake.follow();
    await waitFor(() => isConnected('short-lived'));
    await fake.kill();
    await waitFor(async () => !(await isConnected('short-lived')));
  });

  test('a gateway that is back on another connection stays connected when the old one closes', async () => {
    const before = gateway('moving');
    before.follow();
    await waitFor(() => isConnected('moving'));
    const after = gateway('moving');
    after.follow({ after: 1 });
    await publish('restapi/e', ['e/dev']);
    await waitFor(() => after.changes.some(({ name }) => name === 'e/dev'));
    await before.kill();
    await publish('restapi/e', ['e/prod']);
    await waitFor(() => after.changes.some(({ name }) => name === 'e/prod'));
    expect(await isConnected('moving')).toBe(true);
  });

  test('a gateway that a dead control plane has left as connected is found after its silence', async () => {
    await plane.query(
      `INSERT INTO gateways (id, connected, last_seen_at) VALUES ('orphan', true, now() - interval '1 minute')`,
    );
    await waitFor(async () => !(await isConnected('orphan')), { describe: 'the orphan to be found' });
  });

  test('a gateway that says how far it has come is connected before it asks for more, and gone when its sockets close', async () => {
    const fake = gateway('about-to-ask');
    expect(await fake.acknowledge({ appliedSeq: 0 })).toBe(204);
    expect(await stateOf('about-to-ask')).toMatchObject({ connected: true, appliedSeq: 0 });
    await fake.kill();
    await waitFor(async () => !(await isConnected('about-to-ask')));
  });

  test('a gateway says what it can serve; one of an earlier release does not', async () => {
    const fake = gateway('capable');
    await fake.acknowledge({ appliedSeq: 0, capabilities: ['vpc-links', 'not-known-yet', 7 as never] });
    expect(await stateOf('capable')).toMatchObject({ capabilities: ['vpc-links', 'not-known-yet'] });
    await fake.acknowledge({ appliedSeq: 0 });
    expect(await stateOf('capable')).toMatchObject({ capabilities: null });
  });

  test('however much a gateway refuses, it is heard: the beginning of its list is kept, and the count', async () => {
    const fake = gateway('refusing');
    const refused = Array.from({ length: 10_001 }, (_, n) => ({
      seq: n,
      kind: 'api-key',
      name: `key${n}`,
      reason: 'format version 2',
    }));
    expect(await fake.acknowledge({ appliedSeq: 0, refused })).toBe(204);
    const state = await stateOf('refusing');
    expect(state).toMatchObject({ refusedCount: 10_001 });
    expect(state?.refused).toEqual(refused.slice(0, refusedMax));
    const acknowledgement = { appliedSeq: 0, refused: refused.slice(0, 3), refusedCount: 1_000_000 };
    expect(await fake.acknowledge(acknowledgement)).toBe(204);
    expect(await stateOf('refusing')).toMatchObject({ refusedCount: 1_000_000 });
  });

  test('a gateway of a release that lists all it refuses is heard, whatever the size of its list', async () => {
    const fake = gateway('refusing-all');
    const reason = 'the format of this document is newer than this gateway: '.repeat(5);
    const refused = Array.from({ length: 40_000 }, (_, seq) => ({
      seq,
      kind: 'api-key',
      name: `k${seq}`,
      reason,
    }));
    const text = JSON.stringify({ gatewayId: 'refusing-all', appliedSeq: 0, refused });
    expect(text.length).toBeGreaterThan(12_000_000);
    expect(await fake.acknowledge(text)).toBe(204);
    const state = await stateOf('refusing-all');
    expect(state).toMatchObject({ refusedCount: 40_000 });
    expect(state?.refused).toEqual(refused.slice(0, refusedMax));

    // Not by whoever comes along, however the path is spelled.
    for (const path of ['acknowledgements', '%61cknowledgements']) {
      const answer = await fetch(`${plane.url}/_tollgate/distribution/${path}`, {
        method: 'POST',
        headers: { authorization: 'Bearer another' },
        body: text,
      }).then(
        ({ status }) => status,
        () => 413,
      );
      expect(answer).toBe(413);
    }
  });

  test('a gateway that lost its disk is not taken for one that has applied all', async () => {
    const fake = gateway('forgetful');
    expect(await fake.acknowledge({ appliedSeq: 5 })).toBe(204);
    await page(fake, 'after=0');
    expect(await stateOf('forgetful')).toMatchObject({ appliedSeq: 0 });
  });
});

test('a control plane that stops answers the polls of its gateways', async () => {
  const stopping = await startControlPlane();
  const fake = createFakeGateway(stopping, 'waiting');
  const poll = fake.poll('after=0&waitMs=10000');
  await waitFor(async () =>
    (await stopping.database.read((uow) => gateways.list(uow))).some(({ connected }) => connected),
  );
  await stopping.close();
  expect((await poll).statusCode).toBe(200);
  await fake.kill();
});
