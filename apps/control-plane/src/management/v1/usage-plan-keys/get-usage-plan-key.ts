import { Inject, Injectable } from '@nestjs/common';
import { apiKeyNotFound, fail, ok, usagePlanNotFound } from '#libs/api-definition';
import type { GetUsagePlanKeyRequest, UsagePlanKey } from '#libs/aws-wire';
import { usagePlanKeys, usagePlans } from '#libs/persistence';
import { DefinitionReads } from '../../definition-reads.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { ApiKeyValues } from '../api-keys/api-key-values.js';
import { presentUsagePlanKey } from './usage-plan-key.presenter.js';

/** GetUsagePlanKey. */
@Injectable()
export class GetUsagePlanKey {
  constructor(
    @Inject(DefinitionReads) private readonly reads: DefinitionReads,
    @Inject(ApiKeyValues) private readonly values: ApiKeyValues,
  ) {}

  async run(
    { usagePlanId, keyId }: GetUsagePlanKeyRequest,
    { owner }: CallerIdentity,
  ): Promise<UsagePlanKey> {
    return this.reads.run(async (uow) => {
      const stored = await usagePlanKeys.find(uow, owner, usagePlanId, keyId);
      if (stored) return ok(presentUsagePlanKey(stored.apiKey, this.values.open(stored)));
      const plan = await usagePlans.find(uow, owner, usagePlanId);
      return fail(plan ? apiKeyNotFound : usagePlanNotFound);
    });
  }
}
