import {
  DeleteUsagePlanKeyCommand,
  GetUsageCommand,
  UpdateUsageCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { outbox, usage } from '#libs/persistence';
import { quotaPeriodStart, utcDay } from '#libs/rate-limits';
import { createMeteredPlan, type MeteredPlan } from '../../../testing/metered-plan.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const today = utcDay(Date.now());
const use = (plan: MeteredPlan, day: string, used: number, remaining: number | null = null) =>
  plane.database.write((uow) => usage.add(uow, [{ ...plan, day, hour: 12, used, remaining }]));
const get = (usagePlanId: string, startDate: string, endDate: string, more: object = {}) =>
  plane.client.send(new GetUsageCommand({ usagePlanId, startDate, endDate, ...more }));
const set = (plan: MeteredPlan, path: string, value?: string) =>
  plane.client.send(new UpdateUsageCommand({ ...plan, patchOperations: [{ op: 'replace', path, value }] }));

describe('GetUsage 200', () => {
  test('every day of the window is there; what remained carries on to the end of the period', async () => {
    const plan = await createMeteredPlan(plane, { limit: 100, period: 'WEEK' });
    // 2026-01-04 is a Sunday.
    await use(plan, '2026-01-01', 5, 95);
    await use(plan, '2026-01-02', 2, 93);
    const response = await get(plan.usagePlanId, '2026-01-02', '2026-01-05');
    expect(response).toMatchObject({ startDate: '2026-01-02', endDate: '2026-01-05' });
    expect(response.position).toBeUndefined();
    expect(response.items).toEqual({
      [plan.keyId]: [
        [2, 93],
        [0, 93],
        [0, 100],
        [0, 100],
      ],
    });
  });

  test('a plan without a quota reports use, and 0 as remaining', async () => {
    const plan = await createMeteredPlan(plane);
    await use(plan, today, 7);
    expect((await get(plan.usagePlanId, today, today)).items).toEqual({ [plan.keyId]: [[7, 0]] });
  });

  test('keys are paged in the order of their ids, and one can be asked for', async () => {
    const plan = await createMeteredPlan(plane);
    const { usagePlanId } = plan;
    const others = ['aaa', 'bbb', 'ccc', 'ddd'].map((keyId) => ({ usagePlanId, keyId }));
    for (const other of others) await use(other, today, 1);
    const seen: string[] = [];
    let position: string | undefined;
    do {
      const page = await get(usagePlanId, today, today, { limit: 2, position });
      seen.push(...Object.keys(page.items ?? {}));
      position = page.position;
    } while (position);
    expect(seen).toEqual(['aaa', 'bbb', 'ccc', 'ddd', plan.keyId].sort());
    expect((await get(usagePlanId, today, today, { keyId: 'bbb' })).items).toEqual({ bbb: [[1, 0]] });
  });

  test('what a key used is still reported after it has left the plan', async () => {
    const plan = await createMeteredPlan(plane, { limit: 10, period: 'DAY' });
    await use(plan, today, 4, 6);
    await plane.client.send(new DeleteUsagePlanKeyCommand(plan));
    expect((await get(plan.usagePlanId, today, today)).items).toEqual({ [plan.keyId]: [[4, 6]] });
  });
});

describe('GetUsage after a change of the plan', () => {
  test('what remains today goes by the present limit, days that are over keep what remained then', async () => {
    const plan = await createMeteredPlan(plane, { limit: 100, period: 'DAY' });
    const yesterday = utcDay(Date.now() - 86_400_000);
    await use(plan, yesterday, 10, 90);
    await use(plan, today, 20, 80);
    const patchOperations = [{ op: 'replace' as const, path: '/quota/limit', value: '50' }];
    await plane.client.send(new UpdateUsagePlanCommand({ usagePlanId: plan.usagePlanId, patchOperations }));
    expect((await get(plan.usagePlanId, yesterday, today)).items).toEqual({
      [plan.keyId]: [
        [10, 90],
        [20, 30],
      ],
    });
  });
});

describe('GetUsage 400 and 404', () => {
  test.each([
    ['2026-02-30', '2026-03-01', 'Invalid start date specified: 2026-02-30'],
    ['2026-01-01', 'soon', 'Invalid end date specified: soon'],
    ['2026-01-02', '2026-01-01', 'Start date must not be after end date'],
    ['2026-01-01', '2026-04-01', 'Date range must not be longer than 90 days'],
  ])('%s to %s is refused', async (startDate, endDate, message) => {
    const { usagePlanId } = await createMeteredPlan(plane);
    await expect(get(usagePlanId, startDate, endDate)).rejects.toMatchObject({
      name: 'BadRequestException',
      message,
    });
  });

  test('an unknown plan, one of another region, and a key without use are not found', async () => {
    const { usagePlanId } = await createMeteredPlan(plane);
    const unknown = { name: 'NotFoundException', message: 'Invalid Usage Plan ID specified' };
    await expect(get('nosuch', today, today)).rejects.toMatchObject(unknown);
    const elsewhere = new GetUsageCommand({ usagePlanId, startDate: today, endDate: today });
    await expect(plane.clientFor('eu-west-1').send(elsewhere)).rejects.toMatchObject(unknown);
    await expect(get(usagePlanId, today, today, { keyId: 'nosuch' })).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Invalid API Key identifier specified',
    });
  });
});

