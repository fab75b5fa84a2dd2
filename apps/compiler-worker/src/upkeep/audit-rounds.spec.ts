import { randomUUID } from 'node:crypto';
import { createExportCheck, headOf } from '#libs/audit';
import { auditEvents, auditExport } from '#libs/persistence';
import { openDatabase } from '../testing/open-database.js';
import { runOutbox } from '../testing/run-outbox.js';
import { runRounds } from '../testing/run-rounds.js';
import { auditRounds } from './audit-rounds.js';

const { database, testDatabase } = await openDatabase();

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const roundAt = (nowMs: number) => runRounds(nowMs, ...auditRounds(database, { auditKeepDays: 90 }));

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
  await Promise.all([roundAt(Date.now()), roundAt(Date.now())]);
  expect(await check('111111111111')).toMatchObject({ first: 1, last: 1_200, problems: [] });
  expect(await check('222222222222')).toMatchObject({ first: 1, last: 3, problems: [] });
});

test('the end of a chain is published once an hour, if it has grown, and fits the export', async () => {
  const accountId = '333333333333';
  const publishAt = async (atMs: number) => {
    await roundAt(atMs);
    const head = (await runOutbox(database, 'audit-head')).get(accountId);
    return head === undefined ? [] : [headOf(JSON.parse(head))];
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
  await roundAt(Date.now());
  await testDatabase.query(
    `UPDATE audit_links SET linked_at = now() - interval '91 days' WHERE account_id = '${accountId}' AND sequence <= 3`,
  );
  await roundAt(Date.now());
  expect(await check(accountId)).toMatchObject({ events: 2, first: 4, last: 5, problems: [] });
  await write(accountId, 1);
  await roundAt(Date.now() + 100 * dayMs);
  await write(accountId, 1);
  await roundAt(Date.now());
  expect(await check(accountId)).toMatchObject({ first: 7, last: 7, problems: [] });
});
