import { apiKeyNotFound, fail, ok, usagePlanNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { quotas, usage, usagePlans, type ListPage, type UnitOfWork, type UsageDay } from '#libs/persistence';
import { periodStartOfDay, utcDay } from '#libs/rate-limits';
import { page } from '../../../http/page.js';
import { rowsFrom, usageValues } from './usage-values.js';
import { usageWindow, type UsageWindow } from './usage-window.js';

/**
 * GetUsage: used and remaining per key and day. Lists the keys that are in the plan and those that used it in
 * the window, in the order of their ids; every day of the window is there, whether or not anything happened.
 */
export async function getUsage(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetUsageRequest,
  nowMs: number,
): Promise<Result<v1.Usage>> {
  const { usagePlanId, keyId, startDate, endDate } = input;
  const window = usageWindow(startDate, endDate);
  if (!window.ok) return window;
  const plan = await usagePlans.find(uow, owner, usagePlanId);
  if (!plan) return fail(usagePlanNotFound);
  const load = (listPage: ListPage) => usage.keyIds(uow, usagePlanId, window.value, keyId || null, listPage);
  const { items: keyIds, position } = await page(input, load, (id) => id);
  if (keyId && keyIds.length === 0) return fail(apiKeyNotFound);
  const values = await valuesOf(uow, usagePlanId, keyIds, window.value, utcDay(nowMs));
  return ok({ usagePlanId, startDate, endDate, position, values });
}

async function valuesOf(
  uow: UnitOfWork,
  usagePlanId: string,
  keyIds: readonly string[],
  window: UsageWindow,
  today: string,
): Promise<Record<string, number[][]>> {
  const planKeys = await quotas.planKeys(
    uow,
    keyIds.map((keyId) => ({ usagePlanId, keyId })),
  );
  const [any] = planKeys;
  if (!any) return {};
  // All keys are of one plan, so one quota says from where on rows matter.
  const from = { startDay: rowsFrom(any, window), endDay: window.endDay };
  const rows = new Map<string, UsageDay[]>(keyIds.map((keyId) => [keyId, []]));
  for (const row of await usage.days(uow, usagePlanId, keyIds, from)) rows.get(row.keyId)?.push(row);
  const running = any.quota ? periodStartOfDay(any.quota, today) : today;
  const moved = await quotas.adjustments(uow, usagePlanId, keyIds, running);
  const entries = new Map(
    planKeys.map((planKey) => {
      const present = { today, adjustment: moved.get(planKey.keyId) ?? 0 };
      return [planKey.keyId, usageValues(planKey, rows.get(planKey.keyId) ?? [], window, present)];
    }),
  );
  return Object.fromEntries(keyIds.map((keyId) => [keyId, entries.get(keyId) ?? []]));
}
