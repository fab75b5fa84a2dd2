import { ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { usagePlans, type UnitOfWork } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { presentUsagePlan } from './usage-plan.presenter.js';

/** GetUsagePlans; with `keyId` only the plans that the key is in. */
export async function getUsagePlans(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetUsagePlansRequest,
): Promise<Result<v1.UsagePlans>> {
  const { items, position } = await page(
    input,
    (listPage) => usagePlans.list(uow, owner, input.keyId || null, listPage),
    ({ id }) => id,
  );
  return ok({ item: items.map((plan) => presentUsagePlan(plan)), position });
}
