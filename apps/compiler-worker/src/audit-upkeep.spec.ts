import { randomUUID } from 'node:crypto';
import { createExportCheck, headOf } from '#libs/audit';
import {
  auditEvents,
  auditExport,
  createDatabase,
  outbox,
  publishedDocuments,
  type Database,
} from '#libs/persistence';
import type { Job, PublishJobName } from '#libs/queue';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { AuditUpkeep } from './audit-upkeep.js';
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

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const newUpkeep = () => new AuditUpkeep(database, { auditKeepDays: 90 }, silentLogger);

const write = (accountId: string, count: number) =>
  database.write((uow) =>
    auditEvents.insert(
      uow,
      Array.from({ length: count }, () => {
        const eventId = randomUUID();
        return {
          eventId,
          accountId,
          region: 'us-east-1',
          atMs: Date.now(),
          eventName: 'GetStage',
          eventSource: 'apigateway.amazonaws.com',
          userName: 'root',
          accessKeyId: '',
          readOnly: true,
          entities: [],
          event: `{"eventID":"${eventId}"}`,
        };
      }),
    ),
  );

async function check(accountId: string, heads: Parameters<typeof createExportCheck>[0] = []) {
  const checked = createExportCheck(heads);
  const run = await database.read((uow) => auditExport.runOf(uow, accountId, null, null));
  if (run)
    for (const { event, ...line } of await database.read((uow) =>
      auditExport.page(uow, accountId, run, 10_000),
    ))
      checked.take(JSON.stringify({ accountId, ...line, event: JSON.parse(event) as object }));
  return { ...checked.end(), problems: checked.problems };
}

test('events of all accounts get their places, by however many workers', async () => {
  await write('111111111111', 1_200);
  await write('222222222222', 3);
  await Promise.all([newUpkeep().round(Date.now()), newUpkeep().round(Date.now())]);
  expect(await check('111111111111')).toMatchObject({ first: 1, last: 1_200, problems: [] });
  expect(await check('222222222222')).toMatchObject({ first: 1, last: 3, problems: [] });
});

test('the end of a chain is published once an hour, if it has grown, and fits the export', async () => {
  const accountId = '333333333333';
  const upkeep = newUpkeep();
  const publishAt = async (atMs: number) => {
    await upkeep.round(atMs);
    for (const row of await database.read((uow) => outbox.open(uow, Date.now() + hourMs)))
      await publish(database, { id: row.id, name: row.jobName, payload: row.payload } as Job<PublishJobName>);
    const { changes } = await database.read((uow) =>
      publishedDocuments.page(uow, { after: 0, count: 1_000, bytes: 1e6 }),
    );
    return changes
      .filter(({ kind, name }) => kind === 'audit-head' && name === accountId)
      .map(({ body }) => headOf(JSON.parse(body!)));
  };
  await write(accountId, 4);
  const nowMs = Date.now();
  expect(await publishAt(nowMs)).toEqual([]);
  const [first] = await publishAt(nowMs + hourMs + 60_000);
  expect(first).toMatchObject({ accountId, sequence: 4, atMs: nowMs + hourMs + 60_000 });
  await write(accountId, 2);
  expect(await publishAt(nowMs + 1.5 * hourMs)).toEqual([first]);
  const [second] = await publishAt(nowMs + 3 * hourMs);
  expect(second).toMatchObject({ sequence: 6 });
  expect(await check(accountId, [first!, second!])).toMatchObject({ headsFound: 2, problems: [] });
});

test('events are forgotten after so many days, and what is left is still a chain', async () => {
  const accountId = '444444444444';
  await write(accountId, 5);
  await newUpkeep().round(Date.now());
  await testDatabase.query(
    `UPDATE audit_links SET linked_at = now() - interval '91 days' WHERE account_id = '${accountId}' AND sequence <= 3`,
  );
  await newUpkeep().round(Date.now());
  expect(await check(accountId)).toMatchObject({ events: 2, first: 4, last: 5, problems: [] });
  await write(accountId, 1);
  await newUpkeep().round(Date.now() + 100 * dayMs);
  await write(accountId, 1);
  await newUpkeep().round(Date.now());
  expect(await check(accountId)).toMatchObject({ first: 7, last: 7, problems: [] });
});
