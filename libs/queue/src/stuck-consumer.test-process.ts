import { createLogger } from '#libs/telemetry';
import type { QueueBackend } from './queue-settings.js';
import { startJobConsumer } from './start-job-consumer.js';

// A consumer for tests to kill: takes a job, says so, and never ends it.
const settings = JSON.parse(process.argv[2] ?? '') as QueueBackend & { queueName: string };
await startJobConsumer(
  { ...settings, log: createLogger({ name: 'stuck-consumer', level: 'silent' }) },
  {
    process: (job) => {
      process.stdout.write(`started ${job.id}\n`);
      return new Promise(() => undefined);
    },
    onFailed: async () => undefined,
    onDead: async () => undefined,
    concurrency: 1,
  },
);
