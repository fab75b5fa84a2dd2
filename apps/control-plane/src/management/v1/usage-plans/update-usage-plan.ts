import {
  fail,
  findApiStage,
  keyMeetsTwoPlans,
  ok,
  patchUsagePlan,
  readApiStageName,
  usagePlanNotFound,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { usagePlanKeys, usagePlans, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import { requireApiStages } from './require-api-stages.js';
import { presentUsagePlan } from './usage-plan.presenter.js';

/** UpdateUsagePlan: stages that it adds must exist, and none of its keys may meet another plan there. */
export async function updateUsagePlan(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.UpdateUsagePlanRequest,
): Promise<Result<v1.UsagePlan>> {
  const { usagePlanId } = input;
  const named = apiStagesAddedBy(input);
  // Stages before the plan: the order in which deleting a stage takes them, so that the two cannot wait for
  // each other.
  if (named.length > 0) await usagePlanKeys.lockMembership(uow, owner, 'exclusive');
  const found = await requireApiStages(uow, owner, named);
  const before = await usagePlans.lock(uow, owner, usagePlanId);
  if (!before) return fail(usagePlanNotFound);
  const patched = patchUsagePlan(before, input.patchOperations);
  if (!patched.ok) return patched;
  if (!found.ok) return found;
  const added = patched.value.apiStages.filter((one) => !findApiStage(before, one));
  const meeting = await usagePlanKeys.keyMeetingElsewhere(uow, usagePlanId, added);
  if (meeting) return fail(keyMeetsTwoPlans(meeting.keyId, meeting.usagePlanId));
  await usagePlans.update(uow, patched.value);
  if (before.quota?.period !== patched.value.quota?.period)
    await usagePlans.markQuotaChanged(uow, usagePlanId);
  await publish(owner, 'publish-usage-plan', { usagePlanId });
  return ok(presentUsagePlan(patched.value, { emptyTags: true }));
}

const apiStagesAddedBy = ({ patchOperations }: v1.UpdateUsagePlanRequest) =>
  (patchOperations ?? [])
    .filter(({ op, path }) => op === 'add' && path === '/apiStages')
    .flatMap(({ value }) => readApiStageName(value ?? null) ?? []);
