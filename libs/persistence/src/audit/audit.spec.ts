import { randomUUID } from 'node:crypto';
import { createExportCheck } from '#libs/audit';
import { canonicalJson } from '#libs/snapshot-format';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { createDatabase } from '../database/create-database.js';
import type { Database } from '../database/database.js';
import { auditChain } from './audit-chain.js';
import { AuditUnavailableError, auditEvents, type EventSearch, type StoredEvent } from './audit-events.js';
import { auditExport } from './audit-export.js';

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 12, log: silentLogger });
  await database.migrate();
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const startMs = Date.parse('2026-11-30T10:00:00Z');
/** An account of a test's own, so that tests share the tables. */
const newAccount = (): string => String(Math.floor(Math.random() * 1e12)).padStart(12, '0');

function eventOf(accountId: string, more: Partial<StoredEvent> = {}): StoredEvent {
  const eventId = randomUUID();
  return {
    eventId,
    accountId,
    region: 'us-east-1',
    atMs: startMs,
    eventName: 'CreateRestApi',
    eventSource: 'apigateway.amazonaws.com',
    userName: 'root',
    accessKeyId: 'AKIAEXAMPLE',
    readOnly: false,
    entities: [],
    event: `{"eventID":"${eventId}"}`,
    ...more,
  };
}

const insert = (...events: StoredEvent[]) => database.write((uow) => auditEvents.insert(uow, events));

async function search(accountId: string, more: Partial<EventSearch> = {}): Promise<string[]> {
  const found = await database.read((uow) =>
    auditEvents.find(uow, {
      accountId,
      region: 'us-east-1',
      attribute: null,
      fromMs: null,
      toMs: null,
      after: null,
      count: 50,
      ...more,
    }),
  );
  return found.map(({ eventId }) => eventId);
}

/** All of an account's chain, as an export has it. */
async function exportOf(accountId: string) {
  const run = await database.read((uow) => auditExport.runOf(uow, accountId, null, null));
  const lines = run ? await database.read((uow) => auditExport.page(uow, accountId, run, 10_000)) : [];
  const check = createExportCheck();
  for (const { event, ...line } of lines)
    check.take(JSON.stringify({ accountId, ...line, event: JSON.parse(event) as object }));
  return { ...check.end(), problems: check.problems };
}

const extendAll = async (accountId: string): Promise<void> => {
  while ((await database.write((uow) => auditChain.extend(uow, accountId, 7))) > 0);
};

test('events are found by each attribute, newest first, of their account and region alone', async () => {
  const account = newAccount();
  const stage = { type: 'AWS::ApiGateway::Stage', name: 'prod' };
  const events = [
    eventOf(account),
    eventOf(account, { atMs: startMs + 1000, eventName: 'GetRestApis', readOnly: true }),
    eventOf(account, { atMs: startMs + 2000, userName: 'ann', accessKeyId: 'AKIAANN' }),
    eventOf(account, {
      atMs: startMs + 3000,
      eventSource: 'iam.amazonaws.com',
      entities: [stage, { type: 'AWS::ApiGateway::Stage', name: 'dev' }],
    }),
    eventOf(account, { atMs: startMs + 4000, region: 'eu-west-1' }),
    eventOf(newAccount()),
  ];
  await insert(...events);
  const ids = events.map(({ eventId }) => eventId);
  expect(await search(account)).toEqual([ids[3], ids[2], ids[1], ids[0]]);
  const by = (key: NonNullable<EventSearch['attribute']>['key'], value: string) =>
    search(account, { attribute: { key, value } });
  expect(await by('EventId', ids[1]!)).toEqual([ids[1]]);
  expect(await by('EventId', 'none')).toEqual([]);
  expect(await by('EventName', 'GetRestApis')).toEqual([ids[1]]);
  expect(await by('ReadOnly', 'true')).toEqual([ids[1]]);
  expect(await by('ReadOnly', 'false')).toEqual([ids[3], ids[2], ids[0]]);
  expect(await by('Username', 'ann')).toEqual([ids[2]]);
  expect(await by('AccessKeyId', 'AKIAANN')).toEqual([ids[2]]);
  expect(await by('EventSource', 'iam.amazonaws.com')).toEqual([ids[3]]);
  expect(await by('ResourceType', stage.type)).toEqual([ids[3]]);
  expect(await by('ResourceName', 'prod')).toEqual([ids[3]]);
  expect(await search(account, { fromMs: startMs + 1000, toMs: startMs + 2000 })).toEqual([ids[2], ids[1]]);
  expect(await search(account, { region: 'eu-west-1' })).toEqual([ids[4]]);
});

