import { Inject, Injectable } from '@nestjs/common';
import { apiKeyNotFound, fail, ok, usagePlanNotFound } from '#libs/api-definition';
import type { DeleteUsagePlanKeyRequest } from '#libs/aws-wire';
import { usagePlanKeys, usagePlans } from '#libs/persistence';
import { DefinitionWrites } from '../../definition-writes.js';
import type { CallerIdentity } from '../../http/management-request.js';

/** DeleteUsagePlanKey: takes the key out of the plan; the key itself and its usage stay. */
@Injectable()
export class DeleteUsagePlanKey {
  constructor(@Inject(DefinitionWrites) private readonly writes: DefinitionWrites) {}

  async run({ usagePlanId, keyId }: DeleteUsagePlanKeyRequest, { owner }: CallerIdentity): Promise<void> {
    return this.writes.run(async (uow, publish) => {
      if (!(await usagePlans.find(uow, owner, usagePlanId))) return fail(usagePlanNotFound);
      if (!(await usagePlanKeys.remove(uow, usagePlanId, keyId))) return fail(apiKeyNotFound);
      await publish('publish-api-key', { keyId });
      return ok(undefined);
    });
  }
}
