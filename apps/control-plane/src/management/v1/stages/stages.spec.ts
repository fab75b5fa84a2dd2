import {
  CreateDeploymentCommand,
  CreateDocumentationVersionCommand,
  CreateStageCommand,
  CreateUsagePlanCommand,
  DeleteStageCommand,
  GetDeploymentCommand,
  GetStageCommand,
  GetStagesCommand,
  GetUsagePlanCommand,
  UpdateAccountCommand,
  UpdateStageCommand,
  type CreateStageCommandInput,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { outbox } from '#libs/persistence';
import { refusalOf } from '../../../testing/refusal-of.js';
import { seedRestApi } from '../../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let restApiId: string;
let deploymentId: string;
let otherDeploymentId: string;
beforeAll(async () => {
  plane = await startControlPlane();
});
beforeEach(async () => {
  restApiId = (await seedRestApi(plane)).id;
  [deploymentId, otherDeploymentId] = [await deploy(), await deploy()];
});
afterAll(() => plane.close());

const deploy = async () => (await plane.client.send(new CreateDeploymentCommand({ restApiId }))).id!;
const create = (input: Partial<CreateStageCommandInput> = {}) =>
  plane.client.send(new CreateStageCommand({ restApiId, stageName: 'dev', deploymentId, ...input }));
const get = (stageName = 'dev') => plane.client.send(new GetStageCommand({ restApiId, stageName }));
const update = (...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateStageCommand({ restApiId, stageName: 'dev', patchOperations }));
const remove = (stageName = 'dev') => plane.client.send(new DeleteStageCommand({ restApiId, stageName }));
const jobCount = async () =>
  (await plane.database.read((uow) => outbox.open(uow, Date.now() + 60_000, 10_000))).length;
const unknownApi = '404 NotFoundException: Invalid API identifier specified 000000000000:nope';
const unknownStage = '404 NotFoundException: Invalid stage identifier specified';
const unknownDeployment = '404 NotFoundException: Invalid Deployment identifier specified';

describe('CreateStage', () => {
  test('201: shows the defaults and nothing that is not set', async () => {
    const response = await plane.signedFetch(`/restapis/${restApiId}/stages`, {
      body: { stageName: 'dev', deploymentId },
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      stageName: 'dev',
      deploymentId,
      createdDate: expect.any(Number) as number,
      lastUpdatedDate: expect.any(Number) as number,
      methodSettings: {},
      cacheClusterEnabled: false,
      cacheClusterStatus: 'NOT_AVAILABLE',
      tracingEnabled: false,
    });
  });

  test('201: shows what is given, canary included', async () => {
    await plane.client.send(new CreateDocumentationVersionCommand({ restApiId, documentationVersion: 'v1' }));
    const given = {
      description: 'd',
      variables: { host: 'example.com:80/x?y=z' },
      documentationVersion: 'v1',
      tracingEnabled: true,
      cacheClusterEnabled: true,
      cacheClusterSize: '1.6' as const,
      tags: { team: 'a' },
    };
    const canarySettings = { deploymentId: otherDeploymentId, percentTraffic: 12.5 };
    const { $metadata: _, ...stage } = await create({ ...given, canarySettings });
    expect(stage).toMatchObject({
      ...given,
      // No worker runs here, so no gateway can have it.
      cacheClusterStatus: 'CREATE_IN_PROGRESS',
      canarySettings: { ...canarySettings, useStageCache: false },
    });
    const { $metadata: __, ...read } = await get();
    expect(read).toEqual(stage);
  });

  test('201: the web ACL of its tag is its own', async () => {
    const arn = 'arn:aws:wafv2:us-east-1:000000000000:regional/webacl/mine/1a2b';
    const stage = await create({ tags: { 'tollgate:web-acl-arn': arn } });
    expect(stage.webAclArn).toBe(arn);
    expect(await refusalOf(create({ stageName: 'other', tags: { 'tollgate:web-acl-arn': 'on' } }))).toMatch(
      /^400 BadRequestException: Invalid tag value specified for key tollgate:web-acl-arn/,
    );
  });

  test('400: a bad name, a bad variable, an unknown canary deployment', async () => {
    expect(await refusalOf(create({ stageName: 'a.b' }))).toBe(
      '400 BadRequestException: Stage name only allows a-zA-Z0-9_-',
    );
    expect(await refusalOf(create({ variables: { a: '$' } }))).toMatch(
      /^400 BadRequestException: Invalid stage variable value: \$\. {2}Please/,
    );
    expect(await refusalOf(create({ canarySettings: { deploymentId: 'none' } }))).toBe(
      '400 BadRequestException: Deployment id does not exist',
    );
  });

  test('404: an unknown API, an unknown deployment', async () => {
    expect(await refusalOf(create({ restApiId: 'nope' }))).toBe(unknownApi);
    expect(await refusalOf(create({ deploymentId: 'none00' }))).toBe(unknownDeployment);
  });

  test('409: of ten at once with one name, one is made', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => create()));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusalOf(create())).toBe('409 ConflictException: Stage already exists');
  });
});

describe('GetStage and GetStages', () => {
  test('200: all stages by name, or those of one deployment', async () => {
    await create({ stageName: 'prod' });
    await create({ stageName: 'dev', deploymentId: otherDeploymentId });
    const names = async (more: object = {}) =>
      (await plane.client.send(new GetStagesCommand({ restApiId, ...more }))).item!.map((s) => s.stageName);
    expect(await names()).toEqual(['dev', 'prod']);
    expect(await names({ deploymentId })).toEqual(['prod']);
    expect(await names({ deploymentId: 'none' })).toEqual([]);
  });

  test('404: an unknown stage, an unknown API, a stage of another region', async () => {
    expect(await refusalOf(get('none'))).toBe(unknownStage);
    expect(await refusalOf(plane.client.send(new GetStagesCommand({ restApiId: 'nope' })))).toBe(unknownApi);
    await create();
    const elsewhere = plane.clientFor('eu-west-1').send(new GetStageCommand({ restApiId, stageName: 'dev' }));
    expect(await refusalOf(elsewhere)).toBe(unknownStage);
  });
});

