import { Inject, Injectable } from '@nestjs/common';
import { fail, ok, usagePlanNotFound } from '#libs/api-definition';
import type { GetUsagePlanRequest, UsagePlan } from '#libs/aws-wire';
import { usagePlans } from '#libs/persistence';
import { DefinitionReads } from '../../definition-reads.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { presentUsagePlan } from './usage-plan.presenter.js';

/** GetUsagePlan. */
@Injectable()
export class GetUsagePlan {
  constructor(@Inject(DefinitionReads) private readonly reads: DefinitionReads) {}

  async run({ usagePlanId }: GetUsagePlanRequest, { owner }: CallerIdentity): Promise<UsagePlan> {
    return this.reads.run(async (uow) => {
      const plan = await usagePlans.find(uow, owner, usagePlanId);
      return plan ? ok(presentUsagePlan(plan, { emptyTags: true })) : fail(usagePlanNotFound);
    });
  }
}
