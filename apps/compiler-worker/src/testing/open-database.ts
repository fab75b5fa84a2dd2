import { createDatabase, type Database } from '#libs/persistence';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';

/** A migrated database of a spec's own, until the last of its tests has ended. For the top of the spec. */
export async function openDatabase(
  poolSize = 4,
): Promise<{ readonly database: Database; readonly testDatabase: TestDatabase }> {
  const testDatabase = await createTestDatabase();
  const database = createDatabase({ url: testDatabase.url, poolSize, log: silentLogger });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });
  await database.migrate();
  return { database, testDatabase };
}
