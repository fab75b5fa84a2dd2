import { restApiWith, rootResource, stageWith } from '#libs/testing';
import { CanaryReleases0035 } from '../../../../migrations/0035-canary-releases.js';
import { query } from '../database/statements.js';
import { createMigratedDatabase, type MigratedDatabase } from '../testing/migrated-database.js';
import { deployments } from './deployments.js';
import { resources } from './resources.js';
import { restApis } from './rest-apis.js';
import { stages } from './stages.js';

let migrated: MigratedDatabase;
beforeAll(async () => {
  migrated = await createMigratedDatabase(new CanaryReleases0035());
});
afterAll(() => migrated.drop());

const owner = { accountId: '000000000000', region: 'us-east-1' };

test('APIs with a stage that was told to have a canary are published anew, and no others', async () => {
  const { database } = migrated;
  const canarySettings = {
    deploymentId: 'dep001',
    percentTraffic: 10,
    stageVariableOverrides: null,
    useStageCache: false,
  };
  const insert = (id: string, canary: typeof canarySettings | null) =>
    database.write(async (uow) => {
      const restApi = restApiWith({ owner, id, rootResourceId: `root${id}` });
      await restApis.insert(uow, restApi);
      await resources.insert(uow, [rootResource(restApi)]);
      const deployment = { restApiId: id, id: 'dep001', description: null, createdAtMs: 1 };
      await deployments.insert(uow, { ...deployment, definitionDigest: 'x' }, '{}');
      const stage = { restApiId: id, stageName: 'dev', deploymentId: 'dep001', canarySettings: canary };
      await stages.insert(uow, stageWith(stage));
      await stages.insert(uow, stageWith({ ...stage, stageName: 'other' }));
    });
  await insert('canary0001', canarySettings);
  await insert('plain00001', null);
  const jobs = () =>
    database.read((uow) => query<object>(uow, 'SELECT account_id, job_name, payload FROM outbox'));
  const job = {
    account_id: owner.accountId,
    job_name: 'publish-rest-api',
    payload: { restApiId: 'canary0001' },
  };

  await migrated.migrate('down');
  expect(await jobs()).toEqual([job]);
  await migrated.migrate('up');
  expect(await jobs()).toEqual([job, job]);
});
