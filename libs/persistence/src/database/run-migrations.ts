import type { DataSource } from 'typeorm';
import { migrations } from './migrations.js';

// Any number that nothing else uses; all processes take the same one.
const MIGRATION_LOCK = 7_406_201;

/** Under one advisory lock, so that of several processes that start at once one migrates and the others find it done. */
export async function runMigrations(source: DataSource): Promise<void> {
  const holder = source.createQueryRunner();
  await holder.connect();
  try {
    await holder.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      await source.runMigrations({ transaction: 'each' });
    } finally {
      await holder.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await holder.release();
  }
}

/** Whether every migration that this build knows has run. */
export async function hasAllMigrations(source: DataSource): Promise<boolean> {
  const names = migrations.map((migration) => new migration().name);
  const rows = await source.query<{ done: number }[]>(
    'SELECT count(*)::int AS done FROM migrations WHERE name = ANY($1)',
    [names],
  );
  return rows[0]?.done === names.length;
}
