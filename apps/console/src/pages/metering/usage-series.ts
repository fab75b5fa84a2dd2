import type { Series } from '../../kit/chart/time-chart.js';
import type { QuotaSettings } from '../../wire/generated/apigateway.js';
import { cumulativeByDay } from './usage-figures.js';

/** A key by day, what that comes to in each period, and the quota. */
export const seriesOfKey = (
  byDay: readonly number[],
  days: readonly string[],
  quota: QuotaSettings,
): Series[] => [
  { label: 'requests', values: byDay, kind: 'bars' },
  ...(quota.period === 'DAY'
    ? []
    : [{ label: 'in the period', values: cumulativeByDay(byDay, days, quota) } satisfies Series]),
  { label: 'quota', values: days.map(() => quota.limit ?? null), kind: 'dashed' },
];
