import { Inject, Injectable } from '@nestjs/common';
import { badRequest, fail, ok, usagePlanNotFound, type UsagePlan } from '#libs/api-definition';
import type { DeleteUsagePlanRequest } from '#libs/aws-wire';
import { usagePlanKeys, usagePlans } from '#libs/persistence';
import { DefinitionWrites } from '../../definition-writes.js';
import type { CallerIdentity } from '../../http/management-request.js';

/** DeleteUsagePlan: refused while it covers API stages; its keys stay. */
@Injectable()
export class DeleteUsagePlan {
  constructor(@Inject(DefinitionWrites) private readonly writes: DefinitionWrites) {}

  async run({ usagePlanId }: DeleteUsagePlanRequest, { owner }: CallerIdentity): Promise<void> {
    return this.writes.run(async (uow, publish) => {
      const plan = await usagePlans.lock(uow, owner, usagePlanId);
      if (!plan) return fail(usagePlanNotFound);
      const [covered] = plan.apiStages;
      if (covered) return fail(stillCovers(plan, covered));
      const keyIds = await usagePlanKeys.keyIdsOf(uow, usagePlanId);
      await usagePlans.remove(uow, owner, usagePlanId);
      await publish('publish-usage-plan', { usagePlanId });
      for (const keyId of keyIds) await publish('publish-api-key', { keyId });
      return ok(undefined);
    });
  }
}

/** AWS's text, as issue trackers quote it. */
const stillCovers = ({ id }: UsagePlan, { restApiId, stageName }: UsagePlan['apiStages'][number]) =>
  badRequest(
    `Cannot delete Usage Plan ${id} because there are API Stages associated with it, including ${restApiId}:${stageName}`,
  );