test.each([null, { key: 'ResourceName', value: 'prod' }] as const)(
  'pages by %j have each event once, of one second too',
  async (attribute) => {
    const account = newAccount();
    const entities = [{ type: 'AWS::ApiGateway::Stage', name: 'prod' }];
    const events = Array.from({ length: 25 }, (_, at) =>
      eventOf(account, { entities, atMs: startMs + Math.floor(at / 10) * 1000 }),
    );
    await insert(...events);
    const seen: string[] = [];
    for (let after: EventSearch['after'] = null; ;) {
      const page = await database.read((uow) =>
        auditEvents.find(uow, {
          accountId: account,
          region: 'us-east-1',
          attribute,
          fromMs: null,
          toMs: null,
          after,
          count: 4,
        }),
      );
      seen.push(...page.map(({ eventId }) => eventId));
      if (page.length < 4) break;
      after = page.at(-1)!.place;
    }
    expect(seen).toHaveLength(25);
    expect(new Set(seen)).toEqual(new Set(events.map(({ eventId }) => eventId)));
  },
);

test('an event that is there stays as it is: a commit nobody heard of has one event', async () => {
  const account = newAccount();
  const event = eventOf(account);
  await insert(event);
  await insert({ ...event, eventName: 'Refused', event: '{}' }, eventOf(account));
  expect(await search(account, { attribute: { key: 'EventName', value: 'Refused' } })).toEqual([]);
  expect(await search(account)).toHaveLength(2);
});

test('an event is stored byte by byte, whatever JSON has escaped in it', async () => {
  const account = newAccount();
  const event = canonicalJson({ name: 'a\0b\ud800', ключ: '😀"\\' });
  await insert(eventOf(account, { event }));
  expect(await testDatabase.query(`SELECT event FROM audit_events WHERE account_id = '${account}'`)).toEqual([
    { event },
  ]);
});

test('what an index or Postgres would not take is cut, not refused', async () => {
  const account = newAccount();
  const long = '😀'.repeat(5000);
  const event = eventOf(account, {
    userName: `a\0b\ud800${long}`,
    entities: [{ type: 't', name: `\0\ud800${long}` }],
  });
  await insert(event);
  expect(await search(account, { attribute: { key: 'ResourceName', value: `\0\ud800${long}` } })).toEqual([
    event.eventId,
  ]);
});

test('a table that refuses fails the whole transaction by an error that says so', async () => {
  await testDatabase.query('ALTER TABLE audit_events ADD CONSTRAINT full_disk CHECK (false) NOT VALID');
  try {
    await expect(insert(eventOf(newAccount()))).rejects.toThrow(AuditUnavailableError);
  } finally {
    await testDatabase.query('ALTER TABLE audit_events DROP CONSTRAINT full_disk');
  }
});

test('ten writers and three that link at once make one chain without a fault or a gap', async () => {
  const account = newAccount();
  const writers = Array.from({ length: 10 }, async () => {
    for (let at = 0; at < 20; at += 1) await insert(eventOf(account));
  });
  let writing = true;
  const linkers = Array.from({ length: 3 }, async () => {
    while (writing) await database.write((uow) => auditChain.extend(uow, account, 5));
  });
  await Promise.all(writers);
  writing = false;
  await Promise.all(linkers);
  await extendAll(account);
  expect(await exportOf(account)).toEqual({ events: 200, first: 1, last: 200, headsFound: 0, problems: [] });
  expect(await database.read((uow) => auditChain.waiting(uow))).not.toContain(account);
});

