/** The connection to Postgres: transactions, migrations, notifications. */
export { createDatabase, type DatabaseOptions } from './create-database.js';
export type { Database } from './database.js';
export { DatabaseUnavailableError, UnstorableValueError } from './database-errors.js';
export type { ListPage } from './list-page.js';
export type { UnitOfWork } from './unit-of-work.js';
