import {
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  DeleteRestApiCommand,
  DeleteUsagePlanCommand,
  GetUsagePlanCommand,
  GetUsagePlansCommand,
  UpdateUsagePlanCommand,
  type CreateUsagePlanCommandInput,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { CreateStageCommand, DeleteApiCommand, DeleteStageCommand } from '@aws-sdk/client-apigatewayv2';
import { outbox } from '#libs/persistence';
import { clientOfV2 } from '../../../testing/client-of-v2.js';
import { refusalOf } from '../../../testing/refusal-of.js';
import { seedHttpApi } from '../../../testing/seed-http-api.js';
import { seedRestApi } from '../../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let restApiId: string;
beforeAll(async () => {
  plane = await startControlPlane();
  restApiId = (await seedRestApi(plane)).id;
  for (const stageName of ['dev', 'prod']) {
    await plane.client.send(new CreateDeploymentCommand({ restApiId, stageName }));
  }
});
afterAll(() => plane.close());

const create = (input: Partial<CreateUsagePlanCommandInput> = {}) =>
  plane.client.send(new CreateUsagePlanCommand({ name: 'plan', ...input }));
const get = (usagePlanId: string) => plane.client.send(new GetUsagePlanCommand({ usagePlanId }));
const update = (usagePlanId: string, ...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }));
const remove = (usagePlanId: string) => plane.client.send(new DeleteUsagePlanCommand({ usagePlanId }));
const newKey = async () => (await plane.client.send(new CreateApiKeyCommand({}))).id!;
const addKey = (usagePlanId: string, keyId: string) =>
  plane.client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
const jobsOf = async (member: 'usagePlanId' | 'keyId', id: string) =>
  (await plane.database.read((uow) => outbox.open(uow, Date.now() + 60_000, 10_000)))
    .filter(({ payload }) => payload[member] === id)
    .map(({ jobName }) => jobName);
const dev = () => ({ apiId: restApiId, stage: 'dev' });
const addStage = (stage: string): PatchOperation => ({
  op: 'add',
  path: '/apiStages',
  value: `${restApiId}:${stage}`,
});
const unknownPlan = '404 NotFoundException: Invalid Usage Plan ID specified';

describe('CreateUsagePlan', () => {
  test('201: shows id, name and no API stages when nothing else is given', async () => {
    const response = await plane.signedFetch('/usageplans', { body: { name: 'bare' } });
    expect(response.status).toBe(201);
    const plan = (await response.json()) as { id: string };
    expect(plan).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{6}$/) as string,
      name: 'bare',
      apiStages: [],
    });
    expect(await jobsOf('usagePlanId', plan.id)).toEqual(['publish-usage-plan']);
  });

  test('201: shows what is given; a burst may exceed the rate', async () => {
    const given = {
      description: 'd',
      throttle: { burstLimit: 20, rateLimit: 10.5 },
      quota: { limit: 100, offset: 2, period: 'WEEK' as const },
      tags: { a: 'b' },
      apiStages: [{ ...dev(), throttle: { '/pets/GET': { rateLimit: 1, burstLimit: 2 } } }],
    };
    expect(await create(given)).toMatchObject(given);
  });

  test('400: a quota that cannot be', async () => {
    const quota = { limit: 1, offset: 1, period: 'DAY' as const };
    expect(await refusalOf(create({ quota }))).toMatch(/^400 BadRequestException: Usage Plan quota offset/);
    const period = 'YEAR' as 'DAY';
    expect(await refusalOf(create({ quota: { limit: 1, period } }))).toMatch(/^400 ValidationException/);
  });

  test('404: an API stage that does not exist, and one of another region', async () => {
    const missing = { apiId: restApiId, stage: 'none' };
    expect(await refusalOf(create({ apiStages: [dev(), missing] }))).toBe(
      `404 NotFoundException: API Stage not found: ${restApiId}:none`,
    );
    const elsewhere = new CreateUsagePlanCommand({ name: 'p', apiStages: [dev()] });
    expect(await refusalOf(plane.clientFor('eu-west-1').send(elsewhere))).toMatch(/^404 NotFoundException/);
  });
});

