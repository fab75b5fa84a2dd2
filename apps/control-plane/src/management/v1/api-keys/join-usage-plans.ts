import {
  keyMeetsTwoPlans,
  limitReached,
  usagePlanNotFound,
  type ApiKeyRow,
  type Owner,
  type UsagePlan,
} from '#libs/api-definition';
import { usagePlanKeys, usagePlans, type UnitOfWork } from '#libs/persistence';
import type { Limits } from '../../../definition/limits.js';

/**
 * Puts imported keys, which are locked, into the plans that their rows name, under the shared lock of
 * memberships; not where a key would meet two plans for one stage or be in more plans than a key may. Returns
 * a warning for each that could not be.
 */
export async function joinUsagePlans(
  uow: UnitOfWork,
  owner: Owner,
  joins: readonly { readonly row: ApiKeyRow; readonly keyId: string }[],
  limits: Limits,
): Promise<string[]> {
  const plans = new Map<string, UsagePlan | undefined>();
  for (const id of [...new Set(joins.flatMap(({ row }) => row.usagePlanIds))].sort()) {
    plans.set(id, await usagePlans.hold(uow, owner, id));
  }
  const warnings: string[] = [];
  for (const { row, keyId } of joins) {
    for (const usagePlanId of row.usagePlanIds) {
      const plan = plans.get(usagePlanId);
      const refusal = plan ? await join(uow, keyId, plan, limits) : usagePlanNotFound;
      if (refusal) warnings.push(`Line ${row.line}: Usage Plan ${usagePlanId}: ${refusal.message}`);
    }
  }
  return warnings;
}

/** Why the key cannot be in the plan, if so. A key that is in it already stays. */
async function join(uow: UnitOfWork, keyId: string, plan: UsagePlan, limits: Limits) {
  const joined = await usagePlanKeys.planIdsOf(uow, keyId);
  if (joined.includes(plan.id)) return undefined;
  if (joined.length >= limits.max('usagePlansPerApiKey')) return limitReached('usagePlansPerApiKey');
  const meeting = await usagePlanKeys.meetsElsewhere(uow, keyId, plan.id, plan.apiStages);
  if (meeting) return keyMeetsTwoPlans(keyId, meeting.usagePlanId);
  await usagePlanKeys.insert(uow, plan.id, keyId);
  return undefined;
}
