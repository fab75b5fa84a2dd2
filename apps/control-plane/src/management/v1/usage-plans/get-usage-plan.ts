import { fail, ok, usagePlanNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { usagePlans, type UnitOfWork } from '#libs/persistence';
import { presentUsagePlan } from './usage-plan.presenter.js';

/** GetUsagePlan. */
export async function getUsagePlan(
  uow: UnitOfWork,
  owner: Owner,
  { usagePlanId }: v1.GetUsagePlanRequest,
): Promise<Result<v1.UsagePlan>> {
  const plan = await usagePlans.find(uow, owner, usagePlanId);
  return plan ? ok(presentUsagePlan(plan, { emptyTags: true })) : fail(usagePlanNotFound);
}
