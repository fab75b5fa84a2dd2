import { ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { usagePlanKeys, type UnitOfWork, type Sealer } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { openValue } from '../api-keys/api-key-values.js';
import { presentUsagePlanKey } from './usage-plan-key.presenter.js';

/**
 * GetUsagePlanKeys: the key added last comes first; a plan that does not exist has none (recorded: usage
 * plans).
 */
export async function getUsagePlanKeys(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetUsagePlanKeysRequest,
  sealer: Sealer,
): Promise<Result<v1.UsagePlanKeys>> {
  const { usagePlanId, nameQuery } = input;
  const { items, position } = await page(
    input,
    (listPage) => usagePlanKeys.list(uow, owner, usagePlanId, nameQuery || null, listPage),
    ({ listPosition }) => listPosition,
  );
  return ok({
    item: items.map((stored) => presentUsagePlanKey(stored.apiKey, openValue(sealer, stored))),
    position,
  });
}
