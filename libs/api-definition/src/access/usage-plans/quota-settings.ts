import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import type { QuotaPeriod, QuotaSettings } from './usage-plan.js';

export const quotaPeriods = ['DAY', 'WEEK', 'MONTH'] as const satisfies readonly QuotaPeriod[];

/** The largest offset per period (developer guide: create usage plans). */
const offsetMax: Readonly<Record<QuotaPeriod, number>> = { DAY: 0, WEEK: 6, MONTH: 27 };

/** A quota that has a limit and a period; the offset is 0 unless given (recorded: usage plans). */
export function checkQuota(given: {
  readonly limit?: number | null;
  readonly offset?: number | null;
  readonly period?: string | null;
}): Result<QuotaSettings> {
  const period = quotaPeriods.find((known) => known === given.period);
  if (!period)
    return fail(badRequest(`Usage Plan quota period must be one of: [${quotaPeriods.join(', ')}]`));
  const limit = given.limit ?? 0;
  if (!(limit > 0)) return fail(badRequest('Usage Plan quota limit must be greater than 0'));
  const offset = given.offset ?? 0;
  if (!(offset >= 0 && offset <= offsetMax[period])) {
    return fail(
      badRequest(`Usage Plan quota offset must be between 0 and ${offsetMax[period]} for period ${period}`),
    );
  }
  return ok({ limit, offset, period });
}
