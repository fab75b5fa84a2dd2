import pg from 'pg';
import { createLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { createDatabase } from './create-database.js';
import { asDatabaseError } from './database-errors.js';
import type { Database } from './database.js';
import { usualTimeouts } from './session-settings.js';
import { query } from './statements.js';
import type { UnitOfWork } from './unit-of-work.js';

const secret = 'SECRET-4c1d-of-a-caller';
const lines: string[] = [];
const log = createLogger({ name: 'spec', level: 'debug', stream: { write: (line) => lines.push(line) } });
let testDatabase: TestDatabase;
let database: Database;
let holder: pg.Client;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({
    url: testDatabase.url,
    poolSize: 4,
    log,
    timeouts: { ...usualTimeouts, lockMs: 100, statementMs: 1_000 },
  });
  holder = new pg.Client({ connectionString: testDatabase.url });
  await holder.connect();
  await holder.query(`CREATE TABLE kept (
    name text PRIMARY KEY CHECK (name NOT LIKE '%checked%'),
    needed text NOT NULL, short varchar(10), number int, moment timestamptz, document jsonb, list text[], id uuid)`);
  await holder.query(`CREATE TABLE below (name text REFERENCES kept)`);
  await holder.query(`INSERT INTO kept (name, needed) VALUES ($1, 'x')`, [secret]);
});
afterAll(async () => {
  await database.close();
  await holder.end();
  await testDatabase.drop();
});

const statement =
  (text: string, ...values: unknown[]) =>
  (uow: UnitOfWork): Promise<unknown> =>
    query(uow, text, values);
const into = (column: string, value: unknown = secret) =>
  statement(`INSERT INTO kept (name, needed, ${column}) VALUES (gen_random_uuid()::text, 'x', $1)`, value);

/** Every kind of error that Postgres, pg and TypeORM make of what a caller or an author sends. */
const failures: Readonly<Record<string, (uow: UnitOfWork) => Promise<unknown>>> = {
  'a key that is taken': statement(`INSERT INTO kept (name, needed) VALUES ($1, 'x')`, secret),
  'a check': statement(`INSERT INTO kept (name, needed) VALUES ($1, 'x')`, `${secret} checked`),
  'a value that is missing': statement('INSERT INTO kept (name, short) VALUES ($1, NULL)', `${secret} 2`),
  'a row that is not there': statement('INSERT INTO below VALUES ($1)', `${secret} 3`),
  'a text that is too long': into('short'),
  'a text that is no number': into('number'),
  'a number out of range': into('number', '99999999999999999999'),
  'a text that is no moment': into('moment'),
  'a text that is no JSON': into('document', `{"${secret}`),
  'half a character in JSON': into('document', `"${secret}\\ud800"`),
  'a text that is no list': into('list', `{${secret}`),
  'a text that is no id': into('id'),
  'a NUL': into('short', `${secret}\0`),
  'a cast': statement('SELECT $1::text::int', secret),
  'a statement that is wrong': statement('SELEKT $1', secret),
  'a table that is not there': statement('SELECT $1::text FROM nowhere', secret),
  'a refusal of a procedure': statement(`DO $$ BEGIN RAISE EXCEPTION 'no: ${secret}'; END $$`),
  'a statement that takes too long': statement('SELECT pg_sleep(600), $1::text', secret),
  'a lock that is held': statement('UPDATE kept SET short = $1 WHERE name = $2', 'y', secret),
  'a lost connection': statement('SELECT pg_terminate_backend(pg_backend_pid()), $1::text', secret),
};

test.each(Object.entries(failures))('%s: no value of the statement is in the log', async (_, work) => {
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM kept FOR UPDATE');
  try {
    for (const way of ['write', 'read'] as const) {
      lines.length = 0;
      const error: unknown = await database[way](work).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Error);
      // As the filter of the control plane, a failed job and a retried transaction write it.
      log.warn('a call failed', { error });
      log.error('job is dead', { error: new Error('it failed', { cause: error }) });
      log.debug('again', { error: asDatabaseError(error) });
      expect(lines.length).toBeGreaterThanOrEqual(3);
      expect(lines.join('')).not.toContain('SECRET');
    }
  } finally {
    await holder.query('ROLLBACK');
  }
});

test('a deadlock: no value of the statements is in the log', async () => {
  lines.length = 0;
  await holder.query(`INSERT INTO kept (name, needed) VALUES ('other', 'x')`);
  const other = new pg.Client({ connectionString: testDatabase.url });
  await other.connect();
  const update = (client: pg.Client, name: string) =>
    client.query('UPDATE kept SET needed = $2 WHERE name = $1', [name, secret]);
  for (const client of [holder, other]) {
    await client.query("SET deadlock_timeout = '10ms'");
    await client.query('BEGIN');
  }
  await update(holder, secret);
  await update(other, 'other');
  const outcomes = await Promise.allSettled([update(holder, 'other'), update(other, secret)]);
  const reasons = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
  );
  expect(reasons).toHaveLength(1);
  log.debug('a transaction is tried again', { error: asDatabaseError(reasons[0]) });
  expect(lines.join('')).toContain('deadlock detected');
  expect(lines.join('')).not.toContain('SECRET');
  for (const client of [holder, other]) await client.query('ROLLBACK');
  await other.end();
});
