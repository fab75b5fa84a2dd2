import { openQueue, type BullQueue } from './bullmq-connection.js';
import type { QueueSettings } from './queue-settings.js';

/** How many jobs there are in the queue. */
export interface QueueCounts {
  /** To be run as soon as somebody has time. */
  readonly waiting: number;
  readonly active: number;
  /** To be tried again later. */
  readonly delayed: number;
}

/** Reads how full the queue is. Connects at the first reading; rejects while the queue is away. */
export function openQueueCounts(settings: QueueSettings): {
  read(): Promise<QueueCounts>;
  close(): Promise<void>;
} {
  let queue: BullQueue | null = null;
  return {
    async read() {
      queue ??= openQueue(settings, {});
      const {
        waiting = 0,
        active = 0,
        delayed = 0,
      } = await queue.getJobCounts('waiting', 'active', 'delayed');
      return { waiting, active, delayed };
    },
    // Best effort: what was open belongs to a server that may be gone.
    close: async () => void (await queue?.close().catch(() => undefined)),
  };
}
