import {
  CreateDeploymentCommand,
  CreateModelCommand,
  CreateResourceCommand,
  CreateStageCommand,
  DeleteStageCommand,
  UpdateIntegrationCommand,
  UpdateStageCommand,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { seedRestApi } from '../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane?.close());

const get = async (path: string) => {
  const response = await plane.signedFetch(`/_tollgate/v1/restapis/${path}`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const deploy = async (restApiId: string, stageName?: string) =>
  (await plane.client.send(new CreateDeploymentCommand({ restApiId, stageName }))).id!;
const replace = (path: string, value: string) => [{ op: 'replace' as const, path, value }];

/** Adds a model and changes the one integration. */
async function changeDefinition(restApiId: string, resourceId: string): Promise<void> {
  await plane.client.send(
    new CreateModelCommand({ restApiId, name: 'Pet', contentType: 'application/json', schema: '{}' }),
  );
  await plane.client.send(
    new UpdateIntegrationCommand({
      restApiId,
      resourceId,
      httpMethod: 'GET',
      patchOperations: replace('/requestTemplates/application~1json', '{"statusCode": 404}'),
    }),
  );
}

describe('drift', () => {
  test('a stage that was just deployed to has none', async () => {
    const { id } = await seedRestApi(plane);
    const deploymentId = await deploy(id, 'dev');
    const { status, body } = await get(`${id}/stages/dev/drift`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ deploymentId, drifted: false, added: [], changed: [], removed: [] });
    expect(body.deployedDigest).toBe(body.definitionDigest);
  });

  test('what was added, changed and removed since is named, and the next deployment ends it', async () => {
    const { id, rootResourceId } = await seedRestApi(plane);
    await deploy(id, 'dev');
    await changeDefinition(id, rootResourceId);
    const { body } = await get(`${id}/stages/dev/drift`);
    expect(body).toMatchObject({
      drifted: true,
      added: [{ kind: 'Model', name: 'Pet' }],
      changed: [
        { kind: 'Method', name: 'GET /', at: ['/methodIntegration/requestTemplates/application~1json'] },
      ],
      removed: [],
    });
    await deploy(id, 'dev');
    expect((await get(`${id}/stages/dev/drift`)).body).toMatchObject({ drifted: false, added: [] });
  });

  test('of a canary is its own: what the next deployment, which goes to it, would change', async () => {
    const { id, rootResourceId } = await seedRestApi(plane);
    const own = await deploy(id, 'dev');
    await changeDefinition(id, rootResourceId);
    const canarySettings = { percentTraffic: 10 };
    const canary = await plane.client.send(
      new CreateDeploymentCommand({ restApiId: id, stageName: 'dev', canarySettings }),
    );
    const { body } = await get(`${id}/stages/dev/drift`);
    expect(body).toMatchObject({
      deploymentId: own,
      drifted: true,
      added: [{ kind: 'Model', name: 'Pet' }],
      canary: { deploymentId: canary.id, drifted: false, added: [], changed: [], removed: [] },
    });
    expect((body.canary as typeof body).deployedDigest).toBe(body.definitionDigest);
  });

  test('404: an unknown API, an unknown stage, another region’s API', async () => {
    const { id } = await seedRestApi(plane);
    await deploy(id, 'dev');
    expect((await get('nothing/stages/dev/drift')).status).toBe(404);
    expect((await get(`${id}/stages/prod/drift`)).status).toBe(404);
    const elsewhere = await plane.signedFetch(`/_tollgate/v1/restapis/${id}/stages/dev/drift`, {
      region: 'eu-west-1',
    });
    expect(elsewhere.status).toBe(404);
  });

  test('403: a request without a signature', async () => {
    expect((await fetch(`${plane.url}/_tollgate/v1/restapis/a/stages/b/drift`)).status).toBe(403);
  });
});

describe('difference of deployments', () => {
  test('is named from one to the other, and is none with itself', async () => {
    const { id, rootResourceId } = await seedRestApi(plane);
    const first = await deploy(id);
    await plane.client.send(
      new CreateResourceCommand({ restApiId: id, parentId: rootResourceId, pathPart: 'pets' }),
    );
    const second = await deploy(id);
    const pets = [{ kind: 'Resource', name: '/pets' }];
    const forth = await get(`${id}/deployments/${first}/diff/${second}`);
    expect(forth.body).toMatchObject({ added: pets, changed: [], removed: [] });
    expect(forth.body).toMatchObject({ from: { deploymentId: first }, to: { deploymentId: second } });
    const back = await get(`${id}/deployments/${second}/diff/${first}`);
    expect(back.body).toMatchObject({ added: [], removed: pets });
    const same = await get(`${id}/deployments/${first}/diff/${first}`);
    expect(same.body).toMatchObject({ added: [], changed: [], removed: [] });
  });

  test('404: an unknown API, an unknown deployment on either side', async () => {
    const { id } = await seedRestApi(plane);
    const first = await deploy(id);
    expect((await get(`nothing/deployments/${first}/diff/${first}`)).status).toBe(404);
    expect((await get(`${id}/deployments/${first}/diff/nothing`)).status).toBe(404);
    expect((await get(`${id}/deployments/nothing/diff/${first}`)).status).toBe(404);
  });
});

describe('history of a stage', () => {
  const movesOf = async (path: string) =>
    (await get(path)).body as { items: Record<string, unknown>[]; position?: string };

  test('who moved it, by what, from which deployment and digest to which; newest first', async () => {
    const startedAt = Date.now();
    const { id, rootResourceId } = await seedRestApi(plane);
    const first = await deploy(id, 'dev');
    await changeDefinition(id, rootResourceId);
    const second = await deploy(id, 'dev');
    await plane.client.send(
      new UpdateStageCommand({
        restApiId: id,
        stageName: 'dev',
        patchOperations: replace('/deploymentId', first),
      }),
    );
    const { items } = await movesOf(`${id}/stages/dev/history`);
    const by = { accountId: plane.accountId, accessKeyId: plane.credentials.accessKeyId };
    expect(items.map(({ operation, movedBy }) => ({ operation, movedBy }))).toEqual([
      { operation: 'UpdateStage', movedBy: by },
      { operation: 'CreateDeployment', movedBy: by },
      { operation: 'CreateDeployment', movedBy: by },
    ]);
    expect(items.map(({ from, to }) => ({ from, to }))).toMatchObject([
      { from: { deploymentId: second }, to: { deploymentId: first } },
      { from: { deploymentId: first }, to: { deploymentId: second } },
      { from: null, to: { deploymentId: first } },
    ]);
    const digests = items.map(({ to }) => (to as { definitionDigest: string }).definitionDigest);
    expect(digests[0]).toBe(digests[2]);
    expect(digests[0]).not.toBe(digests[1]);
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
    const movedAt = Date.parse(items[0]!.movedAt as string);
    expect(movedAt).toBeGreaterThanOrEqual(startedAt);
    expect(movedAt).toBeLessThanOrEqual(Date.now());
  });

  test('settings leave no entry, nor does a write that was refused; a canary’s moves are its own', async () => {
    const { id } = await seedRestApi(plane);
    const deploymentId = await deploy(id);
    await plane.client.send(new CreateStageCommand({ restApiId: id, stageName: 'dev', deploymentId }));
    const update = (patchOperations: ReturnType<typeof replace>) =>
      plane.client.send(new UpdateStageCommand({ restApiId: id, stageName: 'dev', patchOperations }));
    await update(replace('/description', 'd'));
    await expect(update(replace('/deploymentId', 'nothing'))).rejects.toThrow();
    await plane.client.send(
      new CreateDeploymentCommand({
        restApiId: id,
        stageName: 'dev',
        canarySettings: { percentTraffic: 10 },
      }),
    );
    const { items } = await movesOf(`${id}/stages/dev/history`);
    expect(items.map(({ target, operation }) => `${String(target)} ${String(operation)}`)).toEqual([
      'canary CreateDeployment',
      'stage CreateStage',
    ]);
  });

  test('a promotion moves the stage to what the canary has, and the removal takes that away', async () => {
    const { id } = await seedRestApi(plane);
    const own = await deploy(id, 'dev');
    const { id: canary } = await plane.client.send(
      new CreateDeploymentCommand({
        restApiId: id,
        stageName: 'dev',
        canarySettings: { percentTraffic: 10 },
      }),
    );
    const update = (...patchOperations: PatchOperation[]) =>
      plane.client.send(new UpdateStageCommand({ restApiId: id, stageName: 'dev', patchOperations }));
    await update(
      ...replace('/canarySettings/percentTraffic', '0.0'),
      { op: 'copy', path: '/deploymentId', from: '/canarySettings/deploymentId' },
      { op: 'copy', path: '/variables', from: '/canarySettings/stageVariableOverrides' },
    );
    await update({ op: 'remove', path: '/canarySettings' });
    const { items } = await movesOf(`${id}/stages/dev/history`);
    expect(items.slice(0, 3)).toMatchObject([
      { target: 'canary', operation: 'UpdateStage', from: { deploymentId: canary }, to: null },
      {
        target: 'stage',
        operation: 'UpdateStage',
        from: { deploymentId: own },
        to: { deploymentId: canary },
      },
      { target: 'canary', operation: 'CreateDeployment', from: null, to: { deploymentId: canary } },
    ]);
  });

  test('outlives its stage, and is paged', async () => {
    const { id } = await seedRestApi(plane);
    await deploy(id, 'dev');
    await plane.client.send(new DeleteStageCommand({ restApiId: id, stageName: 'dev' }));
    const first = await movesOf(`${id}/stages/dev/history?limit=1`);
    expect(first.items).toMatchObject([{ operation: 'DeleteStage', to: null }]);
    const rest = await movesOf(`${id}/stages/dev/history?limit=1&position=${first.position}`);
    expect(rest.items).toMatchObject([{ operation: 'CreateDeployment', from: null }]);
    expect(rest.position).toBeUndefined();
  });

  test('404: an unknown API, a stage that never was', async () => {
    const { id } = await seedRestApi(plane);
    expect((await get('nothing/stages/dev/history')).status).toBe(404);
    expect((await get(`${id}/stages/dev/history`)).status).toBe(404);
  });
});
