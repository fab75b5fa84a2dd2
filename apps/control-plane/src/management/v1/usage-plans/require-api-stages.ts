import { apiStageNotFound, fail, ok, type ApiStage, type Owner, type Result } from '#libs/api-definition';
import { stages, type UnitOfWork } from '#libs/persistence';

/** Every stage must exist, and stays until the transaction ends. */
export async function requireApiStages(
  uow: UnitOfWork,
  owner: Owner,
  apiStages: readonly Pick<ApiStage, 'restApiId' | 'stageName'>[],
): Promise<Result<void>> {
  for (const apiStage of apiStages) {
    const { restApiId, stageName } = apiStage;
    if (!(await stages.holdOwned(uow, owner, restApiId, stageName))) return fail(apiStageNotFound(apiStage));
  }
  return ok(undefined);
}
