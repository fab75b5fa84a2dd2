import type { Owner } from '#libs/api-definition';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { UsageDay } from './usage.js';

/** Usage of all plans that an owner has or had, plan by plan, in pieces. */
export const usageExport = { planIds, page };

/** Up to `count` of the owner's plans, those included that are gone, in the order of their ids. */
async function planIds(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  after: string,
  count: number,
): Promise<string[]> {
  const rows = await query<{ usage_plan_id: string }>(
    uow,
    `SELECT usage_plan_id FROM usage_plan_owners
      WHERE account_id = $1 AND region = $2 AND usage_plan_id > $3 ORDER BY usage_plan_id LIMIT $4`,
    [accountId, region, after, count],
  );
  return rows.map((row) => row.usage_plan_id);
}

/**
 * Up to `count` rows of a plan's days from `startDay` to before `endDay`, by day and key, from after the
 * given one on. The order is the primary key's: of a month of a million keys each piece costs the same, first
 * to last.
 */
async function page(
  uow: UnitOfWork,
  usagePlanId: string,
  days: { readonly startDay: string; readonly endDay: string },
  after: UsageDay | null,
  count: number,
): Promise<UsageDay[]> {
  const rows = await query<{ key_id: string; day: string; used: string; remaining: string | null }>(
    uow,
    `SELECT key_id, day::text AS day, used, remaining FROM usage_daily
      WHERE usage_plan_id = $1 AND day >= $2 AND day < $3 AND (day, key_id) > ($4::date, $5)
      ORDER BY usage_daily.day, key_id LIMIT $6`,
    [usagePlanId, days.startDay, days.endDay, after?.day ?? days.startDay, after?.keyId ?? '', count],
  );
  return rows.map((row) => ({
    usagePlanId,
    keyId: row.key_id,
    day: row.day,
    used: Number(row.used),
    remaining: row.remaining === null ? null : Number(row.remaining),
  }));
}
