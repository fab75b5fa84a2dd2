import {
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteUsagePlanKeyCommand,
  GetUsagePlanKeyCommand,
  GetUsagePlanKeysCommand,
} from '@aws-sdk/client-api-gateway';
import { outbox, usagePlanKeys } from '#libs/persistence';
import { refusalOf } from '../../../testing/refusal-of.js';
import { seedRestApi } from '../../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let usagePlanId: string;
beforeAll(async () => {
  plane = await startControlPlane();
});
beforeEach(async () => {
  usagePlanId = await newPlan();
});
afterAll(() => plane.close());

const newPlan = async (apiStages: { apiId: string; stage: string }[] = []) =>
  (await plane.client.send(new CreateUsagePlanCommand({ name: 'p', apiStages }))).id!;
const newKey = (name?: string) => plane.client.send(new CreateApiKeyCommand({ name }));
const add = (keyId: string, plan = usagePlanId, keyType = 'API_KEY') =>
  plane.client.send(new CreateUsagePlanKeyCommand({ usagePlanId: plan, keyId, keyType }));
const get = (keyId: string, plan = usagePlanId) =>
  plane.client.send(new GetUsagePlanKeyCommand({ usagePlanId: plan, keyId }));
const list = (more: object = {}) => plane.client.send(new GetUsagePlanKeysCommand({ usagePlanId, ...more }));
const remove = (keyId: string, plan = usagePlanId) =>
  plane.client.send(new DeleteUsagePlanKeyCommand({ usagePlanId: plan, keyId }));
const jobCount = async (keyId: string) =>
  (await plane.database.read((uow) => outbox.open(uow, Date.now() + 60_000, 10_000))).filter(
    ({ payload }) => payload['keyId'] === keyId,
  ).length;
const unknownPlan = '404 NotFoundException: Invalid Usage Plan ID specified';
const unknownKey = '404 NotFoundException: Invalid API Key identifier specified';

describe('CreateUsagePlanKey', () => {
  test('201: shows the key with its value, and publishes it', async () => {
    const key = await newKey('named');
    const { $metadata, ...response } = await add(key.id!);
    expect($metadata.httpStatusCode).toBe(201);
    expect(response).toEqual({ id: key.id, type: 'API_KEY', value: key.value, name: 'named' });
    expect(await jobCount(key.id!)).toBe(2);
  });

  test('400: another key type', async () => {
    const { id } = await newKey();
    expect(await refusalOf(add(id!, usagePlanId, 'TOKEN'))).toMatch(/^400 BadRequestException/);
  });

  test('404: an unknown plan, an unknown key', async () => {
    const { id } = await newKey();
    expect(await refusalOf(add(id!, 'none'))).toBe(unknownPlan);
    expect(await refusalOf(add('none'))).toBe(unknownKey);
    expect(await refusalOf(add('none', 'none'))).toBe(unknownKey);
  });

  test('409: of ten at once for one key, one gets in', async () => {
    const { id } = await newKey();
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => add(id!)));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(9);
    const statuses = refused.map(({ reason }) => (reason as { name: string }).name);
    expect(new Set(statuses)).toEqual(new Set(['ConflictException']));
    expect((await list()).items).toHaveLength(1);
  });

  test('409: of several plans for one API stage a key gets into one, also when all are tried at once', async () => {
    const restApiId = (await seedRestApi(plane)).id;
    await plane.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
    const stages = [{ apiId: restApiId, stage: 'dev' }];
    const plans = await Promise.all(Array.from({ length: 8 }, () => newPlan(stages)));
    const { id } = await newKey();
    const outcomes = await Promise.allSettled(plans.map((plan) => add(id!, plan)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const inPlans = await plane.database.read((uow) => usagePlanKeys.planIdsOf(uow, id!));
    expect(inPlans).toHaveLength(1);
    const other = plans.find((plan) => plan !== inPlans[0])!;
    expect(await refusalOf(add(id!, other))).toBe(
      `409 ConflictException: API Key ${id} is already in Usage Plan ${inPlans[0]}, which covers one of the same API Stages`,
    );
  });
});

describe('GetUsagePlanKey', () => {
  test('200: shows what create showed', async () => {
    const { id } = await newKey();
    const { $metadata: _, ...added } = await add(id!);
    const { $metadata: __, ...read } = await get(id!);
    expect(read).toEqual(added);
  });

  test('404: an unknown plan, a key that is not in the plan', async () => {
    const { id } = await newKey();
    expect(await refusalOf(get(id!, 'none'))).toBe(unknownPlan);
    expect(await refusalOf(get(id!))).toBe(unknownKey);
  });
});

describe('GetUsagePlanKeys', () => {
  test('200: the key added last comes first, by the beginning of the name, in pages', async () => {
    const made = [await newKey('k-1'), await newKey('k-2'), await newKey('K-3')];
    // Not in the order in which they were made.
    for (const key of [made[1]!, made[0]!, made[2]!]) await add(key.id!);
    const ids = async (more: object) => (await list(more)).items!.map(({ id }) => id);
    expect(await ids({})).toEqual([made[2]!.id, made[0]!.id, made[1]!.id]);
    expect(await ids({ nameQuery: 'k-' })).toEqual([made[0]!.id, made[1]!.id]);
    const first = await list({ limit: 2 });
    expect(await ids({ limit: 2, position: first.position })).toEqual([made[1]!.id]);
    expect(first.items![0]!.value).toBe(made[2]!.value);
  });

  test('200: a plan that does not exist has no keys, and a limit of -1 is a normal page', async () => {
    const response = await plane.signedFetch('/usageplans/none/keys?limit=-1');
    expect([response.status, await response.json()]).toEqual([200, { item: [] }]);
  });

  test('200: the keys of another region are not shown', async () => {
    const { id } = await newKey();
    await add(id!);
    const elsewhere = await plane.clientFor('eu-west-1').send(new GetUsagePlanKeysCommand({ usagePlanId }));
    expect(elsewhere.items).toEqual([]);
  });
});

describe('DeleteUsagePlanKey', () => {
  test('202: the key is out of the plan and may come back', async () => {
    const { id } = await newKey();
    await add(id!);
    expect((await remove(id!)).$metadata.httpStatusCode).toBe(202);
    expect(await refusalOf(get(id!))).toBe(unknownKey);
    expect(await jobCount(id!)).toBe(3);
    expect((await add(id!)).id).toBe(id);
  });

  test('202: deleting the key itself takes it out as well', async () => {
    const { id } = await newKey();
    await add(id!);
    await plane.client.send(new DeleteApiKeyCommand({ apiKey: id }));
    expect((await list()).items).toEqual([]);
  });

  test('404: an unknown plan, a key that is not in the plan', async () => {
    expect(await refusalOf(remove('none', 'none'))).toBe(unknownPlan);
    expect(await refusalOf(remove('none'))).toBe(unknownKey);
  });
});