describe('stages of version 2', () => {
  const seed = async (options: Parameters<typeof seedHttpApi>[1]) => {
    const apiId = await seedHttpApi(plane, options);
    await clientOfV2(plane).send(new CreateStageCommand({ ApiId: apiId, StageName: 'prod' }));
    return { apiId, stage: 'prod' };
  };
  const tags = { 'tollgate:rest-features': 'on' };

  test('201 and 200: those of HTTP APIs by the tag, with throttles of routes; those of WebSocket APIs', async () => {
    const [http, webSocket] = [await seed({ tags }), await seed({ protocolType: 'WEBSOCKET' })];
    const throttled = { ...http, throttle: { '/pets/GET': { rateLimit: 1, burstLimit: 2 } } };
    const { id, apiStages } = await create({ apiStages: [throttled] });
    expect(apiStages).toEqual([throttled]);
    const value = `${webSocket.apiId}:prod`;
    expect((await update(id!, { op: 'add', path: '/apiStages', value })).apiStages).toEqual([
      throttled,
      webSocket,
    ]);

    await clientOfV2(plane).send(new DeleteStageCommand({ ApiId: http.apiId, StageName: 'prod' }));
    expect((await get(id!)).apiStages).toEqual([webSocket]);
    await clientOfV2(plane).send(new DeleteApiCommand({ ApiId: webSocket.apiId }));
    expect((await get(id!)).apiStages).toEqual([]);
  });

  test('404: those of HTTP APIs without the tag, as at AWS, and those of another region', async () => {
    for (const options of [{}, { tags: { 'tollgate:rest-features': 'off' } }]) {
      const stage = await seed(options);
      expect(await refusalOf(create({ apiStages: [stage] }))).toBe(
        `404 NotFoundException: API Stage not found: ${stage.apiId}:prod`,
      );
    }
    const apiStages = [await seed({ tags })];
    const elsewhere = new CreateUsagePlanCommand({ name: 'p', apiStages });
    expect(await refusalOf(plane.clientFor('eu-west-1').send(elsewhere))).toMatch(/^404 NotFoundException/);
  });
});

describe('GetUsagePlan and GetUsagePlans', () => {
  test('200: get shows empty tags, list items do not', async () => {
    const { id } = await create();
    expect((await get(id!)).tags).toEqual({});
    const { items } = await plane.client.send(new GetUsagePlansCommand({ limit: 500 }));
    expect(items!.find((plan) => plan.id === id)).not.toHaveProperty('tags');
  });

  test('200: only the plans that a key is in', async () => {
    const [{ id }, keyId] = [await create(), await newKey()];
    await addKey(id!, keyId);
    const plansOf = async (key: string) =>
      (await plane.client.send(new GetUsagePlansCommand({ keyId: key }))).items!.map((plan) => plan.id);
    expect(await plansOf(keyId)).toEqual([id]);
    expect(await plansOf('none')).toEqual([]);
  });

  test('200: pages show each plan once', async () => {
    for (let count = 0; count < 3; count += 1) await create();
    const ids: (string | undefined)[] = [];
    let position: string | undefined;
    do {
      const found = await plane.client.send(new GetUsagePlansCommand({ limit: 2, position }));
      ids.push(...found.items!.map((plan) => plan.id));
      ({ position } = found);
    } while (position);
    const all = await plane.client.send(new GetUsagePlansCommand({ limit: 500 }));
    expect(ids).toEqual(all.items!.map((plan) => plan.id));
  });

  test('404: an unknown plan', async () => {
    expect(await refusalOf(get('none'))).toBe(unknownPlan);
  });
});

