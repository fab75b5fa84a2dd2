import type { OutboxRow } from '#libs/persistence';

/** A job as `/_tollgate/v1/jobs` shows it. */
export interface ShownJob {
  readonly id: string;
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly state: 'open' | 'dead' | 'done';
  /** Failed runs so far. */
  readonly attempts: number;
  /** Why the last run failed. */
  readonly reason?: string;
  readonly createdAt: string;
  readonly diedAt?: string;
}

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
