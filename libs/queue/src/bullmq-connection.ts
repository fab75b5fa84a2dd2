import {
  createPostgresBackend,
  createRedisBackend,
  Queue,
  Worker,
  type BackendFactory,
  type IQueueBackend,
  type Processor,
  type QueueOptions,
  type WorkerOptions,
} from 'bullmq';
import type { StoredJob } from './job-id.js';
import type { QueueSettings } from './queue-settings.js';

export type BullQueue = Queue<StoredJob, void, string>;
export type BullWorker = Worker<StoredJob, void, string>;

/**
 * A BullMQ Queue on the back-end that the settings name. Connection errors are logged: they heal by
 * themselves or show up in the calls.
 */
export function openQueue(settings: QueueSettings, options: Omit<QueueOptions, 'connection'>): BullQueue {
  const { connection, factory } = connect(settings, { poolSize: 2, forConsumer: false });
  const queue = new Queue(queueName(settings), { ...options, connection }, factory) as unknown as BullQueue;
  queue.on('error', (error) => settings.log.warn('queue connection failed', { error }));
  return queue;
}

/** A BullMQ Worker, not yet running. */
export function openWorker(
  settings: QueueSettings,
  processor: Processor<StoredJob, void, string>,
  options: Omit<WorkerOptions, 'connection'>,
): BullWorker {
  const { connection, factory } = connect(settings, {
    poolSize: (options.concurrency ?? 1) + 1,
    forConsumer: true,
  });
  const worker = new Worker(
    queueName(settings),
    processor as Processor<unknown, unknown, string>,
    { ...options, autorun: false, connection },
    factory,
  ) as unknown as BullWorker;
  worker.on('error', (error) => settings.log.warn('queue connection failed', { error }));
  return worker;
}

function queueName(settings: QueueSettings): string {
  return settings.queueName ?? 'tollgate';
}

type AnyFactory = BackendFactory<IQueueBackend, object>;

function connect(
  settings: QueueSettings,
  use: { poolSize: number; forConsumer: boolean },
): { connection: object; factory: AnyFactory } {
  switch (settings.backend) {
    case 'postgres':
      return {
        // migrate: several processes may do so at once, BullMQ takes a lock of its own.
        connection: {
          connectionString: settings.url,
          migrate: true,
          max: use.poolSize,
          connectionTimeoutMillis: 5_000,
          // The outbox is the record, as where the queue is in Redis: a job that a crash of Postgres loses
          // here the sweep adds again, and one that runs twice finds its work done. Whoever waits for a
          // change need not wait for the queue's own commits to reach the disk.
          options: '-c synchronous_commit=off',
        },
        factory: createPostgresBackend as unknown as AnyFactory,
      };
    case 'redis':
      return {
        connection: {
          url: settings.url,
          // A consumer waits for Redis as long as it takes; a producer says so at once, the outbox keeps the
          // job.
          maxRetriesPerRequest: use.forConsumer ? null : 1,
          retryStrategy: (times: number) => Math.min(100 * 2 ** Math.min(times, 6), 2_000),
          // It waits for the end of a connection that may have ended before, as that of a Redis that is away.
          disconnectTimeout: 100,
        },
        factory: createRedisBackend,
      };
  }
}
