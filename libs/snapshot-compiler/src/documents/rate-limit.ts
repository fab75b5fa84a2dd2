import { defaultAccountThrottle, type ThrottleSettings } from '#libs/api-definition';
import type { RateLimit } from '#libs/snapshot-format';

const accountRate = defaultAccountThrottle.rateLimit ?? 10_000;

/** What AWS fills in by itself: the account's own limit. */
export const accountWide: RateLimit = {
  ratePerSecond: accountRate,
  burst: defaultAccountThrottle.burstLimit ?? 5_000,
};

/**
 * A throttle as gateways enforce it; null when neither number limits anything. AWS writes -1 for "no limit".
 * A rate without a burst gets a second's worth of tokens, a burst without a rate the account's default rate:
 * AWS does not document what it does with one number alone.
 */
export function rateLimit(settings: ThrottleSettings | null): RateLimit | null {
  const rate = limit(settings?.rateLimit);
  const burst = limit(settings?.burstLimit);
  if (rate === null && burst === null) return null;
  return { ratePerSecond: rate ?? accountRate, burst: burst ?? Math.max(1, Math.ceil(rate ?? accountRate)) };
}

function limit(value: number | null | undefined): number | null {
  return value === undefined || value === null || value < 0 ? null : value;
}

export function sameRateLimit(a: RateLimit | null, b: RateLimit | null): boolean {
  return a === b || (a?.ratePerSecond === b?.ratePerSecond && a?.burst === b?.burst);
}
