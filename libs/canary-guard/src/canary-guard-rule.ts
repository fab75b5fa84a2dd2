import type { Measure } from './measure.js';

/** What becomes of a canary that has held its conditions for the whole time. */
export type GuardAction = 'promote' | 'remove' | 'hold';

/** So many times what the base measures, and so much more; of a limit that stands by itself 0 times. */
export interface GuardLimit {
  readonly timesBase: number;
  readonly plus: number;
}

/** What the canary must hold. */
export interface GuardCondition {
  /** As it is written, without blanks: `p99<1.2*base`. */
  readonly text: string;
  readonly measure: Measure;
  /** Whether the limit itself is within. */
  readonly includesLimit: boolean;
  readonly limit: GuardLimit;
}

/** The rule of a guarded canary. */
export interface CanaryGuardRule {
  /** One at least. */
  readonly conditions: readonly GuardCondition[];
  /** Before a side has served so many, nothing is said of it. */
  readonly requestsMin: number;
  readonly forMs: number;
  readonly action: GuardAction;
}
