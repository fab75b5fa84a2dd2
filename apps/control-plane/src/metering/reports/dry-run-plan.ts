import type { UsageHour } from '#libs/persistence';
import { quotaPeriodStart, utcDayStartMs, type QuotaPeriodKind } from '#libs/rate-limits';
import type { DryRunRefusal } from './dry-run.dto.js';

/** The limits of a plan that does not exist yet. */
export interface ProposedLimits {
  readonly quota: { readonly limit: number; readonly period: QuotaPeriodKind } | null;
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number } | null;
}

/**
 * What the limits would have done to one key, from its use per hour, oldest first. Only hours from `startDay`
 * on are reported; earlier ones use up the period that `startDay` lies in. Within an hour nothing is known of
 * how requests were spread, so a throttle is said to refuse only what no spread could have let pass: more
 * than rate x 3600 + burst.
 */
export function dryRunPlan(
  hours: readonly UsageHour[],
  limits: ProposedLimits,
  startDay: string,
): DryRunRefusal[] {
  const found = new Map<DryRunRefusal['limit'], DryRunRefusal>();
  const refuse = (limit: DryRunRefusal['limit'], { keyId, day, hour }: UsageHour, count: number): void => {
    if (count <= 0 || day < startDay) return;
    const before = found.get(limit);
    const firstAt = before?.firstAt ?? `${day}T${String(hour).padStart(2, '0')}:00Z`;
    found.set(limit, { keyId, limit, firstAt, refused: (before?.refused ?? 0) + count });
  };
  let period = '';
  let inPeriod = 0;
  for (const of of hours) {
    const unthrottled = limits.throttle
      ? Math.min(of.used, Math.floor(limits.throttle.rateLimit * 3600 + limits.throttle.burstLimit))
      : of.used;
    refuse('throttle', of, of.used - unthrottled);
    if (!limits.quota) continue;
    const periodStart = quotaPeriodStart(limits.quota.period, utcDayStartMs(of.day));
    if (periodStart !== period) inPeriod = 0;
    period = periodStart;
    const passed = Math.min(unthrottled, limits.quota.limit - inPeriod);
    inPeriod += passed;
    refuse('quota', of, unthrottled - passed);
  }
  return [...found.values()];
}
