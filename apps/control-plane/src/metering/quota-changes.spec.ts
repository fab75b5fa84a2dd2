import {
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  DeleteUsagePlanKeyCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import type { ExchangeRequest, UsageCount } from '#libs/metering';
import { quotaPeriodStart, utcDay, type QuotaPeriodKind } from '#libs/rate-limits';
import { createMeteredPlan, type MeteredPlan } from '../testing/metered-plan.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';
import { applyExchange, applyHello } from './apply-exchange.js';

/** A moment in the middle of a month and a week, so that no period that is meant is another's first day. */
const nowMs = Date.UTC(2026, 10, 18, 12);
const today = utcDay(nowMs);
let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

let gateways = 0;
async function gateway() {
  const sender = { gatewayId: `gateway-${++gateways}`, incarnation: 'life-1' };
  let { watermark } = await applyHello(plane.database, sender);
  let exchange = 0;
  const send = async (parts: Partial<ExchangeRequest>) => {
    const fromSequence = watermark;
    watermark += (parts.usage ?? []).reduce((sum, use) => sum + use.count, 0);
    exchange += 1;
    const whole = { exchange, fromSequence, toSequence: watermark, releaseAll: false, usage: [], leases: [] };
    const outcome = await applyExchange(plane.database, { ...sender, ...whole, ...parts }, nowMs);
    if (!outcome.ok) throw new Error(outcome.refusal.reason);
    return outcome.response.grants[0];
  };
  return {
    use: (plan: MeteredPlan, count: number, permits: QuotaPeriodKind | null = null) => {
      const permitPeriod = permits && quotaPeriodStart(permits, nowMs);
      const use: UsageCount = { ...plan, day: today, hour: 12, permitPeriod, count };
      return send({ usage: [use] });
    },
    wish: (plan: MeteredPlan, period: QuotaPeriodKind, wanted: number, returned = 0) =>
      send({ leases: [{ ...plan, periodStart: quotaPeriodStart(period, nowMs), wanted, returned }] }),
    /** Everything that can be had. */
    async drain(plan: MeteredPlan, period: QuotaPeriodKind): Promise<number> {
      let granted = 0;
      for (let last = 1; last > 0; granted += last) {
        last = (await this.wish(plan, period, 1000))?.granted ?? 0;
      }
      return granted;
    },
  };
}

const change = ({ usagePlanId }: MeteredPlan, path: string, value: string) =>
  plane.client.send(
    new UpdateUsagePlanCommand({ usagePlanId, patchOperations: [{ op: 'replace', path, value }] }),
  );

test('a limit that is raised or cut holds for the next permit', async () => {
  const plan = await createMeteredPlan(plane, { limit: 10, period: 'MONTH' });
  const one = await gateway();
  expect(await one.drain(plan, 'MONTH')).toBe(10);
  await change(plan, '/quota/limit', '14');
  expect(await one.drain(plan, 'MONTH')).toBe(4);
  await change(plan, '/quota/limit', '3');
  await one.wish(plan, 'MONTH', 0, 12);
  // Two are still out, so one is left of three.
  expect(await one.drain(plan, 'MONTH')).toBe(1);
});

test.each([
  ['MONTH', 'DAY'],
  ['DAY', 'MONTH'],
  ['WEEK', 'MONTH'],
] as const)(
  'permits of a %s that are out when the plan goes over to a %s count in the new period',
  async (before, after) => {
    const plan = await createMeteredPlan(plane, { limit: 100, period: before });
    const [one, other] = [await gateway(), await gateway()];
    const held = (await one.wish(plan, before, 20))?.granted ?? 0;
    expect(held).toBeGreaterThan(0);
    await change(plan, '/quota/period', after);
    const rest = await other.drain(plan, after);
    expect(rest).toBe(100 - held);
    // Spent after the change: they move from the old lease to the new count, and make no room.
    await one.use(plan, held - 1, before);
    expect(await other.wish(plan, after, 5)).toMatchObject({ granted: 0, heldElsewhere: 1 });
    await one.wish(plan, before, 0, 1);
    expect(await other.drain(plan, after)).toBe(1);
  },
);

test('a plan that goes back to a period finds in it what was used meanwhile', async () => {
  const plan = await createMeteredPlan(plane, { limit: 50, period: 'MONTH' });
  const one = await gateway();
  await one.use(plan, 5);
  await change(plan, '/quota/period', 'DAY');
  await one.use(plan, 7);
  await change(plan, '/quota/period', 'MONTH');
  expect(await one.drain(plan, 'MONTH')).toBe(38);
});

test('a plan that gets its quota back finds what was used without one', async () => {
  const plan = await createMeteredPlan(plane, { limit: 50, period: 'MONTH' });
  const one = await gateway();
  await one.use(plan, 5);
  const { usagePlanId } = plan;
  await plane.client.send(
    new UpdateUsagePlanCommand({ usagePlanId, patchOperations: [{ op: 'remove', path: '/quota' }] }),
  );
  await one.use(plan, 7);
  const quota = [
    { op: 'replace' as const, path: '/quota/limit', value: '50' },
    { op: 'replace' as const, path: '/quota/period', value: 'MONTH' },
  ];
  await plane.client.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations: quota }));
  expect(await one.drain(plan, 'MONTH')).toBe(38);
});

test('a key that moves to another plan has that quota, and finds its use when it comes back', async () => {
  const first = await createMeteredPlan(plane, { limit: 10, period: 'MONTH' });
  const { id } = await plane.client.send(
    new CreateUsagePlanCommand({ name: 'second', quota: { limit: 20, period: 'MONTH' } }),
  );
  const second = { usagePlanId: id ?? '', keyId: first.keyId };
  const one = await gateway();
  await one.use(first, 4);
  await plane.client.send(new DeleteUsagePlanKeyCommand(first));
  expect(await one.drain(first, 'MONTH')).toBe(0);
  await plane.client.send(new CreateUsagePlanKeyCommand({ ...second, keyType: 'API_KEY' }));
  expect(await one.drain(second, 'MONTH')).toBe(20);
  await plane.client.send(new CreateUsagePlanKeyCommand({ ...first, keyType: 'API_KEY' }));
  expect(await one.drain(first, 'MONTH')).toBe(6);
});