describe('UpdateUsage', () => {
  test('200: what remains of the running period is set, up and down, and published', async () => {
    const plan = await createMeteredPlan(plane, { limit: 50, period: 'MONTH' });
    const first = quotaPeriodStart('MONTH', Date.now());
    await use(plan, first, 10, 40);
    expect((await set(plan, '/remaining', '500')).items).toEqual({
      [plan.keyId]: [[first === today ? 10 : 0, 500]],
    });
    expect((await set(plan, '/remaining', '0')).items?.[plan.keyId]?.[0]?.[1]).toBe(0);
    expect((await get(plan.usagePlanId, today, today)).items?.[plan.keyId]?.[0]?.[1]).toBe(0);
    const jobs = await plane.database.read((uow) => outbox.open(uow, Date.now() + 60_000));
    expect(jobs.filter((job) => job.jobName === 'publish-quota')).toMatchObject([
      { payload: plan },
      { payload: plan },
    ]);
  });

  test.each([
    ['/used', '1', 'Invalid patch path /used'],
    ['/remaining', '-1', "Invalid patch value  '-1' specified for op 'replace' at path '/remaining'"],
    ['/remaining', 'many', "Invalid patch value  'many' specified for op 'replace' at path '/remaining'"],
    ['/remaining', undefined, "Invalid patch value  'null' specified for op 'replace' at path '/remaining'"],
  ])('400: %s to %s', async (path, value, message) => {
    const plan = await createMeteredPlan(plane, { limit: 5, period: 'DAY' });
    await expect(set(plan, path, value)).rejects.toMatchObject({ name: 'BadRequestException', message });
    expect((await get(plan.usagePlanId, today, today)).items).toEqual({ [plan.keyId]: [[0, 5]] });
  });

  test('400: a plan without a quota has nothing that could remain', async () => {
    const plan = await createMeteredPlan(plane);
    await expect(set(plan, '/remaining', '5')).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('404: unknown plan, unknown key', async () => {
    const plan = await createMeteredPlan(plane, { limit: 5, period: 'DAY' });
    await expect(set({ ...plan, usagePlanId: 'nosuch' }, '/remaining', '5')).rejects.toMatchObject({
      message: 'Invalid Usage Plan ID specified',
    });
    await expect(set({ ...plan, keyId: 'nosuch' }, '/remaining', '5')).rejects.toMatchObject({
      message: 'Invalid API Key identifier specified',
    });
  });
});
