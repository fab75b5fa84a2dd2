import { databaseSettings, integer, oneOf, string, traceSettings, url, type ConfigOf } from '#libs/config';
import { logLevels } from '#libs/telemetry';

/** Everything that the compiler worker takes from its environment. */
export const compilerWorkerConfig = {
  ...databaseSettings,
  statementTimeoutMs: integer('TOLLGATE_WORKER_STATEMENT_TIMEOUT_MS', {
    min: 10_000,
    max: 86_400_000,
    default: 600_000,
    description:
      'how long one statement of a compiler worker may take, in milliseconds; clearing up months of usage takes longer than any call may',
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
  ...traceSettings,
  auditKeepDays: integer('TOLLGATE_AUDIT_KEEP_DAYS', {
    min: 1,
    max: 3_650,
    default: 90,
    description: 'how long audit events of management calls are kept, in days',
  }),
  logsKeepHours: integer('TOLLGATE_LOGS_KEEP_HOURS', {
    min: 1,
    max: 8760,
    default: 168,
    description: 'how long logs of APIs are kept, in hours; groups may keep theirs for less',
  }),
  logsMaxMb: integer('TOLLGATE_LOGS_MAX_MB', {
    min: 1,
    max: 104_857_600,
    default: 10_240,
    description:
      'MiB of logs of APIs, compressed, that are kept in Postgres; beyond it the oldest are forgotten, within ten minutes, and counted',
  }),
  alarmWebhook: url('TOLLGATE_ALARM_WEBHOOK', {
    optional: true,
    secret: true,
    description:
      'where actions of alarms are posted to, as JSON in the form of the messages that CloudWatch publishes to topics; when not set they are published to the SNS topics that they name',
  }),
  snsEndpointUrl: url('AWS_ENDPOINT_URL_SNS', {
    optional: true,
    description: "SNS's endpoint for actions of alarms; AWS's in the region of the topic when not set",
  }),
  watchTruststores: oneOf('TOLLGATE_WATCH_TRUSTSTORES', ['off', 'on'], {
    default: 'off',
    description:
      'whether newer versions of truststores at S3 are taken up by themselves, where a domain names no version; as at AWS only a call does when off',
  }),
  truststoreSeconds: integer('TOLLGATE_TRUSTSTORE_SECONDS', {
    min: 5,
    max: 86_400,
    default: 600,
    description:
      'how long after one another revocation lists of custom domains, and truststores that are watched, are read again, in seconds',
  }),
  s3EndpointUrl: url('AWS_ENDPOINT_URL_S3', {
    optional: true,
    description:
      "S3's endpoint, where truststores and revocation lists of custom domains are read; AWS's in the region of the domain when not set",
  }),
  metricsHost: string('TOLLGATE_METRICS_HOST', {
    default: '127.0.0.1',
    maxLength: 255,
    description:
      'address of the ports that show metrics to Prometheus; who reaches it reads the names of all APIs, nothing is signed',
  }),
  metricsPort: integer('TOLLGATE_WORKER_METRICS_PORT', {
    min: 0,
    max: 65_535,
    optional: true,
    description:
      'port of the compiler worker for `/_tollgate/metrics`, 0 takes a free one; when not set npm start takes that of the control plane + 2 and other starts show none',
  }),
  logLevel: oneOf('TOLLGATE_LOG_LEVEL', logLevels, { default: 'info', description: 'least level logged' }),
} as const;

export type CompilerWorkerConfig = ConfigOf<typeof compilerWorkerConfig>;
