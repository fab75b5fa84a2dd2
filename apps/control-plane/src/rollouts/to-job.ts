import type { OutboxRow } from '#libs/persistence';
import type { Job } from '#libs/queue';

/** An outbox row as the queue takes it. */
export function toJob({ id, jobName, payload }: OutboxRow): Job {
  // Rows are written with a job's own name and payload; the consumer refuses names that it does not know.
  return { id, name: jobName, payload } as unknown as Job;
}
