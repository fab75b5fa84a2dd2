import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface TestDatabase {
  readonly name: string;
  /** For the application under test. */
  readonly url: string;
  /** Past the application, by a connection of its own: for what a test sets up or looks at in the tables. */
  readonly query: <Row>(statement: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** Drops the database, also under open connections. */
  drop(): Promise<void>;
}

/**
 * Creates an empty database, or a copy of the database `template` (which must have no connections), on the
 * Postgres that the run's global setup started. Throws when the suite runs without it.
 */
export async function createTestDatabase(options: { template?: string } = {}): Promise<TestDatabase> {
  const serverUrl = process.env.TOLLGATE_TEST_POSTGRES_URL;
  if (!serverUrl)
    throw new Error(
      'TOLLGATE_TEST_POSTGRES_URL is not set: run the suite through jest, whose global setup sets it',
    );
  const name = `test_${randomBytes(6).toString('hex')}`;
  await run(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${options.template ?? 'template1'}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    query: <Row>(statement: string, values?: readonly unknown[]) =>
      run(url.href, statement, values) as Promise<Row[]>,
    drop: async () => void (await run(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}

async function run(url: string, statement: string, values?: readonly unknown[]): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement, values && [...values])).rows;
  } finally {
    await client.end();
  }
}
