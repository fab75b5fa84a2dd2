import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { OwnersOfJobs0015 } from '../../../../migrations/0015-owners-of-jobs.js';
import { createDatabase } from '../database/create-database.js';
import type { Database } from '../database/database.js';
import { query } from '../database/statements.js';
import { managerOf } from '../database/unit-of-work.js';
import { ownedJobs } from './owned-jobs.js';

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 2, log: silentLogger });
  await database.migrate();
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const migration = new OwnersOfJobs0015();
const migrate = (direction: 'up' | 'down') =>
  database.write((uow) => {
    const { queryRunner } = managerOf(uow);
    if (!queryRunner) throw new Error('a transaction has a query runner');
    return migration[direction](queryRunner);
  });
const owner = { accountId: '000000000000', region: 'us-east-1' };

test('jobs of before get the owner of what they are about, also when it is gone and only its documents are left', async () => {
  await migrate('down');
  await database.write(async (uow) => {
    await query(
      uow,
      `INSERT INTO vpc_links (id, account_id, region, name, target_arns, created_at, tags)
       SELECT 'link01', '000000000000', 'us-east-1', 'a', '{}', now(), '{}'`,
    );
    await query(
      uow,
      `INSERT INTO published_documents (kind, name, seq, subject, digest, body)
       VALUES ('api-key', 'k', 1, 'apikey/key01', 'd', '{"accountId":"000000000000","region":"us-east-1"}')`,
    );
    for (const [job, payload] of [
      ['publish-vpc-link', { vpcLinkId: 'link01' }],
      ['publish-api-key', { keyId: 'key01' }],
      ['publish-account', owner],
      ['publish-rest-api', { restApiId: 'unheard-of' }],
    ] as const) {
      await query(uow, 'INSERT INTO outbox (job_name, payload) VALUES ($1, $2)', [
        job,
        JSON.stringify(payload),
      ]);
    }
  });
  for (const direction of ['up', 'down', 'up'] as const) await migrate(direction);
  const jobs = (of: typeof owner) =>
    database.read((uow) => ownedJobs.list(uow, of, 'open', { after: null, count: 10 }));
  expect((await jobs(owner)).map(({ jobName }) => jobName)).toEqual([
    'publish-vpc-link',
    'publish-api-key',
    'publish-account',
  ]);
  expect(await jobs({ ...owner, region: 'eu-west-1' })).toEqual([]);
});
