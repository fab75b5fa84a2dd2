import { apiKeyNotFound, fail, ok, usagePlanNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { usagePlanKeys, usagePlans, type UnitOfWork, type Sealer } from '#libs/persistence';
import { openValue } from '../api-keys/api-key-values.js';
import { presentUsagePlanKey } from './usage-plan-key.presenter.js';

/** GetUsagePlanKey. */
export async function getUsagePlanKey(
  uow: UnitOfWork,
  owner: Owner,
  { usagePlanId, keyId }: v1.GetUsagePlanKeyRequest,
  sealer: Sealer,
): Promise<Result<v1.UsagePlanKey>> {
  const stored = await usagePlanKeys.find(uow, owner, usagePlanId, keyId);
  if (stored) return ok(presentUsagePlanKey(stored.apiKey, openValue(sealer, stored)));
  const plan = await usagePlans.find(uow, owner, usagePlanId);
  return fail(plan ? apiKeyNotFound : usagePlanNotFound);
}
