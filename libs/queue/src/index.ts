/** The ports: what a job is, who puts it into the queue, who runs it. */
export { jobNames } from './jobs.js';
export type {
  Job,
  JobConsumer,
  JobConsumerOptions,
  JobName,
  JobPayloads,
  JobProducer,
  PublishJobName,
} from './jobs.js';
export { toJob, type StoredJob } from './to-job.js';
/** Which back-end, and how failed jobs are tried again. */
export { defaultRetryPolicy, retryDelayMs } from './queue-settings.js';
export type { QueueBackend, QueueSettings, RetryPolicy } from './queue-settings.js';
/** The adapters over BullMQ. */
export { createJobProducer } from './create-job-producer.js';
/** How full it is. */
export { openQueueCounts, type QueueCounts } from './open-queue-counts.js';
export { startJobConsumer } from './start-job-consumer.js';
export { unknownToEarlierReleases } from './unknown-job.js';
/** How a job says that trying again is pointless. */
export { PermanentFailure } from './permanent-failure.js';
