import { pageMembers, tollgateCall, type Page, type PageOf } from './service.js';

/** A job that publishes a change. */
export interface Job {
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

export const ListJobs = /* @__PURE__ */ tollgateCall<
  Page<Job>,
  PageOf & {
    /** `dead` unless given. */
    readonly state?: 'dead' | 'open';
  }
>()('ListJobs', 'GET', '/jobs', { query: ['state', ...pageMembers] });
export const RetryJob = /* @__PURE__ */ tollgateCall<Job>()('RetryJob', 'POST', '/jobs/{id}/retry');
