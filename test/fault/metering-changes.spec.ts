import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  DeleteUsagePlanCommand,
  DeleteUsagePlanKeyCommand,
  GetUsageCommand,
  UpdateApiKeyCommand,
  UpdateUsagePlanCommand,
  type QuotaSettings,
} from '@aws-sdk/client-api-gateway';
import { waitFor } from '#libs/testing';
import { createApi, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { startTraffic, type SteadyTraffic } from './support/steady-traffic.js';

/**
 * What is changed while requests are under way: two gateways, each change in force on both when its call
 * returns.
 */
let tollgate: Installation;
let restApiId: string;
beforeAll(async () => {
  // A call waits for the gateways as long as it takes them: how long that is on a busy machine is not what is
  // shown here.
  tollgate = await startInstallation({ gateways: 2 });
  const api = await createApi(tollgate.client, 'changing');
  restApiId = api.restApiId;
  await putMockMethod(tollgate.client, {
    restApiId,
    resourceId: api.rootId,
    apiKeyRequired: true,
    body: 'ok',
  });
  await deploy(tollgate.client, restApiId, 'dev');
  await deploy(tollgate.client, restApiId, 'prod');
}, 180_000);
afterAll(() => tollgate?.close());

const month = (limit: number): QuotaSettings => ({ limit, period: 'MONTH' });

async function createPlan(quota?: QuotaSettings, stage = 'dev'): Promise<string> {
  const apiStages = [{ apiId: restApiId, stage }];
  const plan = await tollgate.client.send(new CreateUsagePlanCommand({ name: 'p', apiStages, quota }));
  return plan.id ?? '';
}

async function createKey(): Promise<{ readonly keyId: string; readonly value: string }> {
  const { id = '', value = '' } = await tollgate.client.send(new CreateApiKeyCommand({ enabled: true }));
  return { keyId: id, value };
}

const putInto = (usagePlanId: string, keyId: string) =>
  tollgate.client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));

const patchPlan = (usagePlanId: string, path: string, value: string, op: 'replace' | 'remove' = 'replace') =>
  tollgate.client.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations: [{ op, path, value }] }));

const enable = (apiKey: string, enabled: boolean) =>
  tollgate.client.send(
    new UpdateApiKeyCommand({
      apiKey,
      patchOperations: [{ op: 'replace', path: '/enabled', value: String(enabled) }],
    }),
  );

async function used(usagePlanId: string, keyId: string): Promise<number> {
  const day = new Date().toISOString().slice(0, 10);
  const usage = await tollgate.client.send(
    new GetUsageCommand({ usagePlanId, keyId, startDate: day, endDate: day }),
  );
  return usage.items?.[keyId]?.[0]?.[0] ?? 0;
}

function traffic(key: { readonly value: string }, stage = 'dev'): SteadyTraffic {
  const ports = tollgate.gateways.map((gateway) => gateway.httpPort);
  return startTraffic({ ports, path: `/_aws/execute-api/${restApiId}/${stage}/`, key: key.value });
}

/**
 * Waits until so many responses had this status since then, so that whatever holds has had its chance to
 * show.
 */
const until = (load: SteadyTraffic, status: number, count: number, sinceMs = 0) =>
  waitFor(() => load.count(status, sinceMs) >= count, {
    timeoutMs: 60_000,
    describe: `${count} responses ${status}`,
  });

const untilUsed = (usagePlanId: string, keyId: string, count: number) =>
  waitFor(async () => (await used(usagePlanId, keyId)) === count, { describe: `GetUsage says ${count}` });

test('a key moved to another plan under load counts where it was at the time, and meets its new quota at once', async () => {
  const [from, to, key] = [await createPlan(), await createPlan(month(40)), await createKey()];
  await putInto(from, key.keyId);
  const load = traffic(key);
  await until(load, 200, 100);
  await tollgate.client.send(new DeleteUsagePlanKeyCommand({ usagePlanId: from, keyId: key.keyId }));
  const outMs = performance.now();
  await until(load, 403, 20, outMs);
  expect(load.statuses(outMs)).toEqual({ 403: load.count(403, outMs) });
  const before = load.count(200);
  await putInto(to, key.keyId);
  const inMs = performance.now();
  await until(load, 429, 50, inMs);
  await load.stop();
  expect(load.count(403, inMs)).toBe(0);
  expect(load.count(200) - before).toBe(40);
  await untilUsed(from, key.keyId, before);
  await untilUsed(to, key.keyId, 40);
}, 180_000);

