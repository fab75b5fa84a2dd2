/** The connection to Postgres: transactions, migrations, notifications. */
export { createDatabase, databaseOver } from './create-database.js';
export { dataSourceOptions, type DatabaseOptions } from './data-source-options.js';
export type { Database } from './database.js';
export {
  DatabaseUnavailableError,
  LockTimeoutError,
  SchemaAheadError,
  UnstorableValueError,
} from './database-errors.js';
export type { SchemaState } from './run-migrations.js';
export { usualTimeouts, type DatabaseTimeouts } from './session-settings.js';
export type { ListPage } from './list-page.js';
export type { UnitOfWork } from './unit-of-work.js';
