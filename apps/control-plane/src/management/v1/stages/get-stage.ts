import { fail, ok, stageNotFound, type Owner, type Result } from '#libs/api-definition';
import type { GetStageRequest, Stage } from '#libs/aws-wire';
import { stages, type UnitOfWork } from '#libs/persistence';
import { presentStage } from './stage.presenter.js';

/** GetStage. */
export async function getStage(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, stageName }: GetStageRequest,
): Promise<Result<Stage>> {
  const stage = await stages.findOwned(uow, owner, restApiId, stageName);
  return stage ? ok(presentStage(stage)) : fail(stageNotFound);
}
