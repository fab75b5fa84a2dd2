import { fail, keyMeetsTwoPlans, ok, usagePlanNotFound, type Owner, type Result } from '#libs/api-definition';
import { usagePlanKeys, usagePlans, type UnitOfWork } from '#libs/persistence';

/** Puts a locked key into a plan, if it is not in it, under the shared lock of memberships; not where it would meet two plans for one stage. */
export async function joinUsagePlan(
  uow: UnitOfWork,
  owner: Owner,
  keyId: string,
  usagePlanId: string,
): Promise<Result<void>> {
  const plan = await usagePlans.hold(uow, owner, usagePlanId);
  if (!plan) return fail(usagePlanNotFound);
  const meeting = await usagePlanKeys.meetsElsewhere(uow, keyId, usagePlanId, plan.apiStages);
  if (meeting) return fail(keyMeetsTwoPlans(keyId, meeting.usagePlanId));
  await usagePlanKeys.insert(uow, usagePlanId, keyId);
  return ok(undefined);
}