describe('UpdateStage', () => {
  test('200: a roll-back moves the stage and is published', async () => {
    await create();
    const before = await jobCount();
    const moved = await update({ op: 'replace', path: '/deploymentId', value: otherDeploymentId });
    expect(moved.deploymentId).toBe(otherDeploymentId);
    expect(await jobCount()).toBe(before + 1);
  });

  test('200: method settings are shown as they were sent, without a logging level', async () => {
    await create();
    await update({ op: 'replace', path: '/~1pets~1{id}/GET/throttling/rateLimit', value: '1.5' });
    expect((await get()).methodSettings).toEqual({
      '~1pets~1{id}/GET': {
        metricsEnabled: false,
        dataTraceEnabled: false,
        throttlingBurstLimit: 5000,
        throttlingRateLimit: 1.5,
        cachingEnabled: false,
        cacheTtlInSeconds: 300,
        cacheDataEncrypted: false,
        requireAuthorizationForCacheControl: true,
        unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
      },
    });
  });

  test('200: a canary is promoted and stays', async () => {
    await create({ canarySettings: { deploymentId: otherDeploymentId, percentTraffic: 50 } });
    const promoted = await update(
      { op: 'replace', path: '/canarySettings/percentTraffic', value: '0.0' },
      { op: 'copy', path: '/deploymentId', from: '/canarySettings/deploymentId' },
    );
    expect(promoted).toMatchObject({
      deploymentId: otherDeploymentId,
      canarySettings: { deploymentId: otherDeploymentId, percentTraffic: 0 },
    });
  });

  test('200: parallel patches of one stage are all kept', async () => {
    await create();
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        update({ op: 'replace', path: `/variables/v${index}`, value: 'x' }),
      ),
    );
    expect(Object.keys((await get()).variables!)).toHaveLength(10);
  });

  test('400: the first refused operation undoes all', async () => {
    await create();
    const refusal = await refusalOf(
      update({ op: 'replace', path: '/description', value: 'x' }, { op: 'remove', path: '/wrong' }),
    );
    expect(refusal).toBe(
      '400 BadRequestException: Cannot remove method setting wrong because there is no method setting for this method ',
    );
    expect((await get()).description).toBeUndefined();
  });

  test('400: without a role for CloudWatch Logs no log is started, and one that is on stays', async () => {
    await create();
    const everyLevel = (value: string) => ({ op: 'replace', path: '/*/*/logging/loglevel', value }) as const;
    const destination = (service: string, name: string) =>
      ({
        op: 'replace',
        path: '/accessLogSettings/destinationArn',
        value: `arn:aws:${service}:us-east-1:${plane.accountId}:${name}`,
      }) as const;
    const role = (value: string) =>
      plane.client.send(
        new UpdateAccountCommand({ patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value }] }),
      );
    await update(everyLevel('ERROR'));
    await role('');
    const refused =
      '400 BadRequestException: CloudWatch Logs role ARN must be set in account settings to enable logging';
    expect(await refusalOf(update(everyLevel('INFO')))).toBe(refused);
    expect(await refusalOf(update(destination('logs', 'log-group:access')))).toBe(refused);
    await update(destination('firehose', 'deliverystream/amazon-apigateway-a'));
    // The new entry takes over the level that is on already.
    const kept = await update({ op: 'replace', path: '/pets/GET/metrics/enabled', value: 'true' });
    expect(kept.methodSettings?.['pets/GET']).toMatchObject({ loggingLevel: 'ERROR', metricsEnabled: true });
    await update(everyLevel('OFF'));
    await role('arn:aws:iam::123456789012:role/logs');
    await update(everyLevel('INFO'), destination('logs', 'log-group:access:*'));
  });

  test('404: an unknown stage, an unknown deployment, one of another API', async () => {
    expect(await refusalOf(update())).toBe(unknownStage);
    await create();
    const move = (value: string) => update({ op: 'replace', path: '/deploymentId', value });
    expect(await refusalOf(move('none00'))).toBe(unknownDeployment);
    const own = restApiId;
    restApiId = (await seedRestApi(plane)).id;
    const foreign = await deploy();
    restApiId = own;
    expect(await refusalOf(move(foreign))).toBe(unknownDeployment);
  });
});

describe('DeleteStage', () => {
  test('202: the stage is gone, its deployment stays, and usage plans lose it', async () => {
    await create();
    await create({ stageName: 'prod' });
    const apiStages = [
      { apiId: restApiId, stage: 'dev' },
      { apiId: restApiId, stage: 'prod' },
    ];
    const plan = await plane.client.send(new CreateUsagePlanCommand({ name: 'p', apiStages }));
    const { $metadata } = await remove();
    expect($metadata.httpStatusCode).toBe(202);
    expect(await refusalOf(get())).toBe(unknownStage);
    const kept = await plane.client.send(new GetDeploymentCommand({ restApiId, deploymentId }));
    expect(kept.id).toBe(deploymentId);
    const after = await plane.client.send(new GetUsagePlanCommand({ usagePlanId: plan.id }));
    expect(after.apiStages).toEqual([{ apiId: restApiId, stage: 'prod' }]);
  });

  test('404: an unknown stage', async () => {
    expect(await refusalOf(remove())).toBe(unknownStage);
  });
});
