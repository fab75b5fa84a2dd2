import type { NotAdmitted } from '../invocation/admission.js';
import type { Grant } from './resolve-grant.js';
import type { RatesVerdict } from './take-rates.js';

const quotaCodes = { DAY: 'quota.day', WEEK: 'quota.week', MONTH: 'quota.month' } as const;

/** What the caller sent opens nothing here. */
export const invalidKey: NotAdmitted = {
  admitted: false,
  apiKeyId: null,
  usagePlanId: null,
  code: 'key.invalid',
  retryAfterSeconds: null,
  limit: 'the key is unknown, disabled, or in no usage plan of this stage',
  rateLimitHeaders: null,
};

/** What is not recorded is not let pass. */
export const journalFull: NotAdmitted = {
  admitted: false,
  apiKeyId: null,
  usagePlanId: null,
  code: 'metering.journal_full',
  retryAfterSeconds: 1,
  limit: 'the journal has no place for the record of this request',
  rateLimitHeaders: null,
};
/** A bucket has no token: come back when one will be there, if ever. */
export function throttled({ rate, retryAfterMs }: NonNullable<RatesVerdict>): NotAdmitted {
  const retryAfterSeconds = Number.isFinite(retryAfterMs)
    ? Math.max(1, Math.ceil(retryAfterMs / 1000))
    : null;
  const { ratePerSecond, burst } = rate.limit;
  return {
    admitted: false,
    apiKeyId: null,
    usagePlanId: null,
    code: rate.code,
    retryAfterSeconds,
    limit: `rate ${rate.key}: ${ratePerSecond} per second, burst ${burst}`,
    rateLimitHeaders: null,
  };
}

/** Not that the quota is used up: nobody can say so now, and exactness comes before availability. */
export function permitsUnavailable(grant: Grant): NotAdmitted {
  return {
    admitted: false,
    apiKeyId: null,
    usagePlanId: null,
    code: 'quota.no_permits',
    retryAfterSeconds: 1,
    limit: `quota ${grant.plan.usagePlanId}/${grant.keyId}: permits could not be had`,
    rateLimitHeaders: null,
  };
}

/** The quota is used up until the period ends. */
export function quotaExceeded(grant: Grant, nowMs: number): NotAdmitted {
  const { usagePlanId, quota } = grant.plan;
  const periodEndMs = grant.permits?.periodEndMs ?? nowMs;
  return {
    admitted: false,
    apiKeyId: null,
    usagePlanId: null,
    code: quotaCodes[quota?.period ?? 'DAY'],
    retryAfterSeconds: Math.max(1, Math.ceil((periodEndMs - nowMs) / 1000)),
    limit: `quota ${usagePlanId}/${grant.keyId}: ${quota?.limit ?? 0} per ${quota?.period ?? 'period'}`,
    rateLimitHeaders: null,
  };
}
