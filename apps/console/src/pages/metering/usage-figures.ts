import type { QuotaSettings } from '../../wire/generated/apigateway.js';

/** Use and what was left of each day, by key, as GetUsage has them: `{ k1: [[used, left], ...] }`. */
export type UsageItems = Readonly<Record<string, readonly (readonly number[])[]>>;

const dayMs = 86_400_000;

/** `2026-11-30` of a time, in UTC. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The days from one to another, both included. */
export function daysBetween(startDate: string, endDate: string): string[] {
  const first = Date.parse(startDate);
  const count = Math.round((Date.parse(endDate) - first) / dayMs) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => dayOf(first + index * dayMs));
}

/** Pages of GetUsage in one. A key is on one page. */
export const mergeUsage = (pages: readonly { readonly items?: UsageItems }[]): UsageItems =>
  Object.assign({}, ...pages.map(({ items = {} }) => items)) as UsageItems;

/** What one key has used and has left. */
export interface KeyUsage {
  readonly keyId: string;
  readonly used: number;
  /** Of the quota's period that runs; null without a quota. */
  readonly left: number | null;
  readonly byDay: readonly number[];
}

/** Keys by use, the highest first. */
export function usageByKey(items: UsageItems, hasQuota: boolean): KeyUsage[] {
  return Object.entries(items)
    .map(([keyId, days]) => ({
      keyId,
      used: days.reduce((sum, [used = 0]) => sum + used, 0),
      left: hasQuota ? (days.at(-1)?.[1] ?? null) : null,
      byDay: days.map(([used = 0]) => used),
    }))
    .sort((a, b) => b.used - a.used || (a.keyId < b.keyId ? -1 : 1));
}

/** The use of all keys together, by day. */
export const totalByDay = (keys: readonly KeyUsage[], days: number): number[] =>
  Array.from({ length: days }, (_, day) => keys.reduce((sum, { byDay }) => sum + (byDay[day] ?? 0), 0));

/** The calendar period, UTC, in which a quota runs: a day, a week from Sunday, a month from the 1st. */
export function periodOf({ period }: QuotaSettings, nowMs: number): { startMs: number; endMs: number } {
  const now = new Date(nowMs);
  const [year, month, date] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  switch (period) {
    case 'DAY':
      return { startMs: Date.UTC(year, month, date), endMs: Date.UTC(year, month, date + 1) };
    case 'WEEK': {
      const sunday = date - now.getUTCDay();
      return { startMs: Date.UTC(year, month, sunday), endMs: Date.UTC(year, month, sunday + 7) };
    }
    default:
      return { startMs: Date.UTC(year, month, 1), endMs: Date.UTC(year, month + 1, 1) };
  }
}

/**
 * When a key has used its quota up if it goes on as in this period so far, ms since 1970; null when the
 * period ends before, or nothing was used.
 */
export function exhaustionMs(
  left: number,
  usedInPeriod: number,
  quota: QuotaSettings,
  nowMs: number,
): number | null {
  if (left <= 0) return nowMs;
  const { startMs, endMs } = periodOf(quota, nowMs);
  // Ten calls in the first second of a month are no rate.
  const elapsedMs = Math.max(nowMs - startMs, (endMs - startMs) / 24);
  if (usedInPeriod <= 0) return null;
  const at = nowMs + left / (usedInPeriod / elapsedMs);
  return at < endMs ? at : null;
}

/** What a key used in the period that runs, of its use by day from `startDate` on. */
export function usedInPeriod(
  { byDay }: KeyUsage,
  startDate: string,
  quota: QuotaSettings,
  nowMs: number,
): number {
  const { startMs } = periodOf(quota, nowMs);
  const first = Math.max(0, Math.round((startMs - Date.parse(startDate)) / dayMs));
  return byDay.slice(first).reduce((sum, used) => sum + used, 0);
}

/**
 * The day from which use must be known: that of the chart, or of the quota's period where that began before.
 */
export function firstDay(spanDays: number, quota: QuotaSettings | undefined, nowMs: number): string {
  const ofSpan = Date.parse(dayOf(nowMs)) - (spanDays - 1) * dayMs;
  return dayOf(quota ? Math.min(ofSpan, periodOf(quota, nowMs).startMs) : ofSpan);
}

/** The use of one key added up within each calendar period of its quota, by day. */
export function cumulativeByDay(
  byDay: readonly number[],
  days: readonly string[],
  quota: QuotaSettings,
): number[] {
  let sum = 0;
  return days.map((day, index) => {
    const ms = Date.parse(day);
    if (periodOf(quota, ms).startMs === ms) sum = 0;
    sum += byDay[index] ?? 0;
    return sum;
  });
}

/** Rows of a CSV file (RFC 4180): a key and day each. */
export function usageCsv(
  keys: readonly KeyUsage[],
  days: readonly string[],
  nameOf: (keyId: string) => string,
): string {
  const rows = keys.flatMap(({ keyId, byDay }) =>
    days.map((day, index) => `${keyId},${csvField(nameOf(keyId))},${day},${byDay[index] ?? 0}`),
  );
  return ['key_id,key_name,day,used', ...rows, ''].join('\r\n');
}

/**
 * A text of a user's as a field. One that a spreadsheet would take for a formula gets an apostrophe before it
 * (OWASP: CSV injection).
 */
function csvField(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
