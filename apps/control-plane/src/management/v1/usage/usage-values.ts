import type { PlanKey, UsageDay } from '#libs/persistence';
import { allowance, periodStartOfDay, quotaPeriodStart, utcDayStartMs } from '#libs/rate-limits';
import type { UsageWindow } from './usage-window.js';

/**
 * One pair `[used, remaining]` per day of the window. `rows` are the key's days with a row, oldest first,
 * from the start of the period that the window starts in. A day without a row has what the day before had
 * left, or all of it at the start of a period. Without a quota `remaining` is 0: the wire wants a whole
 * number, and no other number would be truer. From `today` to the end of its period what remains is worked
 * out of the plan's present limit, so that a change of it shows at once; `adjustment` is what UpdateUsage has
 * moved in that period.
 */
export function usageValues(
  planKey: PlanKey,
  rows: readonly UsageDay[],
  window: UsageWindow,
  { today, adjustment }: { readonly today: string; readonly adjustment: number },
): number[][] {
  const { quota } = planKey;
  const running = quota && periodStartOfDay(quota, today);
  const usedInRunning = rows.reduce((sum, row) => sum + (running && row.day >= running ? row.used : 0), 0);
  let next = 0;
  let last: UsageDay | null = null;
  return window.days.map((day) => {
    let used = 0;
    for (; next < rows.length && (rows[next] as UsageDay).day <= day; next++) {
      last = rows[next] as UsageDay;
      if (last.day === day) used = last.used;
    }
    if (!quota) return [used, last?.day === day ? (last.remaining ?? 0) : 0];
    const periodStart = periodStartOfDay(quota, day);
    if (day >= today && periodStart === running) {
      return [used, Math.max(0, allowance(planKey, quota, periodStart, adjustment) - usedInRunning)];
    }
    const known = last !== null && last.remaining !== null && last.day >= periodStart;
    const remaining = known ? (last?.remaining ?? 0) : allowance(planKey, quota, periodStart, 0);
    return [used, Math.max(0, remaining)];
  });
}

/** From where on rows matter: the start of the period that the window starts in. */
export function rowsFrom(planKey: Pick<PlanKey, 'quota'>, window: UsageWindow): string {
  if (!planKey.quota) return window.startDay;
  return quotaPeriodStart(planKey.quota.period, utcDayStartMs(window.startDay));
}
