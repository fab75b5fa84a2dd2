import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** What one key used under one plan in one hour of a UTC day. */
export interface UsageHour {
  readonly usagePlanId: string;
  readonly keyId: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** 0 to 23. */
  readonly hour: number;
  readonly used: number;
}

/** The report by the hour, as it is stored in the rows of the days; written by `usage.add`. */
export const usageHours = { list, ofKeys };

/**
 * The hours of one day in which something was used, by key and hour: at most `count` rows after the given
 * one.
 */
async function list(
  uow: UnitOfWork,
  of: { readonly usagePlanId: string; readonly day: string; readonly keyId: string | null },
  after: Pick<UsageHour, 'keyId' | 'hour'> | null,
  count: number,
): Promise<UsageHour[]> {
  const rows = await query<HourRow>(
    uow,
    `SELECT d.key_id, d.day::text AS day, h.hour, d.hours[h.hour] AS used
       FROM usage_daily d CROSS JOIN LATERAL generate_subscripts(d.hours, 1) AS h (hour)
      WHERE d.usage_plan_id = $1 AND d.day = $2 AND d.key_id >= $3 AND (d.key_id, h.hour) > ($3, $4) AND d.hours[h.hour] > 0
        ${of.keyId === null ? '' : 'AND d.key_id = $6'}
      ORDER BY d.key_id, h.hour LIMIT $5`,
    [
      ...[of.usagePlanId, of.day, after?.keyId ?? '', after?.hour ?? -1, count],
      ...(of.keyId === null ? [] : [of.keyId]),
    ],
  );
  return rows.map((row) => hourOf(of.usagePlanId, row));
}

/**
 * All hours of the window (both days included) of the next `keyCount` keys that have any, by key and then by
 * time.
 */
async function ofKeys(
  uow: UnitOfWork,
  of: {
    readonly usagePlanId: string;
    readonly startDay: string;
    readonly endDay: string;
    readonly afterKeyId: string;
  },
  keyCount: number,
): Promise<UsageHour[]> {
  const rows = await query<HourRow>(
    uow,
    `WITH days AS (SELECT s.day::date AS day FROM generate_series($2::date, $3::date, interval '1 day') AS s (day)),
     keys AS (
       SELECT DISTINCT u.key_id FROM days CROSS JOIN LATERAL (
         SELECT key_id FROM usage_daily WHERE usage_plan_id = $1 AND day = days.day AND key_id > $4 AND hours IS NOT NULL
          ORDER BY key_id LIMIT $5) AS u
        ORDER BY u.key_id LIMIT $5)
     SELECT d.key_id, d.day::text AS day, h.hour, d.hours[h.hour] AS used
       FROM days JOIN usage_daily d ON d.usage_plan_id = $1 AND d.day = days.day AND d.key_id = ANY (ARRAY (SELECT key_id FROM keys))
      CROSS JOIN LATERAL generate_subscripts(d.hours, 1) AS h (hour)
      WHERE d.day BETWEEN $2::date AND $3::date AND d.hours[h.hour] > 0 ORDER BY d.key_id, d.day, h.hour`,
    [of.usagePlanId, of.startDay, of.endDay, of.afterKeyId, keyCount],
  );
  return rows.map((row) => hourOf(of.usagePlanId, row));
}

interface HourRow {
  readonly key_id: string;
  readonly day: string;
  readonly hour: number;
  readonly used: string;
}

function hourOf(usagePlanId: string, { key_id, day, hour, used }: HourRow): UsageHour {
  return { usagePlanId, keyId: key_id, day, hour, used: Number(used) };
}
