import type { ListPage } from '../database/list-page.js';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** What one key used under one plan on one UTC day. */
export interface UsageDay {
  readonly usagePlanId: string;
  readonly keyId: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly used: number;
  /** What was left of the quota's period at the end of the day; null when there was no quota. */
  readonly remaining: number | null;
}

/** What is added to a day: one hour's use of one key under one plan. */
export interface UsageCounted extends UsageDay {
  /** 0 to 23, UTC. */
  readonly hour: number;
}

/**
 * The report, per plan, key and day. Days are added to, never replaced: plans and keys that are gone are
 * still billed.
 */
export const usage = { add, spreadRemaining, setRemaining, keyIds, days };

/**
 * Adds each row's `used` to its day and its hour of the day, and notes what remains. Rows name different
 * hours. One statement per hour of a day, which nearly always is one statement: with the day as a constant,
 * Postgres looks into one partition only.
 */
async function add(uow: UnitOfWork, rows: readonly UsageCounted[]): Promise<void> {
  const byHour = new Map<string, UsageCounted[]>();
  let last: UsageCounted[] = [];
  for (const row of rows) {
    // Nearly always the next row is of the same hour.
    if (last[0]?.day !== row.day || last[0].hour !== row.hour) {
      const name = `${row.day}/${String(row.hour).padStart(2, '0')}`;
      last = byHour.get(name) ?? [];
      byHour.set(name, last);
    }
    last.push(row);
  }
  // In one order for all, oldest first, so that two exchanges do not wait for each other in a circle.
  const names = [...byHour.keys()].sort();
  await Promise.all(names.map((name) => addHour(uow, byHour.get(name) ?? [])));
}

async function addHour(uow: UnitOfWork, rows: readonly UsageCounted[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  await query(
    uow,
    `INSERT INTO usage_daily AS d (usage_plan_id, key_id, day, used, remaining, hours)
     SELECT usage_plan_id, key_id, $1::date, used, remaining, array_fill(used, ARRAY[1], ARRAY[$2::integer])
       FROM unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[]) AS n (usage_plan_id, key_id, used, remaining)
      ORDER BY 1, 2
     ON CONFLICT (usage_plan_id, day, key_id)
     DO UPDATE SET used = d.used + excluded.used, remaining = excluded.remaining,
       hours[$2::integer] = coalesce(d.hours[$2::integer], 0) + excluded.used`,
    [
      first.day,
      first.hour,
      rows.map((row) => row.usagePlanId),
      rows.map((row) => row.keyId),
      rows.map((row) => row.used),
      rows.map((row) => row.remaining),
    ],
  );
}

/** Reported late: a day of a period whose later days may have rows already. */
export interface LateUsage {
  readonly usagePlanId: string;
  readonly keyId: string;
  readonly day: string;
  /** Exclusive. */
  readonly periodEnd: string;
  /** Allowance less everything that the period has used by now. */
  readonly remainingNow: number;
}

/**
 * Works out `remaining` anew from a late day to the end of its period: each day's is what is left now plus
 * what later days used.
 */
async function spreadRemaining(uow: UnitOfWork, rows: readonly LateUsage[]): Promise<void> {
  if (rows.length === 0) return;
  await query(
    uow,
    `UPDATE usage_daily d SET remaining = greatest(0, n.remaining_now + later.used)
       FROM unnest($1::text[], $2::text[], $3::date[], $4::date[], $5::bigint[])
         AS n (usage_plan_id, key_id, day, period_end, remaining_now)
       CROSS JOIN LATERAL generate_series(n.day, n.period_end - 1, interval '1 day') AS s (day)
       CROSS JOIN LATERAL (
         SELECT coalesce(sum(l.used), 0) AS used
           FROM generate_series(s.day + interval '1 day', n.period_end - 1, interval '1 day') AS t (day)
           JOIN usage_daily l ON l.usage_plan_id = n.usage_plan_id AND l.day = t.day::date AND l.key_id = n.key_id
       ) AS later
      WHERE d.usage_plan_id = n.usage_plan_id AND d.day = s.day::date AND d.key_id = n.key_id`,
    [
      rows.map((row) => row.usagePlanId),
      rows.map((row) => row.keyId),
      rows.map((row) => row.day),
      rows.map((row) => row.periodEnd),
      rows.map((row) => row.remainingNow),
    ],
  );
}

/** Notes what remains at the end of a day, adding the day with no use when it is not there. */
async function setRemaining(
  uow: UnitOfWork,
  row: Omit<UsageDay, 'used'> & { remaining: number },
): Promise<void> {
  await query(
    uow,
    `INSERT INTO usage_daily (usage_plan_id, key_id, day, used, remaining, hours) VALUES ($1, $2, $3, 0, $4, '{}')
     ON CONFLICT (usage_plan_id, day, key_id) DO UPDATE SET remaining = excluded.remaining`,
    [row.usagePlanId, row.keyId, row.day, row.remaining],
  );
}

/**
 * Keys that are in the plan or used it in the window, in the order of their ids, from after `after` on;
 * `only`: at most this one. Each day gives its first few by the primary key, so that the cost goes with the
 * page and the days, not with the number of keys.
 */
async function keyIds(
  uow: UnitOfWork,
  usagePlanId: string,
  window: { readonly startDay: string; readonly endDay: string },
  only: string | null,
  page: ListPage,
): Promise<string[]> {
  // Another text for one key, not a condition that may be off: a plan that Postgres keeps for both would read
  // all keys to find one.
  const key = only === null ? '' : 'AND key_id = $6';
  const rows = await query<{ key_id: string }>(
    uow,
    `(SELECT key_id FROM usage_plan_keys WHERE usage_plan_id = $1 AND key_id > $4 ${key} ORDER BY key_id LIMIT $5)
     UNION
     (SELECT u.key_id FROM generate_series($2::date, $3::date, interval '1 day') AS s (day)
       CROSS JOIN LATERAL (
         SELECT key_id FROM usage_daily
          WHERE usage_plan_id = $1 AND day = s.day::date AND key_id > $4 ${key} ORDER BY key_id LIMIT $5) AS u)
     ORDER BY key_id LIMIT $5`,
    [
      ...[usagePlanId, window.startDay, window.endDay, page.after ?? '', page.count],
      ...(only === null ? [] : [only]),
    ],
  );
  return rows.map((row) => row.key_id);
}

/**
 * The days that have a row, of these keys, from `startDay` to `endDay` (both included), oldest first. The
 * window is said twice: once per day for the index, once as a whole for the partitions.
 */
async function days(
  uow: UnitOfWork,
  usagePlanId: string,
  keyIdsWanted: readonly string[],
  window: { readonly startDay: string; readonly endDay: string },
): Promise<UsageDay[]> {
  const rows = await query<{ key_id: string; day: string; used: string; remaining: string | null }>(
    uow,
    `SELECT d.key_id, d.day::text AS day, d.used, d.remaining
       FROM generate_series($2::date, $3::date, interval '1 day') AS s (day)
       JOIN usage_daily d ON d.usage_plan_id = $1 AND d.day = s.day::date AND d.key_id = ANY ($4::text[])
      WHERE d.day BETWEEN $2::date AND $3::date
      ORDER BY d.key_id, d.day`,
    [usagePlanId, window.startDay, window.endDay, keyIdsWanted],
  );
  return rows.map((row) => ({
    usagePlanId,
    keyId: row.key_id,
    day: row.day,
    used: Number(row.used),
    remaining: row.remaining === null ? null : Number(row.remaining),
  }));
}
