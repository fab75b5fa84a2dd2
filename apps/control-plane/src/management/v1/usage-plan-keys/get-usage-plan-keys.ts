import { Inject, Injectable } from '@nestjs/common';
import { ok } from '#libs/api-definition';
import type { GetUsagePlanKeysRequest, UsagePlanKeys } from '#libs/aws-wire';
import { usagePlanKeys } from '#libs/persistence';
import { DefinitionReads } from '../../definition-reads.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { page } from '../../http/page.js';
import { ApiKeyValues } from '../api-keys/api-key-values.js';
import { presentUsagePlanKey } from './usage-plan-key.presenter.js';

/** GetUsagePlanKeys: the key added last comes first; a plan that does not exist has none (recorded: usage plans). */
@Injectable()
export class GetUsagePlanKeys {
  constructor(
    @Inject(DefinitionReads) private readonly reads: DefinitionReads,
    @Inject(ApiKeyValues) private readonly values: ApiKeyValues,
  ) {}

  async run(input: GetUsagePlanKeysRequest, { owner }: CallerIdentity): Promise<UsagePlanKeys> {
    const { usagePlanId, nameQuery } = input;
    return this.reads.run(async (uow) => {
      const { items, position } = await page(
        input,
        (listPage) => usagePlanKeys.list(uow, owner, usagePlanId, nameQuery || null, listPage),
        ({ listPosition }) => listPosition,
      );
      return ok({
        item: items.map((stored) => presentUsagePlanKey(stored.apiKey, this.values.open(stored))),
        position,
      });
    });
  }
}
