import type { DataSource } from 'typeorm';
import { SchemaAheadError } from './database-errors.js';
import { migrations } from './migrations.js';

// Any number that nothing else uses; all processes take the same one.
const MIGRATION_LOCK = 7_406_201;

/**
 * Under one advisory lock, so that of several processes that start at once one migrates and the others find
 * it done.
 */
export async function runMigrations(source: DataSource): Promise<void> {
  const holder = source.createQueryRunner();
  await holder.connect();
  try {
    await holder.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      const state = await schemaState(source);
      if (state.kind === 'ahead') throw new SchemaAheadError(state.migration);
      await source.runMigrations({ transaction: 'each' });
    } finally {
      await holder.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await holder.release();
  }
}

/** Where the tables stand, as seen by this release. */
export type SchemaState =
  | { readonly kind: 'fits' }
  /** Migrations of this release have not run yet. */
  | { readonly kind: 'behind' }
  /** A newer release has changed the tables so that this one cannot work with them. */
  | { readonly kind: 'ahead'; readonly migration: string };

const names = migrations.map((migration) => new migration().name);

export async function schemaState(source: DataSource): Promise<SchemaState> {
  const [tables] = await source.query<{ migrated: boolean; marked: boolean }[]>(
    `SELECT to_regclass('migrations') IS NOT NULL AS migrated, to_regclass('breaking_migrations') IS NOT NULL AS marked`,
  );
  if (tables?.marked) {
    const [unknown] = await source.query<{ name: string }[]>(
      'SELECT name FROM breaking_migrations WHERE NOT name = ANY($1) ORDER BY name LIMIT 1',
      [names],
    );
    if (unknown) return { kind: 'ahead', migration: unknown.name };
  }
  if (!tables?.migrated) return { kind: 'behind' };
  const [run] = await source.query<{ done: number }[]>(
    'SELECT count(*)::int AS done FROM migrations WHERE name = ANY($1)',
    [names],
  );
  return { kind: run?.done === names.length ? 'fits' : 'behind' };
}
