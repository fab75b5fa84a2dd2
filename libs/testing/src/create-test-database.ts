import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface TestDatabase {
  readonly name: string;
  /** For the application under test. */
  readonly url: string;
  /** Drops the database, also under open connections. */
  drop(): Promise<void>;
}

/**
 * Creates an empty database, or a copy of the database `template` (which must have no connections), on the Postgres that the run's
 * global setup started. Throws when the suite runs without it.
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
  return { name, url: url.href, drop: () => run(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function run(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
