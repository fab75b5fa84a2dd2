import pg from 'pg';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { createDatabase } from './create-database.js';
import { query } from './statements.js';
import { DatabaseUnavailableError, LockTimeoutError } from './database-errors.js';
import type { Database } from './database.js';
import { usualTimeouts, type DatabaseTimeouts } from './session-settings.js';

let testDatabase: TestDatabase;
const opened: Database[] = [];
const holders: pg.Client[] = [];

function open(timeouts: Partial<DatabaseTimeouts> = {}, url = testDatabase.url): Database {
  const database = createDatabase({
    url,
    poolSize: 3,
    log: silentLogger,
    timeouts: { ...usualTimeouts, ...timeouts },
  });
  opened.push(database);
  return database;
}

/** Somebody else's transaction with the row's lock, who is not heard of any more. */
async function deadHolder(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: testDatabase.url });
  await client.connect();
  await client.query('BEGIN');
  await client.query('SELECT * FROM locked WHERE id = 1 FOR UPDATE');
  holders.push(client);
  return client;
}

const change = (database: Database) =>
  database.write((uow) => query(uow, 'UPDATE locked SET n = n + 1 WHERE id = $1', [1]));

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  await open().write((uow) => query(uow, 'CREATE TABLE locked AS SELECT 1 AS id, 0 AS n'));
});
afterEach(() => Promise.all(holders.splice(0).map((client) => client.end())));
afterAll(async () => {
  await Promise.all(opened.map((database) => database.close()));
  await testDatabase.drop();
});

test('ten writes that wait for one row leave connections to others, and go through when it is free', async () => {
  const database = open({ lockMs: 60_000 });
  const holder = await deadHolder();
  const writes = Array.from({ length: 10 }, () => change(database));
  for (let read = 0; read < 20; read += 1) await database.read((uow) => query(uow, 'SELECT 1'));
  await holder.query('ROLLBACK');
  await Promise.all(writes);
  const [row] = await database.read((uow) => query<{ n: number }>(uow, 'SELECT n FROM locked'));
  expect(row?.n).toBe(10);
});

test('a lock that is not to be had in time is told as that, and nothing was changed', async () => {
  const database = open({ lockMs: 300 });
  await deadHolder();
  await expect(change(database)).rejects.toBeInstanceOf(LockTimeoutError);
});

test('a statement that takes too long is ended, and its connection serves the next', async () => {
  const database = open({ statementMs: 200 });
  const slow = database.read((uow) => query(uow, 'SELECT pg_sleep(600)'));
  await expect(slow).rejects.toBeInstanceOf(DatabaseUnavailableError);
  expect(await database.read((uow) => query(uow, 'SELECT 1 AS one'))).toEqual([{ one: 1 }]);
});

test('a transaction that its process leaves alone is undone, and frees what it has locked', async () => {
  const [stopped, other] = [open({ idleInTransactionMs: 300 }), open({ lockMs: 60_000 })];
  let others: Promise<unknown> | null = null;
  const alone = stopped.write(async (uow) => {
    await query(uow, 'UPDATE locked SET n = -1000');
    others ??= change(other);
    await others;
    return query(uow, 'SELECT 1');
  });
  await expect(alone).rejects.toBeInstanceOf(DatabaseUnavailableError);
  const [row] = await other.read((uow) => query<{ n: number }>(uow, 'SELECT n FROM locked'));
  expect(row?.n).toBeGreaterThan(0);
});

test('migrations may take as long as they take', async () => {
  const fresh = await createTestDatabase();
  const database = open({ lockMs: 1, statementMs: 1 }, fresh.url);
  await database.migrate();
  await database.close();
  await fresh.drop();
});

test('both sides look whether the other is there; settings in the address win', async () => {
  const url = new URL(testDatabase.url);
  url.searchParams.set('options', '-c tcp_keepalives_count=7 -c work_mem=8MB');
  const database = open({}, url.href);
  const [shown] = await database.read((uow) =>
    query(
      uow,
      `SELECT
      current_setting('tcp_keepalives_idle') AS idle, current_setting('tcp_keepalives_count') AS count,
      current_setting('tcp_user_timeout') AS unanswered, current_setting('work_mem') AS memory`,
    ),
  );
  expect(shown).toEqual({ idle: '10', count: '7', unanswered: '30000', memory: '8MB' });
});
