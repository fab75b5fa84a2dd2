import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { createUsagePlan, idLengths, newId } from '#libs/api-definition';
import type { CreateUsagePlanRequest, UsagePlan } from '#libs/aws-wire';
import { usagePlans } from '#libs/persistence';
import { NOW, type Runtime } from '../../../runtime.js';
import { DefinitionWrites } from '../../definition-writes.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { requireApiStages } from './require-api-stages.js';
import { presentUsagePlan } from './usage-plan.presenter.js';

/** CreateUsagePlan: its API stages must exist. */
@Injectable()
export class CreateUsagePlan {
  constructor(
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  async run(input: CreateUsagePlanRequest, { owner }: CallerIdentity): Promise<UsagePlan> {
    const nowMs = this.now();
    const plan = await this.writes.run(async (uow, publish) => {
      const id = newId(idLengths.other, randomBytes);
      const created = createUsagePlan(input, { owner, id, nowMs });
      if (!created.ok) return created;
      const found = await requireApiStages(uow, owner, created.value.apiStages);
      if (!found.ok) return found;
      await usagePlans.insert(uow, created.value);
      await publish('publish-usage-plan', { usagePlanId: id });
      return created;
    });
    return presentUsagePlan(plan);
  }
}
