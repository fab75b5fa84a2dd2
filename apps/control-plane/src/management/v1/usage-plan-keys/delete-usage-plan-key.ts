import { apiKeyNotFound, fail, ok, usagePlanNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { usagePlanKeys, usagePlans, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';

/** DeleteUsagePlanKey: takes the key out of the plan; the key itself and its usage stay. */
export async function deleteUsagePlanKey(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  { usagePlanId, keyId }: v1.DeleteUsagePlanKeyRequest,
): Promise<Result<void>> {
  if (!(await usagePlans.find(uow, owner, usagePlanId))) return fail(usagePlanNotFound);
  if (!(await usagePlanKeys.remove(uow, usagePlanId, keyId))) return fail(apiKeyNotFound);
  await publish(owner, 'publish-api-key', { keyId });
  return ok(undefined);
}
