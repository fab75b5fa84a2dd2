import { jobNames, type Job } from './jobs.js';

/** The queue's id of a job: made from the outbox row, so that a row put into the queue twice is one job. */
export function jobId(job: Pick<Job, 'id'>): string {
  // Ids of digits alone are taken by BullMQ for its own counter.
  return `outbox-${job.id}`;
}

/** What BullMQ stores of a job. Its name is kept beside. */
export interface StoredJob {
  readonly id: string;
  readonly payload: Job['payload'];
  readonly trace?: string;
}

/** Null when the queue holds something that this code has not put there, such as a job of a newer release. */
export function readStoredJob(name: string, data: StoredJob): Job | null {
  if (!known.has(name)) return null;
  const { id, payload, trace } = data;
  return { id, name, payload, ...(typeof trace === 'string' && { trace }) } as Job;
}

const known: ReadonlySet<string> = new Set(jobNames);
