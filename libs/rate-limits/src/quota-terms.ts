import {
  quotaPeriodEndMs,
  quotaPeriodStart,
  utcDay,
  utcDayStartMs,
  type QuotaPeriodKind,
} from './quota-period.js';
import { memoize } from './memoize.js';

/** What a usage plan's quota says: so many requests a period, and fewer by `offset` in a key's first one. */
export interface QuotaTerms {
  readonly limit: number;
  readonly offset: number;
  readonly period: QuotaPeriodKind;
}

/**
 * A key in a plan: the plan's quota (null = none) and since when (milliseconds since the epoch; null = no
 * longer) the key is in it.
 */
export interface QuotaMember {
  readonly quota: QuotaTerms | null;
  readonly memberSinceMs: number | null;
}

const dayMs = 86_400_000;

/** First day of the quota's period that holds a day. */
export function periodStartOfDay(quota: QuotaTerms, day: string): string {
  return periodOf[quota.period](day).start;
}

/** First day after the quota's period that holds a day. */
export function periodEndOfDay(quota: QuotaTerms, day: string): string {
  return periodOf[quota.period](day).end;
}

/** Remembered: an exchange asks it of the same few days for each of its keys. */
const periodOfKind = (kind: QuotaPeriodKind) =>
  memoize((day: string) => {
    const ms = utcDayStartMs(day);
    return { start: quotaPeriodStart(kind, ms), end: utcDay(quotaPeriodEndMs(kind, ms)) };
  });
const periodOf = { DAY: periodOfKind('DAY'), WEEK: periodOfKind('WEEK'), MONTH: periodOfKind('MONTH') };

/**
 * How many requests a key may make in a period: the limit, less the offset in the first period of the key
 * under the plan, and what UpdateUsage moved. May be negative when UpdateUsage took away more than a later,
 * lower limit gives.
 */
export function allowance(
  planKey: Pick<QuotaMember, 'memberSinceMs'>,
  quota: QuotaTerms,
  periodStart: string,
  adjustment: number,
): number {
  const first =
    planKey.memberSinceMs !== null && quotaPeriodStart(quota.period, planKey.memberSinceMs) === periodStart;
  return quota.limit - (first ? quota.offset : 0) + adjustment;
}

/**
 * Whether permits of this period may be given out: the key is in the plan, the plan has a quota, and the
 * period is one of that quota's and not further than a day from the present one. A day, because gateways name
 * periods by their own clocks.
 */
export function isGrantable(
  { quota, memberSinceMs }: QuotaMember,
  periodStart: string,
  nowMs: number,
): boolean {
  if (quota === null || memberSinceMs === null) return false;
  const startMs = utcDayStartMs(periodStart);
  if (quotaPeriodStart(quota.period, startMs) !== periodStart) return false;
  return startMs <= nowMs + dayMs && quotaPeriodEndMs(quota.period, startMs) >= nowMs - dayMs;
}
