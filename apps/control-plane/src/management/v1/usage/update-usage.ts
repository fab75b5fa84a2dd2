import {
  apiKeyNotFound,
  applyPatch,
  badRequest,
  fail,
  ok,
  usagePatchPaths,
  usagePlanNotFound,
  type Owner,
  type QuotaSettings,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { quotas, usage, usagePlanKeys, usagePlans, type PlanKey, type UnitOfWork } from '#libs/persistence';
import { allowance, periodEndOfDay, periodStartOfDay, utcDay } from '#libs/rate-limits';
import type { Publish } from '../../../definition/publish.js';

/**
 * UpdateUsage: sets what remains of the running period for a key. Permits that gateways hold unspent are
 * called back by the `quota` document that this publishes, so that the new figure is what is left for all of
 * them together when the call returns.
 */
export async function updateUsage(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.UpdateUsageRequest,
  nowMs: number,
): Promise<Result<v1.Usage>> {
  const { usagePlanId, keyId } = input;
  const today = utcDay(nowMs);
  const plan = await usagePlans.hold(uow, owner, usagePlanId);
  if (!plan) return fail(usagePlanNotFound);
  if (!(await usagePlanKeys.find(uow, owner, usagePlanId, keyId))) return fail(apiKeyNotFound);
  const patch = applyPatch({ remaining: null }, input.patchOperations, usagePatchPaths);
  if (!patch.ok) return patch;
  if (!plan.quota) return fail(badRequest(`Usage Plan ${usagePlanId} has no quota`));
  const [planKey] = await quotas.planKeys(uow, [{ usagePlanId, keyId }]);
  if (!planKey) return fail(apiKeyNotFound);
  const { remaining } = patch.value;
  const left = await moveRemaining(uow, planKey, plan.quota, today, remaining);
  if (remaining !== null) await publish(owner, 'publish-quota', { usagePlanId, keyId });
  const [row] = await usage.days(uow, usagePlanId, [keyId], { startDay: today, endDay: today });
  const values = { [keyId]: [[row?.used ?? 0, left]] };
  return ok({ usagePlanId, startDate: today, endDate: today, values });
}

/** Sets what remains, unless null, and returns what does. */
async function moveRemaining(
  uow: UnitOfWork,
  planKey: PlanKey,
  quota: QuotaSettings,
  today: string,
  remaining: number | null,
): Promise<number> {
  const { usagePlanId, keyId } = planKey;
  const name = { usagePlanId, keyId, periodStart: periodStartOfDay(quota, today) };
  const [state] = await quotas.lockOrCreate(uow, [{ ...name, periodEnd: periodEndOfDay(quota, today) }]);
  if (!state) throw new Error('a quota state that was just made is not there');
  const given = allowance(planKey, quota, name.periodStart, 0);
  if (remaining === null) return Math.max(0, given + state.adjustment - state.used);
  await quotas.adjust(uow, name, remaining + state.used - given);
  await usage.setRemaining(uow, { usagePlanId, keyId, day: today, remaining });
  return remaining;
}
