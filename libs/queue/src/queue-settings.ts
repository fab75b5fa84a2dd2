import type { Logger } from '#libs/telemetry';

/** Where the jobs are kept. Both back-ends behave the same: one conformance suite runs against each. */
export type QueueSettings = {
  readonly log: Logger;
  /** Keeps queues on one server apart; `tollgate` by default. */
  readonly queueName?: string;
  /** How failed jobs are tried again; `defaultRetryPolicy` by default. */
  readonly retry?: RetryPolicy;
} & QueueBackend;

export type QueueBackend =
  /** A schema named `bullmq` in this database, made and migrated at the first connection. */
  | { readonly backend: 'postgres'; readonly url: string }
  /**
   * Any Redis from 6.2 on; nothing is lost on a restart only if it persists, and then the outbox sweep puts
   * it back.
   */
  | { readonly backend: 'redis'; readonly url: string };

/**
 * Waits double from `firstDelayMs`: with the defaults 0.25 s, 0.5 s, ... 16 s, some 32 s in all before a job
 * is dead.
 */
export interface RetryPolicy {
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly delayMaxMs: number;
}

export const defaultRetryPolicy: RetryPolicy = { attempts: 8, firstDelayMs: 250, delayMaxMs: 30_000 };

/** How long to wait after the given attempt (1 = the first) has failed, in milliseconds. */
export function retryDelayMs(policy: RetryPolicy, attempt: number): number {
  return Math.min(policy.firstDelayMs * 2 ** (attempt - 1), policy.delayMaxMs);
}
