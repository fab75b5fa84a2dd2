import { GetUsageCommand, UpdateUsageCommand } from '@aws-sdk/client-api-gateway';
import type { ExchangeResponse, ExchangeRequest, LeaseReport, UsageCount } from '#libs/metering';
import { utcDay } from '#libs/rate-limits';
import { createMeteredPlan, type MeteredPlan } from '../testing/metered-plan.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
const today = utcDay(Date.now());
const yesterday = utcDay(Date.now() - 86_400_000);
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

async function post(path: string, body: unknown, token = plane.gatewayToken) {
  const headers = {
    authorization: `Bearer ${token}`,
    'x-tollgate-gateway-id': 'g',
    'content-type': 'application/json',
  };
  const response = await fetch(`${plane.url}/_tollgate/metering/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as ExchangeResponse & { reason?: string } };
}

let gateways = 0;
/** A gateway that has said hello; its exchanges are numbered as they are made. */
async function gateway(name = `gateway-${++gateways}`, incarnation = 'life-1') {
  const hello = await post('hello', { gatewayId: name, incarnation });
  let exchange = 0;
  let sequence = (hello.body as unknown as { watermark: number }).watermark;
  const next = (parts: Partial<ExchangeRequest>): ExchangeRequest => {
    exchange += 1;
    const fromSequence = sequence;
    sequence += (parts.usage ?? []).reduce((sum, use) => sum + use.count, 0);
    const empty = { releaseAll: false, usage: [], leases: [] };
    return { gatewayId: name, incarnation, exchange, fromSequence, toSequence: sequence, ...empty, ...parts };
  };
  return { name, next, send: (parts: Partial<ExchangeRequest>) => post('exchange', next(parts)) };
}

const wish = (plan: MeteredPlan, wanted: number, returned = 0): LeaseReport => ({
  ...plan,
  periodStart: today,
  wanted,
  returned,
});
const used = (plan: MeteredPlan, count: number, permitPeriod: string | null = today): UsageCount => ({
  ...plan,
  day: today,
  hour: 9,
  permitPeriod,
  count,
});
const report = async ({ usagePlanId, keyId }: MeteredPlan, startDate = today, endDate = today) => {
  const response = await plane.client.send(new GetUsageCommand({ usagePlanId, keyId, startDate, endDate }));
  return response.items?.[keyId];
};

test('nobody gets in without the token of the gateways', async () => {
  expect((await post('hello', { gatewayId: 'g', incarnation: 'i' }, 'wrong')).status).toBe(401);
  expect((await post('exchange', {}, '')).status).toBe(401);
});

test('a malformed exchange is refused with the reason', async () => {
  expect((await post('exchange', { gatewayId: 'g' })).status).toBe(400);
});

test('two gateways together are granted the quota and not one more', async () => {
  const plan = await createMeteredPlan(plane, { limit: 50, period: 'DAY' });
  const pair = [await gateway(), await gateway()];
  let granted = 0;
  for (let turn = 0; turn < 100; turn++) {
    const response = await pair[turn % 2]?.send({ leases: [wish(plan, 7)] });
    granted += response?.body.grants[0]?.granted ?? 0;
  }
  expect(granted).toBe(50);
});

test('a repeated exchange is answered as the first time and changes nothing', async () => {
  const plan = await createMeteredPlan(plane, { limit: 10, period: 'DAY' });
  const one = await gateway();
  await one.send({ leases: [wish(plan, 2)] });
  const request = one.next({ usage: [used(plan, 2)], leases: [wish(plan, 3)] });
  const [first, second] = [await post('exchange', request), await post('exchange', request)];
  expect(second).toEqual(first);
  expect(await report(plan)).toEqual([[2, 8]]);
});

test('an exchange out of order, from another place in the journal, or of an unknown or earlier life is refused', async () => {
  const plan = await createMeteredPlan(plane, { limit: 10, period: 'DAY' });
  const one = await gateway();
  const early = one.next({ usage: [used(plan, 1, null)] });
  const late = one.next({ usage: [used(plan, 1, null)] });
  const refused = async (request: ExchangeRequest) => {
    const { status, body } = await post('exchange', request);
    return [status, body.reason];
  };
  expect(await refused(late)).toEqual([409, 'unexpected-exchange']);
  expect((await post('exchange', early)).status).toBe(200);
  expect(await refused({ ...late, fromSequence: 0 })).toEqual([409, 'unexpected-sequence']);
  expect(await refused({ ...late, gatewayId: 'nobody' })).toEqual([409, 'unknown-sender']);
  await gateway(one.name, 'life-2');
  expect(await refused(late)).toEqual([409, 'stale-incarnation']);
  expect(await report(plan)).toEqual([[1, 9]]);
});

test('a gateway that comes back reports what it had spent, and the rest of its permits is free again', async () => {
  const plan = await createMeteredPlan(plane, { limit: 100, period: 'DAY' });
  const before = await gateway();
  const held = (await before.send({ leases: [wish(plan, 10)] })).body.grants[0]?.granted ?? 0;
  expect(held).toBeGreaterThan(1);
  const after = await gateway(before.name, 'life-2');
  const { body } = await after.send({ usage: [used(plan, 1)], releaseAll: true, leases: [wish(plan, 1)] });
  expect(body.grants[0]).toMatchObject({ granted: 1, remaining: 98, heldElsewhere: 0 });
});

test('an offset is taken off in the first period of the key', async () => {
  const plan = await createMeteredPlan(plane, { limit: 10, offset: 6, period: 'WEEK' });
  expect(await report(plan)).toEqual([[0, 4]]);
});

test('what passed without permits counts against the quota, and never makes it negative', async () => {
  const plan = await createMeteredPlan(plane, { limit: 5, period: 'DAY' });
  const one = await gateway();
  await one.send({ usage: [used(plan, 8, null)] });
  expect(await report(plan)).toEqual([[8, 0]]);
  const { body } = await one.send({ leases: [wish(plan, 1)] });
  expect(body.grants[0]).toMatchObject({ granted: 0, remaining: 0 });
});

test('usage of a plan that is gone is counted and nothing is granted', async () => {
  const gone = { usagePlanId: 'gone01', keyId: 'gone000001' };
  const { status, body } = await (
    await gateway()
  ).send({ usage: [used(gone, 3, null)], leases: [wish(gone, 1)] });
  expect([status, body.grants[0]?.granted]).toEqual([200, 0]);
});

test('late usage goes to its day and lowers what remained from there on', async () => {
  const plan = await createMeteredPlan(plane, { limit: 100, period: 'MONTH' });
  const one = await gateway();
  await one.send({ usage: [used(plan, 5, null)] });
  await one.send({ usage: [{ ...used(plan, 3, null), day: yesterday }] });
  const sameMonth = yesterday.slice(0, 7) === today.slice(0, 7);
  expect(await report(plan, yesterday, today)).toEqual([
    [3, 97],
    [5, sameMonth ? 92 : 95],
  ]);
});

test('UpdateUsage sets what all gateways together may still spend', async () => {
  const plan = await createMeteredPlan(plane, { limit: 3, period: 'DAY' });
  const one = await gateway();
  await one.send({ usage: [used(plan, 3, null)] });
  const patchOperations = [{ op: 'replace' as const, path: '/remaining', value: '5' }];
  const response = await plane.client.send(new UpdateUsageCommand({ ...plan, patchOperations }));
  expect(response).toMatchObject({ startDate: today, endDate: today, items: { [plan.keyId]: [[3, 5]] } });
  expect(await report(plan)).toEqual([[3, 5]]);
  let granted = 0;
  for (let turn = 0; turn < 20; turn++) {
    granted += (await one.send({ leases: [wish(plan, 5)] })).body.grants[0]?.granted ?? 0;
  }
  expect(granted).toBe(5);
});

test('operators see what a gateway holds and can release it', async () => {
  const plan = await createMeteredPlan(plane, { limit: 4, period: 'DAY' });
  const lost = await gateway();
  await lost.send({ leases: [wish(plan, 1)] });
  await lost.send({ leases: [wish(plan, 1)] });
  const listed = (await (await plane.signedFetch('/_tollgate/v1/leases')).json()) as { gateways: object[] };
  expect(listed.gateways).toContainEqual(
    expect.objectContaining({ gatewayId: lost.name, quotas: 1, held: 2 }),
  );
  const path = `/_tollgate/v1/leases/${lost.name}/release`;
  const released = await plane.signedFetch(path, { method: 'POST' });
  expect(await released.json()).toEqual({ released: 2 });
  const { body } = await (await gateway()).send({ leases: [wish(plan, 1)] });
  expect(body.grants[0]).toMatchObject({ granted: 1, remaining: 3, heldElsewhere: 0 });
});

test('an exchange about 1,000 keys is applied as a whole', async () => {
  const plan = await createMeteredPlan(plane, { limit: 10, period: 'DAY' });
  const one = await gateway();
  const usage = Array.from({ length: 1000 }, (_, index) => ({
    ...used(plan, 1, null),
    keyId: `key${index}`,
  }));
  expect((await one.send({ usage })).status).toBe(200);
  const response = await plane.client.send(
    new GetUsageCommand({ usagePlanId: plan.usagePlanId, startDate: today, endDate: today, limit: 500 }),
  );
  expect(Object.keys(response.items ?? {})).toHaveLength(500);
  expect(response.position).toBeDefined();
});
