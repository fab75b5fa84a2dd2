import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { waitFor } from '#libs/testing';
import { createApi, createResource, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

// What CloudWatch's clients read is what callers did, on two gateways of which one is killed in between.
let tollgate: Installation;
let cloudwatch: CloudWatchClient;
let restApiId: string;
let planId: string;
const keys: { readonly id: string; readonly value: string }[] = [];
const patient = { timeoutMs: 60_000, intervalMs: 500 };

beforeAll(async () => {
  tollgate = await startInstallation({ gateways: 2 });
  const { client } = tollgate;
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } =
    tollgate.awsEnvironment;
  cloudwatch = new CloudWatchClient({
    endpoint: tollgate.controlPlaneUrl,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey },
  });
  const api = await createApi(client, 'counted');
  ({ restApiId } = api);
  const pets = await createResource(client, restApiId, api.rootId, 'pets');
  const keyed = await createResource(client, restApiId, api.rootId, 'keyed');
  await putMockMethod(client, { restApiId, resourceId: pets, body: 'ok' });
  await putMockMethod(client, { restApiId, resourceId: keyed, apiKeyRequired: true, body: 'ok' });
  await deploy(client, restApiId, 'prod');
  const patchOperations = [{ op: 'replace' as const, path: '/*/*/metrics/enabled', value: 'true' }];
  await client.send(new UpdateStageCommand({ restApiId, stageName: 'prod', patchOperations }));
  const plan = await client.send(
    new CreateUsagePlanCommand({
      name: 'p',
      apiStages: [{ apiId: restApiId, stage: 'prod' }],
      throttle: { rateLimit: 0.001, burstLimit: 20 },
    }),
  );
  planId = plan.id ?? '';
  for (const name of ['one', 'two']) {
    const key = await client.send(new CreateApiKeyCommand({ name, enabled: true }));
    const usagePlanKey = { usagePlanId: planId, keyId: key.id, keyType: 'API_KEY' };
    await client.send(new CreateUsagePlanKeyCommand(usagePlanKey));
    keys.push({ id: key.id ?? '', value: key.value ?? '' });
  }
}, 180_000);
afterAll(async () => {
  cloudwatch?.destroy();
  await tollgate?.close();
});

/** Sums of a metric over the last hour. */
async function sumOf(
  name: string,
  dimensions: Readonly<Record<string, string>>,
  namespace = 'AWS/ApiGateway',
): Promise<number> {
  const { Datapoints = [] } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      StartTime: new Date(Date.now() - 3_600_000),
      EndTime: new Date(Date.now() + 60_000),
      Period: 60,
      Statistics: ['Sum'],
    }),
  );
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}

async function call(path: string, gateway: number, headers: Record<string, string> = {}): Promise<number> {
  const response = await tollgate.invoke(restApiId, path, { gateway, headers });
  await response.arrayBuffer();
  return response.status;
}

const stage = { ApiName: 'counted', Stage: 'prod' };
const methodOf = (Resource: string) => ({ ...stage, Method: 'GET', Resource });

test('a known mix on two gateways is read as it was: by API, stage, method, and key', async () => {
  const statuses = new Map<number, number>();
  const note = async (status: Promise<number>) => {
    statuses.set(await status, (statuses.get(await status) ?? 0) + 1);
  };
  for (let index = 0; index < 60; index++) {
    await note(call('/prod/pets', index % 2));
    await note(call(`/prod/unknown-${index}`, index % 2));
  }
  // One key stays below its throttle, the other goes beyond it.
  const throttled = new Map<number, number>();
  for (const [place, times] of [
    [0, 10],
    [1, 50],
  ] as const) {
    for (let index = 0; index < times; index++) {
      const status = await call('/prod/keyed', 0, { 'x-api-key': keys[place]!.value });
      if (status === 429) throttled.set(place, (throttled.get(place) ?? 0) + 1);
    }
  }
  expect([statuses.get(200), statuses.get(403)]).toEqual([60, 60]);
  const refused = throttled.get(1) ?? 0;
  expect([throttled.get(0), refused]).toEqual([undefined, 30]);

  await waitFor(async () => (await sumOf('Count', stage)) === 180, {
    ...patient,
    describe: '180 are counted',
  });
  expect(await sumOf('Count', { ApiName: 'counted' })).toBe(180);
  expect(await sumOf('4XXError', stage)).toBe(60 + refused);
  expect(await sumOf('5XXError', stage)).toBe(0);
  expect(await sumOf('Count', methodOf('/pets'))).toBe(60);
  expect(await sumOf('Count', methodOf('/keyed'))).toBe(60);
  expect(await sumOf('4XXError', methodOf('/keyed'))).toBe(refused);

  const ofKeys = 'Tollgate/ApiKeys';
  const ofKey = (place: number) => ({ KeyId: keys[place]!.id, UsagePlanId: planId });
  expect(await sumOf('Count', { UsagePlanId: planId }, ofKeys)).toBe(60);
  expect(await sumOf('Count', ofKey(0), ofKeys)).toBe(10);
  expect(await sumOf('Count', ofKey(1), ofKeys)).toBe(50);
  expect(await sumOf('4XXError', ofKey(1), ofKeys)).toBe(refused);
  expect(await sumOf('Throttled', ofKey(1), ofKeys)).toBe(refused);
  expect(await sumOf('Throttled', ofKey(0), ofKeys)).toBe(0);
}, 120_000);

test('a gateway that is killed loses at most what it had not handed in, and nothing counts twice', async () => {
  const before = await sumOf('Count', stage);
  for (let index = 0; index < 40; index++) await call('/prod/pets', index % 2);
  await waitFor(async () => (await sumOf('Count', stage)) === before + 40, {
    ...patient,
    describe: '40 more are counted',
  });
  for (let index = 0; index < 20; index++) await call('/prod/pets', 0);
  await tollgate.gateways[0]!.kill();
  for (let index = 0; index < 20; index++) await call('/prod/pets', 1);
  await tollgate.gateways[0]!.start();
  let behind = 0;
  const isServing = async () => {
    const status = await call('/prod/pets', 0).catch(() => 0);
    if (status === 200) behind += 1;
    return status === 200;
  };
  await waitFor(isServing, patient);
  // Of the 20 before the kill none need be known.
  const known = before + 40 + 20 + behind;
  await waitFor(async () => (await sumOf('Count', stage)) >= known, { ...patient, describe: 'both count' });
  for (const dimensions of [stage, methodOf('/pets')]) {
    const truth = dimensions === stage ? known + 20 : 60 + 40 + 20 + behind + 20;
    expect(await sumOf('Count', dimensions)).toBeLessThanOrEqual(truth);
  }
}, 180_000);
