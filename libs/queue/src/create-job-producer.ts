import { openQueue, type BullQueue } from './bullmq-connection.js';
import { jobId } from './job-id.js';
import type { Job, JobProducer } from './jobs.js';
import { defaultRetryPolicy, type QueueSettings } from './queue-settings.js';

/**
 * Puts jobs into the queue. Connects at the first use, and anew when that failed, so that a queue which is
 * away at start does no lasting harm; `enqueue` then rejects, and the caller leaves the job to the outbox
 * sweep.
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
  let queue: BullQueue | null = null;
  let opening: Promise<BullQueue> | null = null;
  let closed = false;
  const abandon = new AbortController();
  const running = new Set<Promise<void>>();

  const open = async (): Promise<BullQueue> => {
    // Nobody reads BullMQ's own event list: keep it short.
    const opened = openQueue(settings, { streams: { events: { maxLen: 100 } } });
    queue = opened;
    try {
      await within(connectMsMax, opened.waitUntilReady(), abandon.signal);
      return opened;
    } catch (error) {
      queue = opening = null;
      await settle(opened.close());
      throw error;
    }
  };

  const add = async (jobs: readonly Job[]): Promise<void> => {
    const opened = await (opening ??= open());
    const stored = jobs.map((job) => ({
      name: job.name,
      data: { id: job.id, payload: job.payload, ...(job.trace !== undefined && { trace: job.trace }) },
      opts: { ...options, jobId: jobId(job) },
    }));
    const [only] = stored;
    // On Postgres one `add` takes a quarter of the time of an `addBulk` of one, and a deploying call waits
    // for it.
    if (only && stored.length === 1) await opened.add(only.name, only.data, only.opts);
    else await opened.addBulk(stored);
  };

  return {
    async enqueue(jobs: readonly Job[]): Promise<void> {
      if (closed) throw new Error('the job producer is closed');
      if (jobs.length === 0) return;
      const adding = add(jobs).finally(() => running.delete(adding));
      running.add(adding);
      await adding;
    },
    async close(): Promise<void> {
      closed = true;
      await settle(within(handOverMsMax, Promise.allSettled(running), abandon.signal));
      abandon.abort();
      // Not after `opening`: a queue that is away may never open.
      if (queue) await settle(queue.close());
    },
  };
}

/** For what is being enqueued when the process stops: the queue may be away. */
const handOverMsMax = 5_000;
const connectMsMax = 5_000;

async function within<T>(limitMs: number, work: Promise<T>, abort: AbortSignal): Promise<T> {
  let end = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(reject, limitMs, new Error(`the queue did not answer within ${limitMs} ms`));
    const aborted = (): void => reject(new Error('the job producer was closed'));
    abort.addEventListener('abort', aborted);
    end = () => {
      clearTimeout(timer);
      abort.removeEventListener('abort', aborted);
    };
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    end();
  }
}

/** Closing is best effort: what was open belongs to a server that may be gone. */
async function settle(closing: Promise<unknown>): Promise<void> {
  await Promise.allSettled([closing]);
}
