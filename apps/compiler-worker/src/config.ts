import { integer, oneOf, url, type ConfigOf } from '#libs/config';
import { logLevels } from '#libs/telemetry';

/** Everything that the compiler worker takes from its environment. */
export const compilerWorkerConfig = {
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
  redisUrl: url('REDIS_URL', {
    protocols: ['redis', 'rediss'],
    optional: true,
    secret: true,
    description: 'Redis for the queue; the queue is in Postgres when not set',
  }),
  concurrency: integer('TOLLGATE_WORKER_CONCURRENCY', {
    min: 1,
    max: 64,
    default: 4,
    description: 'jobs that one compiler worker runs at once',
  }),
  outboxKeepHours: integer('TOLLGATE_OUTBOX_KEEP_HOURS', {
    min: 1,
    max: 8760,
    default: 24,
    description: 'how long jobs that are done stay in the record, in hours',
  }),
  feedKeepHours: integer('TOLLGATE_FEED_KEEP_HOURS', {
    min: 1,
    max: 87_600,
    default: 168,
    description:
      'how long the feed knows what was deleted, in hours; a gateway that was away for longer reads it from the start',
  }),
  usageKeepMonths: integer('TOLLGATE_USAGE_KEEP_MONTHS', {
    min: 4,
    max: 240,
    default: 25,
    description: 'how many whole months of usage per day are kept besides the running one',
  }),
  usageHourlyKeepMonths: integer('TOLLGATE_USAGE_HOURLY_KEEP_MONTHS', {
    min: 1,
    max: 240,
    default: 4,
    description: 'how many whole months of usage per hour are kept besides the running one',
  }),
  leaseReleaseHours: integer('TOLLGATE_LEASE_RELEASE_HOURS', {
    min: 0,
    max: 8760,
    default: 0,
    description:
      'hours after which the permits of a gateway that is not heard of go back by themselves; 0: never, since one that returns may have spent them',
  }),
  logLevel: oneOf('TOLLGATE_LOG_LEVEL', logLevels, { default: 'info', description: 'least level logged' }),
} as const;

export type CompilerWorkerConfig = ConfigOf<typeof compilerWorkerConfig>;
