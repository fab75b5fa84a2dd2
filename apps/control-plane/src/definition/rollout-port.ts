import type { Job } from '#libs/queue';

/** Injection token of the Rollout: `@Inject(ROLLOUT) rollout: RolloutPort`. */
export const ROLLOUT = Symbol('rollout');

/** What happens between the commit of a change and its response. */
export interface RolloutPort {
  /**
   * Hands jobs, whose outbox rows are committed, to the queue and waits, for a bounded time, until they are
   * done and the connected gateways serve what they have published. Never rejects: a queue that is away is
   * left to the sweep.
   */
  awaitLive(jobs: readonly Job[]): Promise<void>;
}