test('whoever writes events waits for nobody who links them', async () => {
  const account = newAccount();
  await insert(eventOf(account));
  await database.write(async (uow) => {
    await auditChain.extend(uow, account, 10);
    // Still locked, and another call of the account goes on.
    await insert(eventOf(account));
  });
  expect(await search(account)).toHaveLength(2);
});

test('an event that commits late is linked late, and none is passed over', async () => {
  const account = newAccount();
  await database.write(async (uow) => {
    await auditEvents.insert(uow, [eventOf(account)]);
    await insert(eventOf(account));
    await extendAll(account);
  });
  await extendAll(account);
  expect(await exportOf(account)).toMatchObject({ events: 2, last: 2, problems: [] });
});

test('what is old is forgotten from the beginning on, and the rest is still a chain', async () => {
  const account = newAccount();
  for (let at = 0; at < 10; at += 1) {
    await insert(eventOf(account, { entities: [{ type: 't', name: 'n' }] }));
    await extendAll(account);
  }
  // The third is younger than the fifth says it is: a clock was set.
  await testDatabase.query(
    `UPDATE audit_links SET linked_at = now() - interval '100 days' WHERE account_id = '${account}' AND sequence IN (1, 2, 3, 5)`,
  );
  const beforeMs = Date.now() - 90 * 86_400_000;
  const remove = () => database.write((uow) => auditChain.removeOldest(uow, beforeMs, 2));
  expect([await remove(), await remove(), await remove()]).toEqual([2, 1, 0]);
  expect(await exportOf(account)).toMatchObject({ events: 7, first: 4, last: 10, problems: [] });
  expect(await search(account, { attribute: { key: 'ResourceName', value: 'n' } })).toHaveLength(7);
  await insert(eventOf(account));
  await extendAll(account);
  expect(await exportOf(account)).toMatchObject({ first: 4, last: 11, problems: [] });
});

test('a row that somebody changes, removes or puts in is found in the export', async () => {
  const account = newAccount();
  for (let at = 0; at < 5; at += 1) await insert(eventOf(account));
  await extendAll(account);
  const third = `(SELECT event_row FROM audit_links WHERE account_id = '${account}' AND sequence = 3)`;
  await testDatabase.query(`UPDATE audit_events SET event = '{"eventID":"forged"}' WHERE id = ${third}`);
  expect((await exportOf(account)).problems.map(({ kind }) => kind)).toEqual(['changed']);
  await testDatabase.query(`DELETE FROM audit_events WHERE id = ${third}`);
  expect((await exportOf(account)).problems.map(({ kind }) => kind)).toEqual(['missing']);
});

test('a head is to be published when the chain has grown, and not before the hour is over', async () => {
  const account = newAccount();
  await insert(eventOf(account));
  await extendAll(account);
  const due = (nowMs: number) =>
    database.write(async (uow) => {
      const accounts = await auditChain.headsToPublish(uow, nowMs - 3_600_000);
      if (accounts.includes(account)) await auditChain.notePublished(uow, account, nowMs);
      return accounts.includes(account);
    });
  // The first hour begins with the first event.
  const nowMs = Date.now();
  const hourMs = 3_600_000;
  expect([await due(nowMs), await due(nowMs + 2 * hourMs), await due(nowMs + 4 * hourMs)]).toEqual([
    false,
    true,
    false,
  ]);
  await insert(eventOf(account));
  await extendAll(account);
  expect([await due(nowMs + 2 * hourMs + 1_000), await due(nowMs + 3 * hourMs + 1)]).toEqual([false, true]);
});
