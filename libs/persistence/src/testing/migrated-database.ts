import type { MigrationInterface } from 'typeorm';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase } from '#libs/testing';
import { createDatabase } from '../database/create-database.js';
import type { Database } from '../database/database.js';
import { managerOf } from '../database/unit-of-work.js';

/** A database of a spec's own with all migrations, of which one can be taken back and run again. */
export interface MigratedDatabase {
  readonly database: Database;
  migrate(direction: 'up' | 'down'): Promise<void>;
  drop(): Promise<void>;
}

export async function createMigratedDatabase(migration: MigrationInterface): Promise<MigratedDatabase> {
  const testDatabase = await createTestDatabase();
  const database = createDatabase({ url: testDatabase.url, poolSize: 2, log: silentLogger });
  await database.migrate();
  return {
    database,
    migrate: (direction) =>
      database.write(async (uow) => {
        const { queryRunner } = managerOf(uow);
        if (!queryRunner) throw new Error('a transaction has a query runner');
        await migration[direction](queryRunner);
      }),
    async drop() {
      await database.close();
      await testDatabase.drop();
    },
  };
}
