import { randomBytes, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { jest } from '@jest/globals';
import { blockBytesMax, blockHeaders, newSenderId, observationsPath } from '#libs/observations';
import { usage, type UnitOfWork } from '#libs/persistence';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';
import type { ObservationTaker } from './observation-taker.js';
import { ObservationTakers } from './observation-takers.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
  const takers = plane.app.get(ObservationTakers);
  jest.spyOn(takers, 'find').mockImplementation((kind) => (kind === 'captures' ? undefined : counting));
});
afterAll(() => plane.close());

/** What each block says is added up, so that one that counts twice shows. */
const day = '2026-11-21';
const counting: ObservationTaker<string> = {
  read(block) {
    const text = block.toString('latin1');
    return /^[a-z0-9-]+( !)?\0?$/.test(text)
      ? { ok: true, content: text }
      : { ok: false, problem: 'no name of a plan' };
  },
  async write(uow: UnitOfWork, text) {
    const [usagePlanId = '', fails] = text.split(' ');
    await usage.add(uow, [{ usagePlanId, keyId: 'key0000001', day, hour: 0, used: 1, remaining: null }]);
    if (fails) throw new Error('a bug in the taker');
  },
};

async function counted(plan: string): Promise<number> {
  const rows = await plane.database.read((uow) =>
    usage.days(uow, plan, ['key0000001'], { startDay: '2026-01-01', endDay: '2027-01-01' }),
  );
  return rows.reduce((sum, { used }) => sum + used, 0);
}

const newSender = () => newSenderId(Date.now(), randomBytes(8));

interface Sent {
  readonly senderId: string;
  readonly sequence: number;
  readonly kind?: string;
  readonly token?: string;
}

async function send(block: string | Buffer, { senderId, sequence, kind = 'metrics', token }: Sent) {
  const response = await fetch(plane.url + observationsPath(kind), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token ?? plane.gatewayToken}`,
      'x-tollgate-gateway-id': 'gateway-1',
      ...blockHeaders({ senderId, sequence }),
    },
    body: typeof block === 'string' ? gzipSync(block) : Uint8Array.from(block),
  });
  return { status: response.status, body: await response.json() };
}

const known = (senderId: string) =>
  plane.query(
    `SELECT kind, last_sequence::int AS last, taken::int, refused::int, missing::int FROM observation_senders
      WHERE sender_id = '${senderId}' ORDER BY kind`,
  );

test('a block counts once, though it is sent again and by ten at once', async () => {
  const plan = randomUUID();
  const senderId = newSender();
  const together = await Promise.all(Array.from({ length: 10 }, () => send(plan, { senderId, sequence: 1 })));
  expect(together.map(({ status }) => status)).toEqual(together.map(() => 200));
  expect(together.filter(({ body }) => (body as { outcome: string }).outcome === 'taken')).toHaveLength(1);
  expect(await send(plan, { senderId, sequence: 1 })).toEqual({ status: 200, body: { outcome: 'repeated' } });
  expect(await counted(plan)).toBe(1);
});

test('ten senders at once each have their own numbers, per kind', async () => {
  const plan = randomUUID();
  const senders = Array.from({ length: 10 }, newSender);
  await Promise.all(
    senders.map(async (senderId) => {
      for (const sequence of [1, 2, 2, 3]) await send(plan, { senderId, sequence });
      await send(plan, { senderId, sequence: 1, kind: 'logs' });
    }),
  );
  expect(await counted(plan)).toBe(40);
  expect(await known(senders[0]!)).toEqual([
    { kind: 'logs', last: 1, taken: 1, refused: 0, missing: 0 },
    { kind: 'metrics', last: 3, taken: 3, refused: 0, missing: 0 },
  ]);
});

test('numbers that a sender leaves out are known as missing', async () => {
  const plan = randomUUID();
  const senderId = newSender();
  for (const sequence of [3, 4, 10]) await send(plan, { senderId, sequence });
  expect(await known(senderId)).toEqual([{ kind: 'metrics', last: 10, taken: 3, refused: 0, missing: 7 }]);
});

test.each([
  ['rubbish', Buffer.from('no gzip'), 'not compressed with gzip'],
  ['nothing', Buffer.alloc(0), 'not compressed with gzip'],
  ['a megabyte of rubbish', randomBytes(1 << 20), 'not compressed with gzip'],
  ['what its taker cannot read', gzipSync(randomBytes(1 << 20)), 'no name of a plan'],
  ['what grows too large', gzipSync(Buffer.alloc(blockBytesMax + 1)), `more than ${blockBytesMax} bytes`],
  ['what cannot be stored', gzipSync('plan\0'), 'a value cannot be stored'],
])(
  '%s is refused for good with the reason, counted, and does not stop the next one',
  async (_, body, problem) => {
    const plan = randomUUID();
    const senderId = newSender();
    expect(await send(body, { senderId, sequence: 1 })).toEqual({
      status: 422,
      body: { outcome: 'refused', problem },
    });
    expect(await send(plan, { senderId, sequence: 2 })).toMatchObject({ status: 200 });
    expect(await known(senderId)).toEqual([{ kind: 'metrics', last: 2, taken: 1, refused: 1, missing: 0 }]);
    expect(await counted(plan)).toBe(1);
  },
);

test('a block over the limit of bodies is a 413', async () => {
  const { status } = await send(randomBytes(11 << 20), { senderId: newSender(), sequence: 1 });
  expect(status).toBe(413);
});

test.each(['traces', 'captures', 'x'.repeat(100), '__proto__'])(
  'kind %s, which nobody takes, is refused',
  async (kind) => {
    const senderId = newSender();
    const refused = await send('x', { senderId, sequence: 1, kind });
    expect(refused).toEqual({ status: 422, body: { outcome: 'refused', problem: 'unknown kind' } });
    expect(await known(senderId)).toEqual([]);
  },
);

test('what a taker wrote before it failed does not stay, and the block may come again', async () => {
  const plan = randomUUID();
  const senderId = newSender();
  expect((await send(`${plan} !`, { senderId, sequence: 1 })).status).toBe(500);
  expect([await counted(plan), await known(senderId)]).toEqual([0, []]);
  expect((await send(plan, { senderId, sequence: 1 })).status).toBe(200);
  expect(await counted(plan)).toBe(1);
});

test('operators see what came in of each sender, and what is missing', async () => {
  const senderId = newSender();
  await send(randomUUID(), { senderId, sequence: 2 });
  const response = await plane.signedFetch('/_tollgate/v1/observations');
  const { senders } = (await response.json()) as { senders: { senderId: string }[] };
  expect(senders.find((sender) => sender.senderId === senderId)).toMatchObject({
    gatewayId: 'gateway-1',
    kind: 'metrics',
    lastSequence: 2,
    taken: 1,
    refused: 0,
    missing: 1,
  });
});

test('nobody without the gateways’ token hands anything in, and no block without its name is taken', async () => {
  const senderId = newSender();
  expect((await send('x', { senderId, sequence: 1, token: 'no' })).status).toBe(401);
  for (const [name, status] of [
    [{ senderId: '../..', sequence: 1 }, 400],
    [{ senderId, sequence: 0 }, 400],
    [{ senderId, sequence: -1 }, 400],
    [{ senderId, sequence: 1e15 }, 400],
  ] as const) {
    expect((await send('x', name)).status).toBe(status);
  }
  expect(await known(senderId)).toEqual([]);
});
