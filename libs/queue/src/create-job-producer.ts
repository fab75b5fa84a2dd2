import { openQueue, type BullQueue } from './bullmq-connection.js';
import { jobId } from './job-id.js';
import type { Job, JobProducer } from './jobs.js';
import { defaultRetryPolicy, type QueueSettings } from './queue-settings.js';

/**
 * Puts jobs into the queue. Connects at the first use, and anew when that failed, so that a queue which is away at start does no
 * lasting harm; `enqueue` then rejects, and the caller leaves the job to the outbox sweep.
 */
export function createJobProducer(settings: QueueSettings): JobProducer {
  const retry = settings.retry ?? defaultRetryPolicy;
  const options = {
    attempts: retry.attempts,
    backoff: { type: 'custom' },
    // The outbox row is the record of what became of a job. A failed job that stayed would block its id.
    removeOnComplete: true,
    removeOnFail: true,
  };
  let opening: Promise<BullQueue> | null = null;
  let closed = false;

  const open = async (): Promise<BullQueue> => {
    // Nobody reads BullMQ's own event list: keep it short.
    const queue = openQueue(settings, { streams: { events: { maxLen: 100 } } });
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (error) {
      opening = null;
      await queue.close().catch(() => undefined);
      throw error;
    }
  };

  return {
    async enqueue(jobs: readonly Job[]): Promise<void> {
      if (closed) throw new Error('the job producer is closed');
      if (jobs.length === 0) return;
      const queue = await (opening ??= open());
      await queue.addBulk(
        jobs.map((job) => ({
          name: job.name,
          data: { id: job.id, payload: job.payload },
          opts: { ...options, jobId: jobId(job) },
        })),
      );
    },
    async close(): Promise<void> {
      closed = true;
      const queue = await opening?.catch(() => null);
      await queue?.close();
    },
  };
}
