import { fail, ok, usagePlanNotFound, type Owner, type Result } from '#libs/api-definition';
import type { GetUsagePlanRequest, UsagePlan } from '#libs/aws-wire';
import { usagePlans, type UnitOfWork } from '#libs/persistence';
import { presentUsagePlan } from './usage-plan.presenter.js';

/** GetUsagePlan. */
export async function getUsagePlan(
  uow: UnitOfWork,
  owner: Owner,
  { usagePlanId }: GetUsagePlanRequest,
): Promise<Result<UsagePlan>> {
  const plan = await usagePlans.find(uow, owner, usagePlanId);
  return plan ? ok(presentUsagePlan(plan, { emptyTags: true })) : fail(usagePlanNotFound);
}
