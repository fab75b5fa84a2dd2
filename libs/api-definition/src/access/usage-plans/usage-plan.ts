import type { Owner } from '../../owner.js';

/** A token bucket: rate = refill per second, burst = size. Either may be unset. */
export interface ThrottleSettings {
  readonly rateLimit: number | null;
  readonly burstLimit: number | null;
}

export type QuotaPeriod = 'DAY' | 'WEEK' | 'MONTH';

/**
 * How many requests a key may make in a calendar period (UTC). `offset` is subtracted in the first period
 * only.
 */
export interface QuotaSettings {
  readonly limit: number;
  readonly offset: number;
  readonly period: QuotaPeriod;
}

/** One stage that a plan covers; `throttle` is keyed `<resource path>/<METHOD>`. */
export interface ApiStage {
  readonly restApiId: string;
  readonly stageName: string;
  readonly throttle: Readonly<Record<string, ThrottleSettings>>;
}

export interface UsagePlan {
  readonly owner: Owner;
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly createdAtMs: number;
  readonly apiStages: readonly ApiStage[];
  readonly throttle: ThrottleSettings | null;
  readonly quota: QuotaSettings | null;
  readonly productCode: string | null;
  readonly tags: Readonly<Record<string, string>>;
}