describe('UpdateUsagePlan', () => {
  test('200: patches make throttle and quota; the plan is published', async () => {
    const { id } = await create();
    const changed = await update(
      id!,
      { op: 'replace', path: '/throttle/burstLimit', value: '100' },
      { op: 'replace', path: '/throttle/rateLimit', value: '200' },
      { op: 'replace', path: '/quota/period', value: 'MONTH' },
      { op: 'replace', path: '/quota/limit', value: '5000' },
    );
    const { $metadata: _, ...plan } = changed;
    expect(plan).toEqual({
      id,
      name: 'plan',
      apiStages: [],
      throttle: { burstLimit: 100, rateLimit: 200 },
      quota: { limit: 5000, offset: 0, period: 'MONTH' },
      tags: {},
    });
    expect(await jobsOf('usagePlanId', id!)).toHaveLength(2);
  });

  test('200: an API stage comes, gets a method throttle, and goes', async () => {
    const { id } = await create();
    const path = `/apiStages/${restApiId}:dev/throttle//pets/{id}/GET/rateLimit`;
    const limited = await update(id!, addStage('dev'), { op: 'replace', path, value: '2.5' });
    expect(limited.apiStages).toEqual([{ ...dev(), throttle: { '/pets/{id}/GET': { rateLimit: 2.5 } } }]);
    const value = `${restApiId}:dev`;
    expect((await update(id!, { op: 'remove', path: '/apiStages', value })).apiStages).toEqual([]);
  });

  test.each<[PatchOperation, string]>([
    [{ op: 'remove', path: '/apiStages' }, '400 BadRequestException: Invalid API Stage specified'],
    [
      { op: 'remove', path: '/apiStages', value: 'x' },
      '400 BadRequestException: Invalid API Stage specified',
    ],
    [
      { op: 'replace', path: '/id', value: 'x' },
      "400 BadRequestException: Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/name, /description, /productCode, /throttle/burstLimit, /throttle/rateLimit, /quota/limit, /quota/offset, /quota/period, /apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>/rateLimit, /apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>/burstLimit, /apiStages/<apidId:stageName>/throttle]",
    ],
    [
      { op: 'add', path: '/apiStages', value: 'no:such' },
      '404 NotFoundException: API Stage not found: no:such',
    ],
  ])('400 and 404: %j', async (operation, refusal) => {
    const { id } = await create();
    expect(await refusalOf(update(id!, operation))).toBe(refusal);
  });

  test('404: an unknown plan, a pair that the plan does not have', async () => {
    expect(await refusalOf(update('none', addStage('dev')))).toBe(unknownPlan);
    const { id } = await create();
    expect(await refusalOf(update(id!, { op: 'remove', path: '/apiStages', value: 'a:b' }))).toBe(
      `404 NotFoundException: Invalid API Stage {api: a, stage: b} specified for usageplan ${id}`,
    );
  });

  test('409: a key of the plan meets another plan for the stage', async () => {
    const [first, second, keyId] = [await create({ apiStages: [dev()] }), await create(), await newKey()];
    await addKey(first.id!, keyId);
    await addKey(second.id!, keyId);
    expect(await refusalOf(update(second.id!, addStage('dev')))).toBe(
      `409 ConflictException: API Key ${keyId} is already in Usage Plan ${first.id}, which covers one of the same API Stages`,
    );
    expect((await update(second.id!, addStage('prod'))).apiStages).toHaveLength(1);
  });

  test('409: of eight plans of one key that take the same stage at once, one gets it', async () => {
    const keyId = await newKey();
    const plans = await Promise.all(Array.from({ length: 8 }, () => create()));
    for (const { id } of plans) await addKey(id!, keyId);
    const outcomes = await Promise.allSettled(plans.map(({ id }) => update(id!, addStage('dev'))));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const covering = await Promise.all(plans.map(async ({ id }) => (await get(id!)).apiStages!.length));
    expect(covering.filter((count) => count > 0)).toHaveLength(1);
  });
});

describe('DeleteUsagePlan', () => {
  test('202: plan and memberships are gone, the keys stay and are published', async () => {
    const [{ id }, keyId] = [await create(), await newKey()];
    await addKey(id!, keyId);
    expect((await remove(id!)).$metadata.httpStatusCode).toBe(202);
    expect(await refusalOf(get(id!))).toBe(unknownPlan);
    expect(await jobsOf('usagePlanId', id!)).toHaveLength(2);
    expect(await jobsOf('keyId', keyId)).toHaveLength(3);
  });

  test('400: it covers an API stage', async () => {
    const { id } = await create({ apiStages: [dev()] });
    expect(await refusalOf(remove(id!))).toBe(
      `400 BadRequestException: Cannot delete Usage Plan ${id} because there are API Stages associated with it, including ${restApiId}:dev`,
    );
  });

  test('404: an unknown plan', async () => {
    expect(await refusalOf(remove('none'))).toBe(unknownPlan);
  });
});

test('a RestApi that goes leaves the plans that cover it, which frees them', async () => {
  const other = (await seedRestApi(plane)).id;
  await plane.client.send(new CreateDeploymentCommand({ restApiId: other, stageName: 'dev' }));
  const plan = await create({ apiStages: [dev(), { apiId: other, stage: 'dev' }] });
  await plane.client.send(new DeleteRestApiCommand({ restApiId: other }));
  expect(await jobsOf('usagePlanId', plan.id!)).toHaveLength(2);
  expect((await get(plan.id!)).apiStages).toEqual([dev()]);
});
