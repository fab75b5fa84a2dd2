import {
  apiKeyNotFound,
  badRequest,
  conflict,
  fail,
  keyMeetsTwoPlans,
  ok,
  usagePlanNotFound,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { apiKeys, usagePlanKeys, usagePlans, type UnitOfWork, type Sealer } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import type { Limits } from '../../../definition/limits.js';
import { openValue } from '../api-keys/api-key-values.js';
import { presentUsagePlanKey } from './usage-plan-key.presenter.js';

/** CreateUsagePlanKey: puts an API key into a plan, unless it would then meet two plans for one API stage. */
export async function createUsagePlanKey(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.CreateUsagePlanKeyRequest,
  { sealer, limits }: { readonly sealer: Sealer; readonly limits: Limits },
): Promise<Result<v1.UsagePlanKey>> {
  const { usagePlanId, keyId, keyType } = input;
  if (keyType !== 'API_KEY') return fail(badRequest('Invalid keyType specified. Valid options are API_KEY'));
  await usagePlanKeys.lockMembership(uow, owner, 'shared');
  const plan = await usagePlans.hold(uow, owner, usagePlanId);
  const stored = await apiKeys.lock(uow, owner, keyId);
  // The key is missed before the plan (found: CreateUsagePlanKey).
  if (!stored) return fail(apiKeyNotFound);
  if (!plan) return fail(usagePlanNotFound);
  const meeting = await usagePlanKeys.meetsElsewhere(uow, keyId, usagePlanId, plan.apiStages);
  if (meeting) return fail(keyMeetsTwoPlans(keyId, meeting.usagePlanId));
  if (!(await usagePlanKeys.insert(uow, usagePlanId, keyId))) {
    return fail(conflict(`API Key ${keyId} is already in Usage Plan ${usagePlanId}`));
  }
  const within = await limits.require(uow, 'usagePlansPerApiKey', keyId);
  if (!within.ok) return within;
  await publish(owner, 'publish-api-key', { keyId });
  return ok(presentUsagePlanKey(stored.apiKey, openValue(sealer, stored)));
}
