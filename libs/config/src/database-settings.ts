import { integer, url } from './fields.js';

/** What every process with a connection to Postgres takes from its environment. */
export const databaseSettings = {
  databaseUrl: url('DATABASE_URL', {
    protocols: ['postgres', 'postgresql'],
    secret: true,
    description: 'the Postgres that holds everything',
  }),
  databasePoolSize: integer('TOLLGATE_DATABASE_POOL_SIZE', {
    min: 2,
    max: 500,
    default: 10,
    description: 'connections to Postgres at most, per process',
  }),
  databaseIdleTimeoutMs: integer('TOLLGATE_DATABASE_IDLE_TIMEOUT_MS', {
    min: 1_000,
    max: 600_000,
    default: 10_000,
    description:
      'how long a transaction may wait for its own process before Postgres undoes it and frees what it has locked, in milliseconds',
  }),
} as const;
