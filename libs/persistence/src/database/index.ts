/** The connection to Postgres: transactions, migrations, notifications. */
export { createDatabase, type DatabaseOptions } from './create-database.js';
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
