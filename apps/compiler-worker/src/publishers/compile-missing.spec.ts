import { createDatabase, deployments, publishedDocuments, type Database } from '#libs/persistence';
import { sealSnapshot, type SealedDocument, type RestSnapshot } from '#libs/snapshot-format';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { seedDefinition } from '../testing/seed-definition.js';
import { compileMissing } from './compile-missing.js';

const restApiId = 'api0000001';
let testDatabase: TestDatabase;
let database: Database;
let seed: ReturnType<typeof seedDefinition>;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 2, log: silentLogger });
  await database.migrate();
  seed = seedDefinition(database);
  await seed.restApi(restApiId);
  await seed.deployment(restApiId, 'dep001', 'one');
  await seed.deployment(restApiId, 'dep002', 'two');
  await seed.stage(restApiId, 'dev', 'dep001');
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const publish = (snapshots: Readonly<Record<string, SealedDocument>>) =>
  database.write(async (uow) => {
    const documents = Object.values(snapshots);
    await publishedDocuments.replace(uow, { subject: `restapi/${restApiId}`, documents });
    for (const [id, { name }] of Object.entries(snapshots)) {
      await deployments.recordCompiled(uow, restApiId, id, name);
    }
  });

const compiledIds = async () => [...(await compileMissing(database, restApiId)).keys()];

/** As a release before there was a cache has compiled it. */
function ofBefore({ body }: SealedDocument): SealedDocument {
  const isOfNow = (name: string): boolean => name === 'cacheKey';
  const older: unknown = JSON.parse(body, (name, value: unknown) => (isOfNow(name) ? undefined : value));
  return sealSnapshot(older as RestSnapshot);
}

test('a snapshot of before there was a cache is made anew where a stage that caches serves it, and there alone', async () => {
  const compiled = await compileMissing(database, restApiId);
  const [one, two] = ['dep001', 'dep002'].map((id) => compiled.get(id)!.snapshot!);
  await publish({ dep001: ofBefore(one!), dep002: ofBefore(two!) });
  expect(await compiledIds()).toEqual([]);

  await seed.moveStage(restApiId, 'dev', 'dep001', { cacheClusterEnabled: true });
  const anew = await compileMissing(database, restApiId);
  expect([...anew.keys()]).toEqual(['dep001']);
  expect(anew.get('dep001')!.snapshot!.name).toBe(one!.name);

  const canarySettings = {
    deploymentId: 'dep002',
    percentTraffic: 10,
    stageVariableOverrides: null,
    useStageCache: true,
  };
  await seed.moveStage(restApiId, 'dev', 'dep001', { cacheClusterEnabled: true, canarySettings });
  expect(await compiledIds()).toEqual(['dep001', 'dep002']);
  await publish({ dep001: one!, dep002: two! });
  expect(await compiledIds()).toEqual([]);
});
