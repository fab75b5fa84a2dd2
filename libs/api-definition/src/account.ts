import type { Owner } from './owner.js';
import type { ThrottleSettings } from './usage-plan.js';

/** Settings of an account in a region; one exists for every owner as soon as it is asked for. */
export interface Account {
  readonly owner: Owner;
  readonly cloudwatchRoleArn: string | null;
  readonly throttleSettings: ThrottleSettings;
  readonly features: readonly string[];
  readonly apiKeyVersion: string;
}

/** AWS's numbers for a new account (API reference: Account). */
export const defaultAccountThrottle: ThrottleSettings = { rateLimit: 10_000, burstLimit: 5_000 };
