import { fail, ok, stageNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { stages, type UnitOfWork } from '#libs/persistence';

/** FlushStageCache: gateways keep no responses yet, so there is nothing to drop. */
export async function flushStageCache(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, stageName }: v1.FlushStageCacheRequest,
): Promise<Result<void>> {
  return (await stages.findOwned(uow, owner, restApiId, stageName)) ? ok(undefined) : fail(stageNotFound);
}
