import { capturedKeptMs, type Capture } from '#libs/api-definition';
import { captures, createDatabase, outbox, publishedDocuments, type Database } from '#libs/persistence';
import type { Job, PublishJobName } from '#libs/queue';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { CapturesUpkeep } from './captures-upkeep.js';
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

const owner = { accountId: '111111111111', region: 'us-east-1' };
const nowMs = Date.UTC(2026, 10, 21);
const capture = (id: string, untilMs: number): Capture => ({
  id,
  ...owner,
  restApiId: 'api0000001',
  stageName: 'dev',
  apiKeyId: 'key0000001',
  requestId: null,
  untilMs,
  requestsMax: 10,
  bodyBytesMax: 10,
});

/** Runs what is asked for; ids of what the feed has then. */
async function published(): Promise<string[]> {
  for (const row of await database.read((uow) => outbox.open(uow, Date.now() + 3_600_000))) {
    await publish(database, { id: row.id, name: row.jobName, payload: row.payload } as Job<PublishJobName>);
  }
  const { changes } = await database.read((uow) =>
    publishedDocuments.page(uow, { after: 0, count: 1000, bytes: 1e6 }),
  );
  return changes
    .flatMap(({ kind, name, body }) => (kind === 'capture' && body !== null ? [name] : []))
    .sort();
}

test('captures go a day after their end, with what they have captured, from tables and feed, by however many workers', async () => {
  const all = [
    capture('ahead', nowMs + 1),
    capture('kept', nowMs - capturedKeptMs + 1),
    ...Array.from({ length: 5 }, (_, index) => capture(`over-${index}`, nowMs - capturedKeptMs - 1 - index)),
  ];
  await database.write(async (uow) => {
    for (const one of all) {
      await captures.insert(uow, one, 100, nowMs);
      await captures.add(uow, { captureId: one.id, requestId: 'r', sealed: Buffer.from('x') });
      await outbox.add(uow, owner, 'publish-capture', { captureId: one.id });
    }
  });
  expect(await published()).toHaveLength(7);
  const upkeep = () => new CapturesUpkeep(database, silentLogger).round(nowMs);
  await Promise.all([upkeep(), upkeep()]);
  expect(await published()).toEqual(['ahead', 'kept']);
  const left = await database.read((uow) => captures.list(uow, owner, { after: null, count: 10 }));
  expect(left.map(({ id }) => id)).toEqual(['ahead', 'kept']);
  expect(await testDatabase.query('SELECT capture_id FROM captured_requests ORDER BY 1')).toEqual([
    { capture_id: 'ahead' },
    { capture_id: 'kept' },
  ]);
});
