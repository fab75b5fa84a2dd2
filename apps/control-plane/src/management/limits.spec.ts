import {
  CreateApiKeyCommand,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetUsagePlansCommand,
  ImportApiKeysCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../testing/refusal-of.js';
import { seedRestApi } from '../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane({
    env: {
      TOLLGATE_LIMITS:
        'resourcesPerRestApi=2,stagesPerRestApi=2,authorizersPerRestApi=1,apiKeys=2,usagePlans=4,usagePlansPerApiKey=2,edgeRestApis=1',
    },
  });
});
afterAll(() => plane?.close());

const reached = (name: string, what: string, per: string) =>
  `429 LimitExceededException: Maximum number of ${what} for this ${per} has been reached. Please raise ${name} in TOLLGATE_LIMITS if you need additional ${what}.`;

describe('429', () => {
  test('resources of an API, also when they are made at the same moment; the tree keeps what fits', async () => {
    const { id: restApiId, rootResourceId } = await seedRestApi(plane);
    const calls = ['a', 'b', 'c', 'd', 'e'].map((pathPart) =>
      plane.client.send(new CreateResourceCommand({ restApiId, parentId: rootResourceId, pathPart })),
    );
    const settled = await Promise.allSettled(calls);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    const one = plane.client.send(
      new CreateResourceCommand({ restApiId, parentId: rootResourceId, pathPart: 'f' }),
    );
    expect(await refusalOf(one)).toBe(reached('resourcesPerRestApi', 'resources', 'API'));
    const { items } = await plane.client.send(new GetResourcesCommand({ restApiId }));
    expect(items).toHaveLength(3);
  });

  test('resources of an import: nothing of it stays', async () => {
    const { id: restApiId } = await seedRestApi(plane);
    const paths = Object.fromEntries(['/a', '/b', '/c', '/d'].map((path) => [path, {}]));
    const body = Buffer.from(JSON.stringify({ openapi: '3.0.1', info: { title: 't', version: '1' }, paths }));
    const put = plane.client.send(new PutRestApiCommand({ restApiId, mode: 'overwrite', body }));
    expect(await refusalOf(put)).toBe(reached('resourcesPerRestApi', 'resources', 'API'));
    const { items } = await plane.client.send(new GetResourcesCommand({ restApiId }));
    expect(items).toHaveLength(1);

    const apis = async () => (await plane.client.send(new GetRestApisCommand({ limit: 500 }))).items?.length;
    const before = await apis();
    const imported = plane.client.send(new ImportRestApiCommand({ body }));
    expect(await refusalOf(imported)).toBe(reached('resourcesPerRestApi', 'resources', 'API'));
    expect(await apis()).toBe(before);
  });

  test('resources of an API that has too many since the limit was lowered: an import may change them, and add none', async () => {
    const { id: restApiId, rootResourceId } = await seedRestApi(plane);
    for (const pathPart of ['a', 'b'])
      await plane.client.send(new CreateResourceCommand({ restApiId, parentId: rootResourceId, pathPart }));
    // As if made while the limit was higher.
    await plane.query(
      `INSERT INTO resources SELECT more.* FROM resources,
         jsonb_populate_record(resources, jsonb_build_object('id', id || '0', 'path_part', path_part || '0', 'path', path || '0')) AS more
       WHERE resources.rest_api_id = '${restApiId}' AND resources.parent_id IS NOT NULL`,
    );
    const put = (...paths: string[]) => {
      const document = { openapi: '3.0.1', info: { title: 't', version: '1' } };
      const body = { ...document, paths: Object.fromEntries(paths.map((path) => [path, {}])) };
      return plane.client.send(new PutRestApiCommand({ restApiId, body: Buffer.from(JSON.stringify(body)) }));
    };
    await put('/a', '/b0');
    expect(await refusalOf(put('/c'))).toBe(reached('resourcesPerRestApi', 'resources', 'API'));
    const { items } = await plane.client.send(new GetResourcesCommand({ restApiId }));
    expect(items).toHaveLength(5);
  });

  test('stages of an API, by CreateStage and by CreateDeployment; those that exist can be deployed to', async () => {
    const { id: restApiId } = await seedRestApi(plane);
    const deploy = (stageName: string) =>
      plane.client.send(new CreateDeploymentCommand({ restApiId, stageName }));
    const { id: deploymentId } = await deploy('one');
    await deploy('two');
    const refusal = reached('stagesPerRestApi', 'stages', 'API');
    expect(await refusalOf(deploy('three'))).toBe(refusal);
    const create = plane.client.send(new CreateStageCommand({ restApiId, stageName: 'three', deploymentId }));
    expect(await refusalOf(create)).toBe(refusal);
    expect((await deploy('two')).id).toBeTruthy();
  });

  test('authorizers of an API', async () => {
    const { id: restApiId } = await seedRestApi(plane);
    const create = (name: string) =>
      plane.client.send(
        new CreateAuthorizerCommand({
          restApiId,
          name,
          type: 'COGNITO_USER_POOLS',
          identitySource: 'method.request.header.Authorization',
          providerARNs: ['arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_abc'],
        }),
      );
    await create('one');
    expect(await refusalOf(create('two'))).toBe(reached('authorizersPerRestApi', 'authorizers', 'API'));
  });

  test('edge-optimized APIs of an account; Regional ones are counted apart, and another region is another account', async () => {
    const create = (types: ('EDGE' | 'REGIONAL')[], region = 'us-east-1') =>
      plane.clientFor(region).send(new CreateRestApiCommand({ name: 'n', endpointConfiguration: { types } }));
    await create(['EDGE']);
    expect(await refusalOf(create(['EDGE']))).toBe(reached('edgeRestApis', 'edge-optimized APIs', 'account'));
    await create(['REGIONAL']);
    await create(['EDGE'], 'eu-west-1');
  });

  test('an API that becomes edge-optimized counts as one from then on', async () => {
    const client = plane.clientFor('ap-south-1');
    const create = async (type: 'EDGE' | 'REGIONAL') =>
      (await client.send(new CreateRestApiCommand({ name: 'n', endpointConfiguration: { types: [type] } })))
        .id;
    const become = (restApiId: string | undefined, value: 'EDGE' | 'REGIONAL') =>
      client.send(
        new UpdateRestApiCommand({
          restApiId,
          patchOperations: [{ op: 'replace', path: '/endpointConfiguration/types/0', value }],
        }),
      );
    const [edge, regional] = [await create('EDGE'), await create('REGIONAL')];
    expect(await refusalOf(become(regional, 'EDGE'))).toBe(
      reached('edgeRestApis', 'edge-optimized APIs', 'account'),
    );
    const { endpointConfiguration } = await client.send(new GetRestApiCommand({ restApiId: regional }));
    expect(endpointConfiguration?.types).toEqual(['REGIONAL']);
    await become(edge, 'REGIONAL');
    expect((await become(regional, 'EDGE')).endpointConfiguration?.types).toEqual(['EDGE']);
  });

  test('API keys of an account, and usage plans of one key', async () => {
    const key = await plane.client.send(new CreateApiKeyCommand({}));
    await plane.client.send(new CreateApiKeyCommand({}));
    const third = plane.client.send(new CreateApiKeyCommand({}));
    expect(await refusalOf(third)).toBe(reached('apiKeys', 'API keys', 'account'));
    const join = async () => {
      const plan = await plane.client.send(new CreateUsagePlanCommand({ name: 'p' }));
      return plane.client.send(
        new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' }),
      );
    };
    await join();
    await join();
    expect(await refusalOf(join())).toBe(reached('usagePlansPerApiKey', 'usage plans', 'API key'));

    // Rows of an import are warned of; a plan that the key is in already is no further one.
    const { items = [] } = await plane.client.send(new GetUsagePlansCommand({ keyId: key.id }));
    const more = await plane.client.send(new CreateUsagePlanCommand({ name: 'p' }));
    const plans = [...items, more].map(({ id }) => id);
    const body = Buffer.from(`key,name,usageplanids\n${key.value},n,"${plans.join()}"\n`);
    const imported = await plane.client.send(new ImportApiKeysCommand({ format: 'csv', body }));
    const [, refusal] = reached('usagePlansPerApiKey', 'usage plans', 'API key').split(
      'LimitExceededException: ',
    );
    expect(imported.warnings).toEqual([`Line 2: Usage Plan ${more.id}: ${refusal}`]);
    const after = await plane.client.send(new GetUsagePlansCommand({ keyId: key.id }));
    expect(after.items).toHaveLength(2);
  });
});

test('a limit that does not exist stops the start', async () => {
  await expect(startControlPlane({ env: { TOLLGATE_LIMITS: 'resource=3' } })).rejects.toThrow(
    'TOLLGATE_LIMITS',
  );
});
