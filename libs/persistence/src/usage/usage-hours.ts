import type { UnitOfWork } from '../unit-of-work.js';

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

/** The report by the hour; written with the days, in the same transaction, so that the two agree. */
export const usageHours = { add, list, ofKeys };

/** Adds each row's `used` to its hour. Rows name different hours. */
async function add(uow: UnitOfWork, rows: readonly UsageHour[]): Promise<void> {
  if (rows.length === 0) return;
  await uow.manager.query(
    `INSERT INTO usage_hourly AS h (usage_plan_id, key_id, day, hour, used)
     SELECT * FROM unnest($1::text[], $2::text[], $3::date[], $4::smallint[], $5::bigint[])
      ORDER BY 1, 3, 2, 4
     ON CONFLICT (usage_plan_id, day, key_id, hour) DO UPDATE SET used = h.used + excluded.used`,
    [
      rows.map((row) => row.usagePlanId),
      rows.map((row) => row.keyId),
      rows.map((row) => row.day),
      rows.map((row) => row.hour),
      rows.map((row) => row.used),
    ],
  );
}

/** The hours of one day in which something was used, by key and hour: at most `count` rows after the given one. */
async function list(
  uow: UnitOfWork,
  of: { readonly usagePlanId: string; readonly day: string; readonly keyId: string | null },
  after: Pick<UsageHour, 'keyId' | 'hour'> | null,
  count: number,
): Promise<UsageHour[]> {
  const rows = await uow.manager.query<{ key_id: string; hour: number; used: string }[]>(
    `SELECT key_id, hour, used FROM usage_hourly
      WHERE usage_plan_id = $1 AND day = $2 AND ($3::text IS NULL OR key_id = $3) AND (key_id, hour) > ($4, $5)
      ORDER BY key_id, hour LIMIT $6`,
    [of.usagePlanId, of.day, of.keyId, after?.keyId ?? '', after?.hour ?? -1, count],
  );
  const { usagePlanId, day } = of;
  return rows.map((row) => ({
    usagePlanId,
    keyId: row.key_id,
    day,
    hour: row.hour,
    used: Number(row.used),
  }));
}

/** All hours of the window (both days included) of the next `keyCount` keys that have any, by key and then by time. */
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
  const rows = await uow.manager.query<{ key_id: string; day: string; hour: number; used: string }[]>(
    `SELECT key_id, day::text AS day, hour, used FROM usage_hourly
      WHERE usage_plan_id = $1 AND day BETWEEN $2 AND $3 AND key_id IN (
        SELECT DISTINCT key_id FROM usage_hourly
         WHERE usage_plan_id = $1 AND day BETWEEN $2 AND $3 AND key_id > $4 ORDER BY key_id LIMIT $5)
      ORDER BY key_id, usage_hourly.day, hour`,
    [of.usagePlanId, of.startDay, of.endDay, of.afterKeyId, keyCount],
  );
  return rows.map((row) => ({
    usagePlanId: of.usagePlanId,
    keyId: row.key_id,
    day: row.day,
    hour: row.hour,
    used: Number(row.used),
  }));
}
