import { fail, ok, stageNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { stages, type UnitOfWork } from '#libs/persistence';
import { withCacheStatus } from './cache-status.js';
import { presentStage } from './stage.presenter.js';

/** GetStage. */
export async function getStage(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, stageName }: v1.GetStageRequest,
): Promise<Result<v1.Stage>> {
  const stage = await stages.findOwned(uow, owner, restApiId, stageName);
  return stage ? ok(presentStage(await withCacheStatus(uow, stage))) : fail(stageNotFound);
}
