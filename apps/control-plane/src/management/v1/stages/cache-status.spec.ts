import {
  CreateDeploymentCommand,
  CreateStageCommand,
  FlushStageCacheCommand,
  GetStageCommand,
  GetStagesCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { gateways, publishedDocuments, stages } from '#libs/persistence';
import { stageDocument } from '#libs/snapshot-compiler';
import { waitFor } from '#libs/testing';
import { createFakeGateway, type FakeGateway } from '../../../testing/fake-gateway.js';
import { refusalOf } from '../../../testing/refusal-of.js';
import { seedRestApi } from '../../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let gateway: FakeGateway | null = null;
let restApiId: string;

beforeAll(async () => {
  plane = await startControlPlane();
});
beforeEach(async () => {
  ({ id: restApiId } = await seedRestApi(plane));
  await plane.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
  await publish();
});
afterEach(async () => {
  await gateway?.kill();
  gateway = null;
  await waitFor(async () => (await connected()).length === 0);
});
afterAll(() => plane.close());

const connected = async () =>
  (await plane.database.read((uow) => gateways.list(uow))).filter(({ connected }) => connected);

/** What a worker does; none runs here. Returns the newest number of the feed. */
const publish = (): Promise<number> =>
  plane.database.write(async (uow) => {
    const owner = { accountId: plane.accountId, region: 'us-east-1' };
    const own = 'd'.repeat(64);
    const documents = (await stages.all(uow, restApiId)).map((stage) => stageDocument(owner, stage, { own }));
    return publishedDocuments.replace(uow, { subject: `restapi/${restApiId}`, documents });
  });

/** Follows the feed, and says how far it has come when it is told to. */
async function connectGateway(): Promise<(appliedSeq: number) => Promise<number>> {
  const connecting = createFakeGateway(plane, 'gw-1');
  gateway = connecting;
  connecting.follow({ silent: true });
  await waitFor(async () => (await connected()).length === 1);
  return (appliedSeq) => connecting.acknowledge({ appliedSeq });
}

const patch = (path: string, value: string) =>
  plane.client.send(
    new UpdateStageCommand({
      restApiId,
      stageName: 'dev',
      patchOperations: [{ op: 'replace', path, value }],
    }),
  );
const flush = () => plane.client.send(new FlushStageCacheCommand({ restApiId, stageName: 'dev' }));
const status = async () => {
  const one = await plane.client.send(new GetStageCommand({ restApiId, stageName: 'dev' }));
  const { item } = await plane.client.send(new GetStagesCommand({ restApiId }));
  expect(item?.map(({ cacheClusterStatus }) => cacheClusterStatus)).toEqual([one.cacheClusterStatus]);
  return one.cacheClusterStatus;
};

test('a change is in progress until it is published, and then at once there where no gateway is', async () => {
  expect(await status()).toBe('NOT_AVAILABLE');
  expect((await patch('/cacheClusterEnabled', 'true')).cacheClusterStatus).toBe('CREATE_IN_PROGRESS');
  expect(await status()).toBe('CREATE_IN_PROGRESS');
  await publish();
  expect(await status()).toBe('AVAILABLE');
  await flush();
  expect(await status()).toBe('FLUSH_IN_PROGRESS');
  await publish();
  expect(await status()).toBe('AVAILABLE');
  expect((await patch('/cacheClusterSize', '1.6')).cacheClusterStatus).toBe('CREATE_IN_PROGRESS');
  await publish();
  expect(await status()).toBe('AVAILABLE');
  expect((await patch('/cacheClusterEnabled', 'false')).cacheClusterStatus).toBe('DELETE_IN_PROGRESS');
  await publish();
  expect(await status()).toBe('NOT_AVAILABLE');
});

test('a connected gateway is waited for, whoever made the change', async () => {
  const acknowledge = await connectGateway();
  await patch('/cacheClusterEnabled', 'true');
  const appliedSeq = await publish();
  expect(await status()).toBe('CREATE_IN_PROGRESS');
  await acknowledge(appliedSeq);
  expect(await status()).toBe('AVAILABLE');
  await flush();
  await acknowledge(await publish());
  expect(await status()).toBe('AVAILABLE');
});

test('what has come to every gateway is not in progress again when something else is changed', async () => {
  const acknowledge = await connectGateway();
  await patch('/cacheClusterEnabled', 'true');
  await acknowledge(await publish());
  for (const change of [
    () => patch('/variables/a', 'b'),
    () => plane.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' })),
  ]) {
    await change();
    await publish();
    expect(await status()).toBe('AVAILABLE');
  }
});

test('a flush of a stage without a cache changes nothing', async () => {
  const before = await plane.query(`SELECT * FROM stages WHERE rest_api_id = '${restApiId}'`);
  await flush();
  expect(await plane.query(`SELECT * FROM stages WHERE rest_api_id = '${restApiId}'`)).toEqual(before);
  expect(await status()).toBe('NOT_AVAILABLE');
});

test('a stage that is made again under its name does not find what the one before has kept', async () => {
  const epochs = async () =>
    (
      await plane.query<{ e: string }>(
        `SELECT cache_epoch AS e FROM stages WHERE rest_api_id = '${restApiId}'`,
      )
    )
      .map(({ e }) => Number(e))
      .at(-1)!;
  const { deploymentId } = await patch('/cacheClusterEnabled', 'true');
  await flush();
  const before = await epochs();
  await plane.query(`DELETE FROM stages WHERE rest_api_id = '${restApiId}'`);
  const given = { restApiId, stageName: 'dev', deploymentId, cacheClusterEnabled: true };
  await plane.client.send(new CreateStageCommand(given));
  expect(await epochs()).toBeGreaterThan(before);
});

test('400: a size that AWS does not have, wherever it is given', async () => {
  const cacheClusterSize = '0.7' as '0.5';
  const given = { restApiId, stageName: 'new', cacheClusterEnabled: true, cacheClusterSize };
  const { deploymentId } = await patch('/description', 'x');
  const sizes = ['0.5', '1.6', '6.1', '13.5', '28.4', '58.2', '118', '237'];
  const unknown = (input: string) =>
    `400 ValidationException: 1 validation error detected: Value '0.7' at '${input}.cacheClusterSize' failed to ` +
    `satisfy constraint: Member must satisfy enum value set: [${sizes.join(', ')}]`;
  const created = plane.client.send(new CreateStageCommand({ ...given, deploymentId }));
  expect(await refusalOf(created)).toBe(unknown('createStageInput'));
  const deployed = plane.client.send(new CreateDeploymentCommand(given));
  expect(await refusalOf(deployed)).toBe(unknown('createDeploymentInput'));
  expect(await refusalOf(patch('/cacheClusterSize', '0.7'))).toBe(
    `400 BadRequestException: Invalid cache cluster size specified. Valid options are ${sizes.join(',')}`,
  );
});
