import { restApiWith, rootResource, stageWith } from '#libs/testing';
import { ResponseCaches0031 } from '../../../../migrations/0031-response-caches.js';
import type { Database } from '../database/database.js';
import { query } from '../database/statements.js';
import { createMigratedDatabase, type MigratedDatabase } from '../testing/migrated-database.js';
import { deployments } from './deployments.js';
import { resources } from './resources.js';
import { restApis } from './rest-apis.js';
import { stages } from './stages.js';

let migrated: MigratedDatabase;
let database: Database;
beforeAll(async () => {
  migrated = await createMigratedDatabase(new ResponseCaches0031());
  database = migrated.database;
});
afterAll(() => migrated.drop());

const owner = { accountId: '000000000000', region: 'us-east-1' };
const createdAtMs = 1_700_000_000_000;
const restApiId = 'api0000001';
const cached = { restApiId, stageName: 'cached', deploymentId: 'dep001', createdAtMs };
const plain = { ...cached, stageName: 'plain' };

test('stages that were told to have a cache get one, and say that it is being made', async () => {
  await database.write(async (uow) => {
    const restApi = restApiWith({ owner, id: restApiId, rootResourceId: 'root000001' });
    await restApis.insert(uow, restApi);
    await resources.insert(uow, [rootResource(restApi)]);
    const deployment = { restApiId, id: 'dep001', description: null, createdAtMs };
    await deployments.insert(uow, { ...deployment, definitionDigest: 'x' }, '{}');
    const cluster = { cacheClusterEnabled: true, cacheClusterSize: '0.5' };
    await stages.insert(uow, stageWith({ ...cached, ...cluster, cacheClusterStatus: 'CREATE_IN_PROGRESS' }));
    await stages.insert(uow, stageWith(plain));
  });
  const stored = (stageName: string) => database.read((uow) => stages.find(uow, restApiId, stageName));
  const jobs = () => database.read((uow) => query(uow, 'SELECT account_id, job_name, payload FROM outbox'));
  const statuses = () =>
    database.read((uow) =>
      query(uow, 'SELECT cache_cluster_status AS status FROM stages ORDER BY stage_name'),
    );

  await migrated.migrate('down');
  // As the release before writes and reads it.
  expect(await statuses()).toEqual([{ status: 'AVAILABLE' }, { status: 'NOT_AVAILABLE' }]);
  expect(await jobs()).toEqual([]);
  await migrated.migrate('up');
  const begun = { cacheEpoch: createdAtMs, flushedCacheNamespaces: {} };
  expect(await stored('cached')).toMatchObject({ ...begun, cacheClusterStatus: 'CREATE_IN_PROGRESS' });
  expect(await stored('plain')).toMatchObject({ ...begun, cacheClusterStatus: 'NOT_AVAILABLE' });
  expect(await jobs()).toEqual([
    { account_id: owner.accountId, job_name: 'publish-rest-api', payload: { restApiId } },
  ]);
});
