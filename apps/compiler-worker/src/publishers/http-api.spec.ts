import { createDatabase, httpDeployments, publishedDocuments, type Database } from '#libs/persistence';
import type { Job } from '#libs/queue';
import { checkConsistency, type HttpSnapshot, type StageDocument } from '#libs/snapshot-format';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { seedHttpDefinition } from '../testing/seed-http-definition.js';
import { publish } from './publish.js';

const apiId = 'http000001';
let testDatabase: TestDatabase;
let database: Database;
let seed: ReturnType<typeof seedHttpDefinition>;

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 3, log: silentLogger });
  await database.migrate();
  seed = seedHttpDefinition(database, apiId);
  await seed.api();
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

async function publishNow(): Promise<void> {
  const job: Job<'publish-http-api'> = { id: await seed.job(), name: 'publish-http-api', payload: { apiId } };
  await publish(database, job);
}

/** What the feed has that is not deleted, by kind and name; and how far it has come. */
async function feed() {
  const { changes, upTo } = await database.read((uow) =>
    publishedDocuments.page(uow, { after: 0, count: 1_000, bytes: 1e7 }),
  );
  const live = changes.filter(({ body }) => body !== null);
  return {
    upTo,
    stages: new Map(
      live
        .filter(({ kind }) => kind === 'stage')
        .map(({ name, body }) => [name, JSON.parse(body!) as StageDocument]),
    ),
    snapshots: new Map(
      live
        .filter(({ kind }) => kind === 'snapshot')
        .map(({ name, body }) => [name, JSON.parse(body!) as HttpSnapshot]),
    ),
  };
}

const backendOf = (snapshot: HttpSnapshot | undefined): unknown => {
  const integration = snapshot?.routes[0]?.integration;
  return integration?.type === 'HTTP_PROXY' && integration.backend.kind === 'uri'
    ? integration.backend.uri.parts
    : null;
};

test('a deployment becomes a snapshot that gateways can serve, and each stage a document that names it', async () => {
  await seed.deployment('dep001', 'http://one.test');
  await seed.stage('$default', { deploymentId: 'dep001', stageVariables: { a: '1' } });
  await seed.stage('waiting', {});
  await publishNow();

  const { stages, snapshots } = await feed();
  // A stage without a deployment has nothing to serve.
  expect([...stages.keys()]).toEqual([`${apiId}/$default`]);
  const stage = stages.get(`${apiId}/$default`)!;
  expect(stage).toMatchObject({ stageName: '$default', deploymentId: 'dep001', variables: { a: '1' } });
  const snapshot = snapshots.get(stage.snapshotDigest);
  expect(checkConsistency(snapshot)).toEqual([]);
  expect(backendOf(snapshot)).toEqual([{ kind: 'text', text: 'http://one.test' }]);
});

test('publishing again writes nothing; a roll-back moves the stage to the snapshot that is there', async () => {
  await seed.deployment('dep001', 'http://one.test');
  await seed.deployment('dep002', 'http://two.test');
  await seed.stage('$default', { deploymentId: 'dep002' });
  await publishNow();
  const before = await feed();
  await publishNow();
  expect((await feed()).upTo).toBe(before.upTo);

  await seed.moveStage('$default', { deploymentId: 'dep001' });
  await publishNow();
  const after = await feed();
  expect([...after.snapshots.keys()].sort()).toEqual([...before.snapshots.keys()].sort());
  const { snapshotDigest } = after.stages.get(`${apiId}/$default`)!;
  expect(backendOf(after.snapshots.get(snapshotDigest))).toEqual([{ kind: 'text', text: 'http://one.test' }]);
  expect(after.upTo).toBe(before.upTo + 1);
});

test('a deployment that does not compile leaves its stage as it was, and says why; other stages go on', async () => {
  await seed.deployment('dep001', 'http://one.test');
  await seed.stage('$default', { deploymentId: 'dep001' });
  await seed.stage('dev', { deploymentId: 'dep001' });
  await publishNow();
  await seed.deployment('dep002', 'gopher://two.test');
  await seed.moveStage('$default', { deploymentId: 'dep002' });
  await seed.moveStage('dev', { deploymentId: 'dep001', stageVariables: { b: '2' } });
  await expect(publishNow()).rejects.toThrow(/deployment dep002 does not compile: GET \/a: Invalid HTTP/);

  const { stages } = await feed();
  expect(stages.get(`${apiId}/$default`)!.deploymentId).toBe('dep001');
  expect(stages.get(`${apiId}/dev`)!.variables).toEqual({ b: '2' });
  const states = await database.read((uow) => httpDeployments.compilationStates(uow, apiId));
  expect(states.map(({ compileError }) => compileError !== null)).toEqual([false, true]);
});

test('an API that is gone is taken back from gateways', async () => {
  await seed.deployment('dep001', 'http://one.test');
  await seed.stage('$default', { deploymentId: 'dep001' });
  await publishNow();
  await seed.remove();
  await publishNow();
  const { stages, snapshots } = await feed();
  expect([stages.size, snapshots.size]).toEqual([0, 0]);
});
