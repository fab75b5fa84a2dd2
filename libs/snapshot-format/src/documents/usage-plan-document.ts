import type { DocumentHead } from './features.js';
import type { RateLimit } from './stage-document.js';

/** A usage plan as gateways see it. Named by the plan's id. */
export interface UsagePlanDocument extends DocumentHead {
  readonly accountId: string;
  readonly region: string;
  readonly usagePlanId: string;
  /** Per key over all stages of the plan; null = none. */
  readonly throttle: RateLimit | null;
  readonly quota: QuotaLimit | null;
  /**
   * Responses tell the key what is left of its limits; missing when they do not. Nothing that is required: it
   * enforces nothing, and a gateway that does not know it goes on enforcing every limit of the plan.
   */
  readonly rateLimitHeaders?: true;
  /** By `<restApiId>/<stageName>`. */
  readonly apiStages: Readonly<
    Record<string, { readonly methodThrottles: Readonly<Record<string, RateLimit>> }>
  >;
}

export interface QuotaLimit {
  readonly limit: number;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
  readonly offset: number;
}

/**
 * What gateways know of an account: its throttle, and whether its logs may be written. Named
 * `<accountId>/<region>`; missing where nobody has changed anything.
 */
export interface AccountDocument extends DocumentHead {
  readonly accountId: string;
  readonly region: string;
  readonly throttle: RateLimit;
  /** It has no role for CloudWatch Logs: none of its logs are written. Missing: they are. */
  readonly withoutLogsRole?: true;
}
