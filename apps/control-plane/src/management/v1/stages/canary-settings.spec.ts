import {
  CreateDeploymentCommand,
  CreateStageCommand,
  DeleteDeploymentCommand,
  GetStageCommand,
  UpdateStageCommand,
  type CreateDeploymentCommandInput,
  type CreateStageCommandInput,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { seedRestApi } from '../../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

// The recorded canary settings of stages, over the wire (recorded: canary settings).
let plane: TestControlPlane;
let restApiId: string;
/** The stage's own, and another. */
let own: string;
let other: string;
beforeAll(async () => {
  plane = await startControlPlane();
});
beforeEach(async () => {
  restApiId = (await seedRestApi(plane)).id;
  [own, other] = [await deploy(), await deploy()];
});
afterAll(() => plane.close());

const deploy = async (input: Partial<CreateDeploymentCommandInput> = {}) =>
  (await plane.client.send(new CreateDeploymentCommand({ restApiId, ...input }))).id!;
const create = (input: Partial<CreateStageCommandInput> = {}) =>
  plane.client.send(new CreateStageCommand({ restApiId, stageName: 'dev', deploymentId: own, ...input }));
const get = () => plane.client.send(new GetStageCommand({ restApiId, stageName: 'dev' }));
const update = (...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateStageCommand({ restApiId, stageName: 'dev', patchOperations }));
const replace = (path: string, value: string): PatchOperation => ({ op: 'replace', path, value });
const remove = (path: string): PatchOperation => ({ op: 'remove', path });
const copy = (from: string, path: string): PatchOperation => ({ op: 'copy', from, path });
const bad = (message: string) => `400 BadRequestException: ${message}`;
const withCanary = () =>
  create({
    variables: { kept: 'k', both: 'stage' },
    canarySettings: {
      deploymentId: other,
      percentTraffic: 50,
      stageVariableOverrides: { both: 'canary', added: 'a' },
    },
  });

describe('CreateStage', () => {
  test('201: with a canary, whose overrides are there only when they are given', async () => {
    const canarySettings = { deploymentId: other, percentTraffic: 50 };
    expect((await create({ canarySettings })).canarySettings).toEqual({
      ...canarySettings,
      useStageCache: false,
    });
    expect((await get()).canarySettings).toEqual({ ...canarySettings, useStageCache: false });
  });

  test('400: a deployment that is not there', async () => {
    const created = create({ canarySettings: { deploymentId: 'deploy', percentTraffic: 50 } });
    expect(await refusalOf(created)).toBe(bad('Deployment id does not exist'));
  });
});

describe('CreateDeployment', () => {
  test('201: with canary settings goes to the canary, and replaces all of the one before', async () => {
    await withCanary();
    const next = await deploy({ stageName: 'dev', canarySettings: { percentTraffic: 10 } });
    expect(await get()).toMatchObject({
      deploymentId: own,
      variables: { kept: 'k', both: 'stage' },
      canarySettings: { deploymentId: next, percentTraffic: 10, useStageCache: false },
    });
    expect((await get()).canarySettings).not.toHaveProperty('stageVariableOverrides');
  });

  test('201: without, goes to the canary as well while there is one, and to the stage after that', async () => {
    await withCanary();
    const next = await deploy({ stageName: 'dev' });
    expect(await get()).toMatchObject({
      deploymentId: own,
      canarySettings: { deploymentId: next, percentTraffic: 50, stageVariableOverrides: { added: 'a' } },
    });
    await update(remove('/canarySettings'));
    const last = await deploy({ stageName: 'dev' });
    expect((await get()).deploymentId).toBe(last);
  });

  test.each<[string, Partial<CreateDeploymentCommandInput>, string]>([
    [
      'without a stage',
      {},
      'Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. Provided value is null',
    ],
    [
      'with an empty stage',
      { stageName: '' },
      'Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. Provided value is ',
    ],
    [
      'with a stage that is not there',
      { stageName: 'non-existing' },
      'Invalid deployment content specified.Stage non-existing must already be created before making a canary release deployment',
    ],
  ])('400: a canary %s', async (_, input, message) => {
    expect(await refusalOf(deploy({ ...input, canarySettings: { percentTraffic: 50 } }))).toBe(bad(message));
  });
});

describe('UpdateStage', () => {
  test('200: replaces each member of a canary', async () => {
    await withCanary();
    await update(
      replace('/canarySettings/percentTraffic', '12.5'),
      replace('/canarySettings/deploymentId', own),
      replace('/canarySettings/useStageCache', 'true'),
      replace('/canarySettings/stageVariableOverrides/added', 'b'),
    );
    expect((await get()).canarySettings).toEqual({
      percentTraffic: 12.5,
      deploymentId: own,
      useStageCache: true,
      stageVariableOverrides: { both: 'canary', added: 'b' },
    });
  });

  test('200: a replace makes a canary where there is none: no traffic, the stage’s own deployment', async () => {
    await create();
    await update(replace('/canarySettings/useStageCache', 'false'));
    expect((await get()).canarySettings).toEqual({
      deploymentId: own,
      percentTraffic: 0,
      useStageCache: false,
    });
  });

  test('200: a promotion takes the deployment and merges the overrides; the canary stays, and goes with remove', async () => {
    await withCanary();
    await update(
      replace('/canarySettings/percentTraffic', '0.0'),
      copy('/canarySettings/deploymentId', '/deploymentId'),
      copy('/canarySettings/stageVariableOverrides', '/variables'),
    );
    expect(await get()).toMatchObject({
      deploymentId: other,
      variables: { kept: 'k', both: 'canary', added: 'a' },
      canarySettings: {
        deploymentId: other,
        percentTraffic: 0,
        stageVariableOverrides: { both: 'canary', added: 'a' },
      },
    });
    await update(remove('/canarySettings'));
    const { canarySettings, ...stage } = await get();
    expect(canarySettings).toBeUndefined();
    expect(stage).toMatchObject({
      deploymentId: other,
      variables: { kept: 'k', both: 'canary', added: 'a' },
    });
  });

  test('200: a replace in front of a copy makes the canary that the copy needs', async () => {
    await create();
    const stage = await update(
      replace('/canarySettings/percentTraffic', '0.0'),
      copy('/canarySettings/deploymentId', '/deploymentId'),
    );
    expect(stage).toMatchObject({ deploymentId: own, canarySettings: { deploymentId: own } });
  });

  const invalidCopy = (from: string, path: string) =>
    `Invalid copy operation with path: ${path} and from ${from}. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]`;

  test.each<[PatchOperation, string]>([
    [
      { op: 'add', path: '/canarySettings/deploymentId', value: 'x' },
      'Invalid add operation with path: /canarySettings/deploymentId',
    ],
    [replace('/canarySettings/deploymentId', 'deploy'), 'Deployment id does not exist'],
    ...['percentTraffic', 'deploymentId', 'stageVariableOverrides'].map(
      (member): [PatchOperation, string] => [
        remove(`/canarySettings/${member}`),
        `Cannot remove method setting canarySettings/${member} because there is no method setting for this method `,
      ],
    ),
    ...(
      [
        ['/canarySettings/deploymentId', '/canarySettings/percentTraffic'],
        ['/canarySettings/percentTraffic', '/deploymentId'],
        ['/canarySettings/deploymentId', '/variables'],
        ['/deploymentId', '/canarySettings/deploymentId'],
      ] as const
    ).map(([from, path]): [PatchOperation, string] => [copy(from, path), invalidCopy(from, path)]),
  ])('400: %j', async (operation, message) => {
    await withCanary();
    const before = await get();
    expect(await refusalOf(update(operation))).toBe(bad(message));
    expect({ ...(await get()), $metadata: null }).toEqual({ ...before, $metadata: null });
  });

  test.each(['/canarySettings', '/canarySettings/wrong'])('400: replace %s', async (path) => {
    await withCanary();
    expect(await refusalOf(update(replace(path, 'x')))).toMatch(
      `400 BadRequestException: Invalid method setting path: ${path}. Must be one of: [/deploymentId, `,
    );
  });

  test('400: a promotion, or a removal, of a canary that is not there', async () => {
    await create();
    for (const operation of [
      copy('/canarySettings/deploymentId', '/deploymentId'),
      copy('/canarySettings/stageVariableOverrides', '/variables'),
    ]) {
      expect(await refusalOf(update(operation))).toBe(bad('Promotion not available. Canary does not exist.'));
    }
    expect(await refusalOf(update(remove('/canarySettings')))).toBe(
      bad('Cannot remove method setting canarySettings because there is no method setting for this method '),
    );
  });
});

describe('DeleteDeployment', () => {
  test('400: of a canary, until that has gone', async () => {
    await withCanary();
    const gone = () => plane.client.send(new DeleteDeploymentCommand({ restApiId, deploymentId: other }));
    expect(await refusalOf(gone())).toBe(
      bad('Active stages pointing to this deployment must be moved or deleted'),
    );
    await update(remove('/canarySettings'));
    await gone();
  });
});
