import { Inject, Injectable } from '@nestjs/common';
import { ok } from '#libs/api-definition';
import type { GetUsagePlansRequest, UsagePlans } from '#libs/aws-wire';
import { usagePlans } from '#libs/persistence';
import { DefinitionReads } from '../../definition-reads.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { page } from '../../http/page.js';
import { presentUsagePlan } from './usage-plan.presenter.js';

/** GetUsagePlans; with `keyId` only the plans that the key is in. */
@Injectable()
export class GetUsagePlans {
  constructor(@Inject(DefinitionReads) private readonly reads: DefinitionReads) {}

  async run(input: GetUsagePlansRequest, { owner }: CallerIdentity): Promise<UsagePlans> {
    return this.reads.run(async (uow) => {
      const { items, position } = await page(
        input,
        (listPage) => usagePlans.list(uow, owner, input.keyId || null, listPage),
        ({ id }) => id,
      );
      return ok({ item: items.map((plan) => presentUsagePlan(plan)), position });
    });
  }
}
