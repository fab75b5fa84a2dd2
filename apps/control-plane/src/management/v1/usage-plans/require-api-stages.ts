import {
  apiStageNotFound,
  fail,
  ok,
  takesUsagePlans,
  type ApiStage,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { httpStages, stages, type UnitOfWork } from '#libs/persistence';

type Named = Pick<ApiStage, 'restApiId' | 'stageName'>;

/** Every stage must exist, and stays until the transaction ends; in version 2 not all APIs have plans. */
export async function requireApiStages(
  uow: UnitOfWork,
  owner: Owner,
  apiStages: readonly Named[],
): Promise<Result<void>> {
  for (const apiStage of apiStages) {
    if (!(await holdStage(uow, owner, apiStage))) return fail(apiStageNotFound(apiStage));
  }
  return ok(undefined);
}

async function holdStage(uow: UnitOfWork, owner: Owner, { restApiId, stageName }: Named): Promise<boolean> {
  if (await stages.holdOwned(uow, owner, restApiId, stageName)) return true;
  const api = await httpStages.holdOwned(uow, owner, restApiId, stageName);
  return api !== undefined && takesUsagePlans(api);
}
