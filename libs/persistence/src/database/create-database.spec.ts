import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, freePort, waitFor, type TestDatabase } from '#libs/testing';
import { outbox } from '../feed/outbox.js';
import { createDatabase } from './create-database.js';
import {
  DatabaseUnavailableError,
  isUniqueViolation,
  SchemaAheadError,
  UnstorableValueError,
} from './database-errors.js';
import type { Database } from './database.js';
import { query } from './statements.js';

let testDatabase: TestDatabase;
let database: Database;
const open = (url = testDatabase.url) => createDatabase({ url, poolSize: 4, log: silentLogger });

const owner = { accountId: '000000000000', region: 'us-east-1' };
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = open();
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

test('several processes may migrate at once; before that the database is not ready', async () => {
  expect(await database.isReady()).toBe(false);
  const others = [open(), open()];
  await Promise.all([database, ...others].map((one) => one.migrate()));
  expect(await database.isReady()).toBe(true);
  await Promise.all(others.map((one) => one.close()));
});

test('work that rejects leaves nothing behind', async () => {
  const failed = database.write(async (uow) => {
    await outbox.add(uow, owner, 'publish-rest-api', { restApiId: 'x' });
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(await database.read((uow) => outbox.open(uow, Date.now() + 60_000))).toEqual([]);
});

test('two transactions in a deadlock both get through, as one is tried again', async () => {
  await database.write((uow) => query(uow, 'CREATE TABLE pair (id int PRIMARY KEY, n int)'));
  await database.write((uow) => query(uow, 'INSERT INTO pair VALUES (1, 0), (2, 0)'));
  let arrived = 0;
  const bump = (first: number, second: number) =>
    database.write(async (uow) => {
      await query(uow, 'UPDATE pair SET n = n + 1 WHERE id = $1', [first]);
      arrived += 1;
      await waitFor(() => arrived >= 2);
      await query(uow, 'UPDATE pair SET n = n + 1 WHERE id = $1', [second]);
    });
  await Promise.all([bump(1, 2), bump(2, 1)]);
  const rows = await database.read((uow) => query<{ n: number }>(uow, 'SELECT n FROM pair'));
  expect(rows).toEqual([{ n: 2 }, { n: 2 }]);
});

test('values that Postgres cannot store are told apart from bugs', async () => {
  const withNul = database.write((uow) => outbox.add(uow, owner, 'a\0b', {}));
  await expect(withNul).rejects.toBeInstanceOf(UnstorableValueError);
  const halfPair = database.write((uow) => outbox.add(uow, owner, 'job', { text: '\ud800' }));
  await expect(halfPair).rejects.toBeInstanceOf(UnstorableValueError);
});

test('a unique violation is recognised, by its constraint too', async () => {
  const twice = database.write((uow) => query(uow, 'INSERT INTO pair VALUES (1, 0)'));
  const error: unknown = await twice.catch((reason: unknown) => reason);
  expect([isUniqueViolation(error), isUniqueViolation(error, 'pair_pkey')]).toEqual([true, true]);
  expect(isUniqueViolation(error, 'other')).toBe(false);
});

test('what is sent together runs in order, each statement seeing what those before it did', async () => {
  const [, rows] = await database.write((uow) =>
    Promise.all([
      query(uow, 'UPDATE pair SET n = n + 1 WHERE id = $1', [1]),
      query<{ n: number }>(uow, 'SELECT n FROM pair WHERE id = $1', [1]),
    ]),
  );
  expect(rows).toEqual([{ n: 3 }]);
});

test('of statements sent together one may fail, and nothing of the transaction stays', async () => {
  const failed = database.write((uow) =>
    Promise.all([
      query(uow, 'UPDATE pair SET n = 100 WHERE id = $1', [1]),
      query(uow, 'INSERT INTO pair VALUES ($1, 0)', [2]),
      query(uow, 'UPDATE pair SET n = 100 WHERE id = $1', [2]),
    ]),
  );
  expect(isUniqueViolation(await failed.catch((reason: unknown) => reason))).toBe(true);
  const rows = await database.read((uow) => query(uow, 'SELECT n FROM pair ORDER BY id'));
  expect(rows).toEqual([{ n: 3 }, { n: 2 }]);
});

test('a transaction whose failure the work hides is an error, not a success that wrote nothing', async () => {
  const hidden = database.write((uow) =>
    query(uow, 'INSERT INTO pair VALUES ($1, 0)', [2]).catch(() => undefined),
  );
  await expect(hidden).rejects.toThrow('cannot be committed');
});

test('a statement that comes again is prepared once per connection; one that comes once is not', async () => {
  const sixTimes = 'SELECT n AS six_times FROM pair WHERE id = $1';
  const names = await database.write<unknown[]>(async (uow) => {
    await query(uow, 'SELECT n AS only_once FROM pair WHERE id = $1', [1]);
    for (let call = 0; call < 6; call += 1) await query(uow, sixTimes, [1]);
    return query(uow, "SELECT statement FROM pg_prepared_statements WHERE statement ~ 'six_times|only_once'");
  });
  expect(names).toEqual([{ statement: sixTimes }]);
});

test('a release is not ready where a newer one has broken with it, and does not start; what only adds is no matter', async () => {
  const name = 'Later1800000000000';
  await testDatabase.query(`INSERT INTO migrations (timestamp, name) VALUES (1800000000000, '${name}')`);
  expect(await database.isReady()).toBe(true);
  await database.migrate();
  await testDatabase.query(`INSERT INTO breaking_migrations VALUES ('${name}')`);
  expect(await database.schemaState()).toEqual({ kind: 'ahead', migration: name });
  expect(await database.isReady()).toBe(false);
  await expect(database.migrate()).rejects.toThrow(SchemaAheadError);
  await expect(database.migrate()).rejects.toThrow(/newer release \(Later1800000000000\)/);
  await testDatabase.query('DELETE FROM breaking_migrations');
  await testDatabase.query(`DELETE FROM migrations WHERE name = '${name}'`);
  expect(await database.isReady()).toBe(true);
});

test('while Postgres is away every call says so, and readiness is false', async () => {
  const away = open(`postgres://user:secret@127.0.0.1:${await freePort()}/none`);
  await expect(away.read((uow) => outbox.open(uow, 0))).rejects.toBeInstanceOf(DatabaseUnavailableError);
  expect(await away.isReady()).toBe(false);
  await away.close();
});

test('a killed connection is a lost database for its call, and the next call works', async () => {
  const killed = database.write((uow) => query(uow, 'SELECT pg_terminate_backend(pg_backend_pid())'));
  await expect(killed).rejects.toBeInstanceOf(DatabaseUnavailableError);
  expect(await database.isReady()).toBe(true);
});

test('a listener hears notifications, and after its connection was killed it is told to look again', async () => {
  const heard: string[] = [];
  const stop = await database.listen('spec_channel', (payload) => heard.push(payload));
  expect(heard).toEqual(['']);
  const notify = (text: string) =>
    database.write((uow) => query(uow, "SELECT pg_notify('spec_channel', $1)", [text]));
  await notify('one');
  await waitFor(() => heard.includes('one'));
  await database.write((uow) =>
    query(
      uow,
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tollgate listen spec_channel'",
    ),
  );
  await waitFor(() => heard.filter((payload) => payload === '').length === 2);
  await notify('two');
  await waitFor(() => heard.includes('two'));
  await stop();
});
