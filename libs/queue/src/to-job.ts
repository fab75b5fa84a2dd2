import type { Job } from './jobs.js';

/** What of an outbox row makes a job. */
export interface StoredJob {
  readonly id: string;
  readonly jobName: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** An outbox row as the queue takes it. */
export function toJob({ id, jobName, payload }: StoredJob): Job {
  // Rows are written with a job's own name and payload; the consumer refuses names that it does not know.
  return { id, name: jobName, payload } as unknown as Job;
}
