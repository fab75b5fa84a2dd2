import type { OutboxRow } from '#libs/persistence';
import type { ShownJob } from './job.dto.js';

/** A job as `/_tollgate/v1/jobs` shows it. */
export function presentJob(row: OutboxRow): ShownJob {
  return {
    id: row.id,
    name: row.jobName,
    payload: row.payload,
    state: row.doneAtMs !== null ? 'done' : row.deadAtMs !== null ? 'dead' : 'open',
    attempts: row.attempts,
    ...(row.lastError === null ? {} : { reason: row.lastError }),
    createdAt: new Date(row.createdAtMs).toISOString(),
    ...(row.deadAtMs === null ? {} : { diedAt: new Date(row.deadAtMs).toISOString() }),
  };
}
