import { badRequest, fail, ok, type Result } from '#libs/api-definition';
import { utcDay, utcDayStartMs } from '#libs/rate-limits';

const dayMs = 86_400_000;
/**
 * As far as AWS looks back (API reference: GetUsage gives the usage of up to 90 days); bounds the response.
 */
const daysMax = 90;

/** The days of a report, first and last included. */
export interface UsageWindow {
  readonly startDay: string;
  readonly endDay: string;
  /** Every day of it, oldest first. */
  readonly days: readonly string[];
}

/**
 * The window that GetUsage asks for, by `YYYY-MM-DD` days. AWS's own texts for a wrong one are not recorded.
 */
export function usageWindow(startDate: string, endDate: string): Result<UsageWindow> {
  const startMs = utcDayStartMs(startDate);
  const endMs = utcDayStartMs(endDate);
  if (Number.isNaN(startMs)) return fail(badRequest(`Invalid start date specified: ${startDate}`));
  if (Number.isNaN(endMs)) return fail(badRequest(`Invalid end date specified: ${endDate}`));
  if (startMs > endMs) return fail(badRequest('Start date must not be after end date'));
  const count = (endMs - startMs) / dayMs + 1;
  if (count > daysMax) return fail(badRequest(`Date range must not be longer than ${daysMax} days`));
  const days = Array.from({ length: count }, (_, index) => utcDay(startMs + index * dayMs));
  return ok({ startDay: startDate, endDay: endDate, days });
}