test('a key disabled in use is refused everywhere once the call has returned, and what it was let do before is in the report', async () => {
  const [plan, key] = [await createPlan(month(1_000_000)), await createKey()];
  await putInto(plan, key.keyId);
  const load = traffic(key);
  await until(load, 200, 100);
  await enable(key.keyId, false);
  const offMs = performance.now();
  await until(load, 403, 50, offMs);
  expect(load.count(200, offMs)).toBe(0);
  await untilUsed(plan, key.keyId, load.count(200));
  await enable(key.keyId, true);
  const onMs = performance.now();
  await until(load, 200, 50, onMs);
  await load.stop();
  expect(load.statuses(onMs)).toEqual({ 200: load.count(200, onMs) });
  await untilUsed(plan, key.keyId, load.count(200));
}, 180_000);

test('one key in two plans has on each stage the quota of the plan that covers it', async () => {
  const [dev, prod, key] = [
    await createPlan(month(30)),
    await createPlan(month(70), 'prod'),
    await createKey(),
  ];
  await putInto(dev, key.keyId);
  await putInto(prod, key.keyId);
  const loads = [traffic(key), traffic(key, 'prod')];
  await Promise.all(loads.map((load) => until(load, 429, 100)));
  await Promise.all(loads.map((load) => load.stop()));
  expect(loads.map((load) => load.count(200))).toEqual([30, 70]);
  await untilUsed(dev, key.keyId, 30);
  await untilUsed(prod, key.keyId, 70);
}, 180_000);

test('a limit raised, lowered and counted by another period holds at once: as many pass as it allows, not one more', async () => {
  const [plan, key] = [await createPlan(month(100)), await createKey()];
  await putInto(plan, key.keyId);
  const load = traffic(key);
  await until(load, 429, 50);
  expect(load.count(200)).toBe(100);

  await patchPlan(plan, '/quota/limit', '250');
  let sinceMs = performance.now();
  await until(load, 200, 10, sinceMs);
  await until(load, 429, 50, sinceMs);
  expect(load.count(200)).toBe(250);

  await patchPlan(plan, '/quota/limit', '1000000');
  await until(load, 200, 350);
  await patchPlan(plan, '/quota/limit', '300');
  sinceMs = performance.now();
  await until(load, 429, 50, sinceMs);
  expect(load.statuses(sinceMs)).toEqual({ 429: load.count(429, sinceMs) });

  // What was used today counts in the day, too.
  const passed = load.count(200);
  await patchPlan(plan, '/quota/period', 'DAY');
  await patchPlan(plan, '/quota/limit', String(passed + 50));
  sinceMs = performance.now();
  await until(load, 200, passed + 50);
  await until(load, 429, 50, sinceMs);
  await load.stop();
  expect(load.count(200)).toBe(passed + 50);
  await untilUsed(plan, key.keyId, passed + 50);
}, 180_000);

test('a plan deleted under load lets nobody pass any more, and its month is still in the export', async () => {
  const [plan, key] = [await createPlan(month(1_000_000)), await createKey()];
  await putInto(plan, key.keyId);
  const load = traffic(key);
  await until(load, 200, 100);
  await patchPlan(plan, '/apiStages', `${restApiId}:dev`, 'remove');
  await tollgate.client.send(new DeleteUsagePlanCommand({ usagePlanId: plan }));
  const goneMs = performance.now();
  await until(load, 403, 50, goneMs);
  await load.stop();
  expect(load.statuses(goneMs)).toEqual({ 403: load.count(403, goneMs) });
  // What it then had left is of no use to anybody.
  const line = `${plan},${key.keyId},${new Date().toISOString().slice(0, 10)},${load.count(200)},`;
  await waitFor(
    async () => {
      const query = `month=${new Date().toISOString().slice(0, 7)}`;
      const exported = await (await tollgate.signedGet('/_tollgate/v1/usage/export', query)).text();
      return exported.split('\n').some((each) => each.startsWith(line));
    },
    { describe: `a line ${line}` },
  );
}, 180_000);
