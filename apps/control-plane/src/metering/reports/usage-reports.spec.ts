import { DeleteUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import { usage, type UsageDay } from '#libs/persistence';
import { applyExchange, applyHello } from '../apply-exchange.js';
import { createMeteredPlan, type MeteredPlan } from '../../testing/metered-plan.js';
import { startControlPlane, type TestControlPlane } from '../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const nowMs = Date.UTC(2026, 2, 31, 23);
let senders = 0;
/** What one gateway reports: so many requests at these hours. */
async function report(
  plan: MeteredPlan,
  uses: readonly (readonly [day: string, hour: number, count: number])[],
) {
  const sender = { gatewayId: `sender-${++senders}`, incarnation: 'a' };
  await applyHello(plane.database, sender);
  const usages = uses.map(([day, hour, count]) => ({ ...plan, day, hour, permitPeriod: null, count }));
  const toSequence = uses.reduce((sum, [, , count]) => sum + count, 0);
  const rest = { exchange: 1, fromSequence: 0, toSequence, releaseAll: false, usage: usages, leases: [] };
  await applyExchange(plane.database, { ...sender, ...rest }, nowMs);
}
const get = async (path: string, region?: string) => {
  const response = await plane.signedFetch(`/_tollgate/v1/${path}`, { region });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};

test('hourly: use per key and hour of a day, page by page', async () => {
  const plan = await createMeteredPlan(plane);
  await report(plan, [
    ['2026-03-30', 23, 9],
    ['2026-03-31', 0, 1],
    ['2026-03-31', 10, 2],
  ]);
  await report(plan, [['2026-03-31', 10, 3]]);
  const path = `usageplans/${plan.usagePlanId}/usage/hourly?day=2026-03-31&limit=1`;
  const first = JSON.parse((await get(path)).text) as { items: object[]; position: string };
  expect(first.items).toEqual([{ keyId: plan.keyId, hour: 0, used: 1 }]);
  const second = JSON.parse((await get(`${path}&position=${first.position}`)).text) as object;
  expect(second).toEqual({
    usagePlanId: plan.usagePlanId,
    day: '2026-03-31',
    items: [{ keyId: plan.keyId, hour: 10, used: 5 }],
  });
  expect((await get(path, 'eu-west-1')).status).toBe(404);
  expect((await get(`usageplans/${plan.usagePlanId}/usage/hourly?day=yesterday`)).status).toBe(400);
});

test('export: the month of every plan of the caller, those included that are gone, as CSV and as JSON Lines', async () => {
  const plan = await createMeteredPlan(plane, { limit: 100, period: 'MONTH' });
  const gone = await createMeteredPlan(plane);
  const row = (of: MeteredPlan, day: string, used: number, remaining: number | null): UsageDay => ({
    ...of,
    day,
    used,
    remaining,
  });
  const rows = [
    row(plan, '2025-01-31', 1, 99),
    row(plan, '2025-02-01', 2, 98),
    row(plan, '2025-02-28', 3, 95),
    row(gone, '2025-02-10', 4, null),
    row(plan, '2025-03-01', 5, 95),
  ];
  await plane.database.write((uow) =>
    usage.add(
      uow,
      rows.map((of) => ({ ...of, hour: 0 })),
    ),
  );
  await plane.client.send(new DeleteUsagePlanCommand({ usagePlanId: gone.usagePlanId }));
  const csv = await get('usage/export?month=2025-02');
  expect(csv.type).toContain('text/csv');
  expect(csv.text.split('\n')[0]).toBe('usagePlanId,keyId,day,used,remaining');
  expect(csv.text.trim().split('\n').slice(1).sort()).toEqual(
    [
      `${plan.usagePlanId},${plan.keyId},2025-02-01,2,98`,
      `${plan.usagePlanId},${plan.keyId},2025-02-28,3,95`,
      `${gone.usagePlanId},${gone.keyId},2025-02-10,4,`,
    ].sort(),
  );
  const lines = (await get('usage/export?month=2025-02&format=jsonl')).text.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(row(gone, '2025-02-10', 4, null));
  expect((await get('usage/export?month=2025-02', 'eu-west-1')).text).toBe(
    'usagePlanId,keyId,day,used,remaining\n',
  );
  expect((await get('usage/export?month=2025-13')).status).toBe(400);
  expect((await get('usage/export?month=2025-01&format=xml')).status).toBe(400);
});

test('export: more rows than a page holds come whole, each once', async () => {
  const { usagePlanId } = await createMeteredPlan(plane);
  await plane.query(
    `INSERT INTO usage_daily (usage_plan_id, key_id, day, used)
     SELECT $1, 'key' || k, d, 1 FROM generate_series(1, 6000) AS k, unnest('{2024-05-01,2024-05-31}'::date[]) AS d`,
    [usagePlanId],
  );
  const lines = (await get('usage/export?month=2024-05')).text.trim().split('\n').slice(1);
  expect([lines.length, new Set(lines).size]).toEqual([12_000, 12_000]);
});

test('invariant: what gateways admitted is what was counted, and a difference shows', async () => {
  const plan = await createMeteredPlan(plane);
  await report(plan, [['2026-03-15', 4, 6]]);
  const invariant = async () =>
    JSON.parse((await get('usage/invariant?day=2026-03-15')).text) as Record<string, unknown>;
  expect(await invariant()).toMatchObject({
    holds: true,
    admitted: 6,
    counted: 6,
    countedByHour: 6,
    difference: 0,
  });
  await plane.query(`UPDATE usage_daily SET used = used + 1 WHERE usage_plan_id = $1`, [plan.usagePlanId]);
  expect(await invariant()).toMatchObject({ holds: false, difference: -1, hourlyDifference: 1 });
});

test('dry run: which keys a proposed plan would have refused, by which limit, when first', async () => {
  const plan = await createMeteredPlan(plane);
  await report(plan, [
    ['2026-03-02', 8, 60],
    ['2026-03-03', 9, 50],
  ]);
  await report({ ...plan, keyId: 'another' }, [['2026-03-03', 10, 100]]);
  const dryRun = async (body: object, usagePlanId = plan.usagePlanId) => {
    const path = `/_tollgate/v1/usageplans/${usagePlanId}/dry-run`;
    const response = await plane.signedFetch(path, { method: 'POST', body });
    return { status: response.status, body: await response.json() };
  };
  const window = { startDate: '2026-03-03', endDate: '2026-03-31' };
  expect(await dryRun({ ...window, quota: { limit: 100, period: 'MONTH' } })).toEqual({
    status: 200,
    body: {
      keysLookedAt: 2,
      refusals: [{ keyId: plan.keyId, limit: 'quota', firstAt: '2026-03-03T09:00Z', refused: 10 }],
      afterKeyId: null,
    },
  });
  expect((await dryRun({ ...window, quota: { limit: 100, period: 'YEAR' } })).status).toBe(400);
  expect((await dryRun({ ...window, startDate: '2025-01-01' })).status).toBe(400);
  expect((await dryRun(window, 'nosuch')).status).toBe(404);
});
