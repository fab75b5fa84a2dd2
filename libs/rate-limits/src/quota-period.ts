import { memoize } from './memoize.js';

/** The calendar periods of a quota, all in UTC. */
export type QuotaPeriodKind = 'DAY' | 'WEEK' | 'MONTH';

const dayMs = 86_400_000;

/**
 * The first day (`YYYY-MM-DD`, UTC) of the period that holds `nowMs`. A month starts on the 1st. A week
 * starts on Sunday: AWS documents calendar periods without saying which day its week starts on, and Sunday is
 * how its guide is commonly read.
 */
export function quotaPeriodStart(period: QuotaPeriodKind, nowMs: number): string {
  return utcDay(periodStartMs(period, nowMs));
}

/** The first millisecond after the period that holds `nowMs`. */
export function quotaPeriodEndMs(period: QuotaPeriodKind, nowMs: number): number {
  const startMs = periodStartMs(period, nowMs);
  switch (period) {
    case 'DAY':
      return startMs + dayMs;
    case 'WEEK':
      return startMs + 7 * dayMs;
    case 'MONTH': {
      const start = new Date(startMs);
      return Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1);
    }
  }
}

/** The UTC day of a moment, `YYYY-MM-DD`. */
export function utcDay(nowMs: number): string {
  return textOfDay(Math.floor(nowMs / dayMs));
}

const textOfDay = memoize((daysSince1970: number) =>
  new Date(daysSince1970 * dayMs).toISOString().slice(0, 10),
);

/** The first millisecond of a `YYYY-MM-DD` day; NaN for what is no day of the calendar. */
export const utcDayStartMs = memoize((day: string): number => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return NaN;
  const ms = Date.parse(`${day}T00:00:00.000Z`);
  // Date.parse takes 2026-02-30 for the 2nd of March.
  return Number.isNaN(ms) || utcDay(ms) !== day ? NaN : ms;
});

function periodStartMs(period: QuotaPeriodKind, nowMs: number): number {
  const todayMs = Math.floor(nowMs / dayMs) * dayMs;
  switch (period) {
    case 'DAY':
      return todayMs;
    case 'WEEK':
      return todayMs - new Date(todayMs).getUTCDay() * dayMs;
    case 'MONTH':
      return todayMs - (new Date(todayMs).getUTCDate() - 1) * dayMs;
  }
}
