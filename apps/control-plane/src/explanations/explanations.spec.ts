import { gzipSync } from 'node:zlib';
import { randomBytes, randomUUID } from 'node:crypto';
import { encodeExplanations, type Explanation } from '#libs/explanations';
import { blockHeaders, newSenderId, observationsPath } from '#libs/observations';
import { explanations } from '#libs/persistence';
import { allowing, limitedUser } from '../testing/limited-user.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane?.close());

const explanationOf = (change: Partial<Explanation> = {}): Explanation => ({
  requestId: randomUUID(),
  extendedRequestId: randomBytes(11).toString('base64url').padEnd(16, '='),
  gatewayId: 'gateway-1',
  accountId: plane.accountId,
  receivedAtMs: Date.now(),
  tookMs: 3,
  request: { httpMethod: 'GET', host: 'h', path: '/dev/\u0000', sourceIp: '::1' },
  status: 403,
  bytesIn: 0,
  bytesOut: 23,
  served: null,
  caller: { apiKeyId: null, usagePlanId: null, principalId: null },
  steps: [{ name: 'selectStage', outcome: 'refused', waitedMs: null }],
  refusal: null,
  integration: null,
  traceId: null,
  ...change,
});

const senderId = newSenderId(Date.now(), randomBytes(8));
let sequence = 0;
const handIn = (block: Uint8Array, number = ++sequence) =>
  fetch(plane.url + observationsPath('explanations'), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${plane.gatewayToken}`,
      'x-tollgate-gateway-id': 'gateway-1',
      ...blockHeaders({ senderId, sequence: number }),
    },
    body: gzipSync(block),
  });
const ask = async (id: string, credentials = plane.credentials) => {
  const response = await plane.signedFetch(`/_tollgate/v1/requests/${encodeURIComponent(id)}`, {
    credentials,
  });
  return { status: response.status, body: (await response.json()) as object };
};

test('what a gateway explains is found by either id of the request, once', async () => {
  const [one, other] = [explanationOf(), explanationOf()];
  const block = encodeExplanations([one, other]);
  for (const _ of [1, 2]) expect((await handIn(block, (sequence = 1))).status).toBeLessThan(300);
  expect(await ask(one.requestId)).toEqual({ status: 200, body: one });
  expect(await ask(other.extendedRequestId)).toEqual({ status: 200, body: other });
  const rows = await plane.query('SELECT id FROM explanations WHERE request_id = $1', [one.requestId]);
  expect(rows).toHaveLength(1);
});

test('of a request that nobody explained it says what may be the reason', async () => {
  for (const id of [randomUUID(), 'x'.repeat(500), '%', "'; DROP TABLE explanations"]) {
    const { status, body } = await ask(id);
    expect([id, status]).toEqual([id, 404]);
    expect((body as { message: string }).message).toContain('TOLLGATE_EXPLAIN_SAMPLE');
  }
});

test('each account sees its own; what found no stage is for the operator’s', async () => {
  const credentials = await plane.credentialsOf('210987654321');
  const [own, foreign, nobodys] = [
    explanationOf({ accountId: '210987654321' }),
    explanationOf(),
    explanationOf({ accountId: null }),
  ];
  await handIn(encodeExplanations([own, foreign, nobodys]));
  const seen = async (by: typeof credentials) =>
    Promise.all([own, foreign, nobodys].map(async ({ requestId }) => (await ask(requestId, by)).status));
  expect(await seen(credentials)).toEqual([200, 404, 404]);
  expect(await seen(plane.credentials)).toEqual([404, 200, 200]);
});

test('rubbish is refused and nothing of it kept', async () => {
  const before = await plane.query('SELECT id FROM explanations');
  for (const block of [randomBytes(1000), encodeExplanations([explanationOf({ requestId: '' })])]) {
    expect((await handIn(block)).status).toBe(422);
  }
  expect(await plane.query('SELECT id FROM explanations')).toEqual(before);
});

test('a user needs tollgate:ReadRequest', async () => {
  const explained = explanationOf();
  await handIn(encodeExplanations([explained]));
  const reader = await limitedUser(plane, allowing('tollgate:ReadRequest'));
  const other = await limitedUser(plane, allowing('tollgate:ListJobs'));
  expect((await ask(explained.requestId, reader.credentials)).status).toBe(200);
  expect((await ask(explained.requestId, other.credentials)).status).toBe(403);
});

test('the oldest go first: those of a day ago, and those above the number that is kept', async () => {
  await plane.query('DELETE FROM explanations');
  const [first, second, third] = [explanationOf(), explanationOf(), explanationOf()];
  await handIn(encodeExplanations([first, second, third]));
  const remove = (beforeMs: number, most: number) =>
    plane.database.write((uow) => explanations.removeOld(uow, beforeMs, most, 100));
  expect(await remove(Date.now() - 3_600_000, 3)).toBe(0);
  expect(await remove(Date.now() - 3_600_000, 2)).toBe(1);
  expect((await ask(first.requestId)).status).toBe(404);
  expect((await ask(third.requestId)).status).toBe(200);
  expect(await remove(Date.now() + 3_600_000, 100)).toBe(2);
});
