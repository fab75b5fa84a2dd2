import { OwnersOfJobs0015 } from '../../../../migrations/0015-owners-of-jobs.js';
import type { Database } from '../database/database.js';
import { createMigratedDatabase, type MigratedDatabase } from '../testing/migrated-database.js';
import { query } from '../database/statements.js';
import { ownedJobs } from './owned-jobs.js';

let migrated: MigratedDatabase;
let database: Database;
beforeAll(async () => {
  migrated = await createMigratedDatabase(new OwnersOfJobs0015());
  database = migrated.database;
});
afterAll(() => migrated.drop());

const owner = { accountId: '000000000000', region: 'us-east-1' };

test('jobs of before get the owner of what they are about, also when it is gone and only its documents are left', async () => {
  await migrated.migrate('down');
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
  for (const direction of ['up', 'down', 'up'] as const) await migrated.migrate(direction);
  const jobs = (of: typeof owner) =>
    database.read((uow) => ownedJobs.list(uow, of, 'open', { after: null, count: 10 }));
  expect((await jobs(owner)).map(({ jobName }) => jobName)).toEqual([
    'publish-vpc-link',
    'publish-api-key',
    'publish-account',
  ]);
  expect(await jobs({ ...owner, region: 'eu-west-1' })).toEqual([]);
});
