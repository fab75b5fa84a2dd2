import {
  badRequest,
  fail,
  ok,
  usagePlanNotFound,
  type UsagePlan,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { usagePlanKeys, usagePlans, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';

/** DeleteUsagePlan: refused while it covers API stages; its keys stay. */
export async function deleteUsagePlan(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  { usagePlanId }: v1.DeleteUsagePlanRequest,
): Promise<Result<void>> {
  const plan = await usagePlans.lock(uow, owner, usagePlanId);
  if (!plan) return fail(usagePlanNotFound);
  const [covered] = plan.apiStages;
  if (covered) return fail(stillCovers(plan, covered));
  const keyIds = await usagePlanKeys.keyIdsOf(uow, usagePlanId);
  await usagePlans.remove(uow, owner, usagePlanId);
  await publish(owner, 'publish-usage-plan', { usagePlanId });
  for (const keyId of keyIds) await publish(owner, 'publish-api-key', { keyId });
  return ok(undefined);
}

/** AWS's text, as issue trackers quote it. */
const stillCovers = ({ id }: UsagePlan, { restApiId, stageName }: UsagePlan['apiStages'][number]) =>
  badRequest(
    `Cannot delete Usage Plan ${id} because there are API Stages associated with it, including ${restApiId}:${stageName}`,
  );
