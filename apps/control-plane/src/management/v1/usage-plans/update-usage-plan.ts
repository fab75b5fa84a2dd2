import { Inject, Injectable } from '@nestjs/common';
import {
  fail,
  findApiStage,
  keyMeetsTwoPlans,
  ok,
  patchUsagePlan,
  readApiStageName,
  usagePlanNotFound,
} from '#libs/api-definition';
import type { UpdateUsagePlanRequest, UsagePlan } from '#libs/aws-wire';
import { usagePlanKeys, usagePlans } from '#libs/persistence';
import { DefinitionWrites } from '../../definition-writes.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { requireApiStages } from './require-api-stages.js';
import { presentUsagePlan } from './usage-plan.presenter.js';

/** UpdateUsagePlan: stages that it adds must exist, and none of its keys may meet another plan there. */
@Injectable()
export class UpdateUsagePlan {
  constructor(@Inject(DefinitionWrites) private readonly writes: DefinitionWrites) {}

  async run(input: UpdateUsagePlanRequest, { owner }: CallerIdentity): Promise<UsagePlan> {
    const { usagePlanId } = input;
    const named = apiStagesAddedBy(input);
    const plan = await this.writes.run(async (uow, publish) => {
      // Stages before the plan: the order in which deleting a stage takes them, so that the two cannot wait for each other.
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
      await publish('publish-usage-plan', { usagePlanId });
      return ok(patched.value);
    });
    return presentUsagePlan(plan, { emptyTags: true });
  }
}

const apiStagesAddedBy = ({ patchOperations }: UpdateUsagePlanRequest) =>
  (patchOperations ?? [])
    .filter(({ op, path }) => op === 'add' && path === '/apiStages')
    .flatMap(({ value }) => readApiStageName(value ?? null) ?? []);
