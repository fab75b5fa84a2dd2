import { UnrecoverableError, type Job as BullJob } from 'bullmq';
import { openWorker } from './bullmq-connection.js';
import { readStoredJob, type StoredJob } from './job-id.js';
import type { Job, JobConsumer, JobConsumerOptions } from './jobs.js';
import { PermanentFailure } from './permanent-failure.js';
import { defaultRetryPolicy, retryDelayMs, type QueueSettings } from './queue-settings.js';
import { unknownJobReason } from './unknown-job.js';

/** A killed consumer's jobs are free again after lock + check interval: within about three seconds. */
const lockMs = 1_500;
const stalledCheckMs = 1_000;

/**
 * Runs jobs until closed. Resolves once connected; rejects when the back-end cannot be reached (try again
 * later). After that, lost connections are made again without end.
 */
export async function startJobConsumer(
  settings: QueueSettings,
  options: JobConsumerOptions,
): Promise<JobConsumer> {
  const retry = settings.retry ?? defaultRetryPolicy;
  // Failures that the processor below has already told of; others are BullMQ's own.
  const told = new WeakSet<Error>();

  const tellDead = async (job: Job, reason: Error) => {
    settings.log.error('job is dead', { job: job.name, jobId: job.id, error: reason });
    await options.onDead(job, reason);
  };

  const run = async (stored: BullJob<StoredJob, void, string>): Promise<void> => {
    const job = readStoredJob(stored.name, stored.data);
    if (!job) throw new UnrecoverableError(unknownJobReason(stored.name));
    try {
      await options.process(job);
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown : new Error(String(thrown));
      const attempt = stored.attemptsMade + 1;
      const hopeless = reason instanceof PermanentFailure;
      const outcome = hopeless ? new UnrecoverableError(reason.message) : reason;
      told.add(outcome);
      try {
        if (hopeless || attempt >= retry.attempts) await tellDead(job, reason);
        else await options.onFailed(job, attempt, reason);
      } catch (error) {
        // The record keeper is away as well: the row stays open, and the sweep brings the job back.
        settings.log.error('job failure could not be recorded', { job: job.name, jobId: job.id, error });
      }
      throw outcome;
    }
  };

  const worker = openWorker(settings, run, {
    concurrency: options.concurrency,
    lockDuration: lockMs,
    stalledInterval: stalledCheckMs,
    // A job that takes its process down with it must not do so for ever.
    maxStalledCount: retry.attempts,
    // How soon to ask again after a lost connection.
    runRetryDelay: 1_000,
    settings: { backoffStrategy: (attemptsMade: number) => retryDelayMs(retry, attemptsMade) },
  });
  worker.on('failed', (stored, reason) => {
    if (!stored || told.has(reason)) return;
    // BullMQ gave up without calling us: too many stalls, or a name that nobody knows.
    const job = { id: stored.data.id, name: stored.name, payload: stored.data.payload } as Job;
    tellDead(job, reason).catch((error: unknown) =>
      settings.log.error('job failure could not be recorded', { job: job.name, jobId: job.id, error }),
    );
  });

  try {
    await worker.waitUntilReady();
  } catch (error) {
    await worker.close(true);
    throw error;
  }
  worker.run().catch((error: unknown) => settings.log.error('job consumer stopped', { error }));
  return { close: () => worker.close() };
}
