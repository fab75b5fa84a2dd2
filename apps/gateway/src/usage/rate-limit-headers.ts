import { utcDayStartMs, type RateBuckets } from '#libs/rate-limits';
import type { Grant } from './resolve-grant.js';
import type { Rate } from './take-rates.js';

const policyNames = { DAY: 'day', WEEK: 'week', MONTH: 'month' } as const;

/**
 * The fields `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-11) for a key, after
 * the request that they go with: one item for the quota (`day`, `week` or `month`), one for the key's
 * throttle (`rate`), one for its throttle for the method (`method-rate`), as far as there are such limits.
 * What stage and account allow is shared with other callers and not theirs to know.
 *
 * What is left of a quota is what this gateway has in hand and what the pool held when it last drew: with one
 * gateway that is exact, with several it leaves out what the others hold and does not yet know what they have
 * drawn since.
 */
export function rateLimitHeaders(
  grant: Grant,
  rates: readonly Rate[],
  buckets: RateBuckets,
  nowMs: number,
  steadyMs: number,
): readonly string[] | null {
  const policies: string[] = [];
  const limits: string[] = [];
  const { permits } = grant;
  const { quota } = grant.plan;
  if (quota && permits) {
    const name = policyNames[quota.period];
    const { inHand, poolRemaining, periodStart, periodEndMs } = permits;
    policies.push(item(name, 'q', quota.limit, 'w', (periodEndMs - utcDayStartMs(periodStart)) / 1000));
    const left = inHand + poolRemaining;
    // Nothing is known before the first response of the control plane.
    if (left < Infinity) limits.push(item(name, 'r', left, 't', (periodEndMs - nowMs) / 1000));
  }
  for (const { key, limit, policy } of rates) {
    if (policy === null) continue;
    const { ratePerSecond, burst } = limit;
    policies.push(item(policy, 'q', burst, 'w', burst / ratePerSecond));
    const { tokens, retryAfterMs } = buckets.level(key, limit, steadyMs);
    // A bucket refills all the time: so many now, and in this time one more.
    limits.push(item(policy, 'r', tokens, 't', tokens > 0 ? 1 / ratePerSecond : retryAfterMs / 1000));
  }
  if (policies.length === 0) return null;
  const fields = ['RateLimit-Policy', policies.join(', ')];
  if (limits.length > 0) fields.push('RateLimit', limits.join(', '));
  return fields;
}

/** An item with two parameters; the second one, a time in seconds, is left out when it never comes. */
function item(name: string, parameter: 'q' | 'r', count: number, time: 'w' | 't', seconds: number): string {
  const head = `"${name}";${parameter}=${integer(count)}`;
  return Number.isFinite(seconds) ? `${head};${time}=${integer(Math.max(1, Math.ceil(seconds)))}` : head;
}

/** Not negative; integers of structured fields have at most 15 digits (RFC 9651, section 3.3.1). */
function integer(value: number): number {
  return Math.max(0, Math.min(Math.floor(value), 999_999_999_999_999));
}
