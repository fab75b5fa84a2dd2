import { randomBytes } from 'node:crypto';
import {
  createUsagePlan as decideUsagePlan,
  idLengths,
  newId,
  type Owner,
  type Result,
  ok,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { usagePlans, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import type { Limits } from '../../../definition/limits.js';
import { requireApiStages } from './require-api-stages.js';
import { presentUsagePlan } from './usage-plan.presenter.js';

/** CreateUsagePlan: its API stages must exist. */
export async function createUsagePlan(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.CreateUsagePlanRequest,
  limits: Limits,
  nowMs: number,
): Promise<Result<v1.UsagePlan>> {
  const id = newId(idLengths.other, randomBytes);
  const created = decideUsagePlan(input, { owner, id, nowMs });
  if (!created.ok) return created;
  const found = await requireApiStages(uow, owner, created.value.apiStages);
  if (!found.ok) return found;
  await usagePlans.insert(uow, created.value);
  const within = await limits.require(uow, 'usagePlans', owner);
  if (!within.ok) return within;
  await publish(owner, 'publish-usage-plan', { usagePlanId: id });
  return ok(presentUsagePlan(created.value));
}
