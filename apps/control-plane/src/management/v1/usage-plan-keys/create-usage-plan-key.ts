import { Inject, Injectable } from '@nestjs/common';
import {
  apiKeyNotFound,
  badRequest,
  conflict,
  fail,
  keyMeetsTwoPlans,
  ok,
  usagePlanNotFound,
} from '#libs/api-definition';
import type { CreateUsagePlanKeyRequest, UsagePlanKey } from '#libs/aws-wire';
import { apiKeys, usagePlanKeys, usagePlans } from '#libs/persistence';
import { DefinitionWrites } from '../../definition-writes.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { ApiKeyValues } from '../api-keys/api-key-values.js';
import { presentUsagePlanKey } from './usage-plan-key.presenter.js';

/** CreateUsagePlanKey: puts an API key into a plan, unless it would then meet two plans for one API stage. */
@Injectable()
export class CreateUsagePlanKey {
  constructor(
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
    @Inject(ApiKeyValues) private readonly values: ApiKeyValues,
  ) {}

  async run(input: CreateUsagePlanKeyRequest, { owner }: CallerIdentity): Promise<UsagePlanKey> {
    const { usagePlanId, keyId, keyType } = input;
    return this.writes.run(async (uow, publish) => {
      if (keyType !== 'API_KEY')
        return fail(badRequest('Invalid keyType specified. Valid options are API_KEY'));
      await usagePlanKeys.lockMembership(uow, owner, 'shared');
      const plan = await usagePlans.hold(uow, owner, usagePlanId);
      if (!plan) return fail(usagePlanNotFound);
      const stored = await apiKeys.lock(uow, owner, keyId);
      if (!stored) return fail(apiKeyNotFound);
      const meeting = await usagePlanKeys.meetsElsewhere(uow, keyId, usagePlanId, plan.apiStages);
      if (meeting) return fail(keyMeetsTwoPlans(keyId, meeting.usagePlanId));
      if (!(await usagePlanKeys.insert(uow, usagePlanId, keyId))) {
        return fail(conflict(`API Key ${keyId} is already in Usage Plan ${usagePlanId}`));
      }
      await publish('publish-api-key', { keyId });
      return ok(presentUsagePlanKey(stored.apiKey, this.values.open(stored)));
    });
  }
}
