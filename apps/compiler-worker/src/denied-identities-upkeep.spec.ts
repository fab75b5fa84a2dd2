import type { DeniedIdentity } from '#libs/api-definition';
import {
  createDatabase,
  deniedIdentities,
  outbox,
  publishedDocuments,
  type Database,
} from '#libs/persistence';
import type { Job, PublishJobName } from '#libs/queue';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { DeniedIdentitiesUpkeep } from './denied-identities-upkeep.js';
import { publish } from './publishers/publish.js';

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 4, log: silentLogger });
  await database.migrate();
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const accountId = '111111111111';
const nowMs = Date.UTC(2026, 10, 21);
const hourMs = 3_600_000;
const identity = (id: string, untilMs: number): DeniedIdentity => ({
  id,
  accountId,
  type: 'jti',
  value: `value of ${id}`,
  untilMs,
});

/** Runs what is asked for; ids of what the feed has then. */
async function published(): Promise<string[]> {
  for (const row of await database.read((uow) => outbox.open(uow, Date.now() + hourMs))) {
    if (row.jobName !== 'publish-denied-identity') continue;
    await publish(database, { id: row.id, name: row.jobName, payload: row.payload } as Job<PublishJobName>);
  }
  const { changes } = await database.read((uow) =>
    publishedDocuments.page(uow, { after: 0, count: 1000, bytes: 1e6 }),
  );
  return changes
    .filter(({ kind, body }) => kind === 'denied-identity' && body !== null)
    .map(({ body }) => (JSON.parse(body!) as { id: string }).id)
    .sort();
}

test('identities whose time is over for an hour go from the table and from the feed, by however many workers', async () => {
  const all = [
    identity('ahead', nowMs + 1),
    identity('just-over', nowMs - hourMs + 1),
    ...Array.from({ length: 7 }, (_, index) => identity(`over-${index}`, nowMs - hourMs - 1 - index)),
  ];
  for (const one of all) {
    await database.write(async (uow) => {
      await deniedIdentities.put(uow, one, 100);
      await outbox.add(uow, { accountId, region: 'us-east-1' }, 'publish-denied-identity', {
        deniedIdentityId: one.id,
      });
    });
  }
  expect(await published()).toHaveLength(9);
  const upkeep = () => new DeniedIdentitiesUpkeep(database, silentLogger).round(nowMs);
  await Promise.all([upkeep(), upkeep()]);
  expect(await published()).toEqual(['ahead', 'just-over']);
  const left = await database.read((uow) =>
    deniedIdentities.list(uow, accountId, 0, { after: null, count: 10 }),
  );
  expect(left.map(({ id }) => id)).toEqual(['ahead', 'just-over']);
});
