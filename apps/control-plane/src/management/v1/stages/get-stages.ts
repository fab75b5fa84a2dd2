import { fail, ok, restApiNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { restApis, stages, type UnitOfWork } from '#libs/persistence';
import { withCacheStatus } from './cache-status.js';
import { presentStage } from './stage.presenter.js';

/** GetStages: all of a RestApi, or those of one deployment; not paged. */
export async function getStages(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, deploymentId }: v1.GetStagesRequest,
): Promise<Result<v1.Stages>> {
  if (!(await restApis.find(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const found = (await stages.all(uow, restApiId)).filter(
    (stage) => !deploymentId || stage.deploymentId === deploymentId,
  );
  const item: v1.Stage[] = [];
  for (const stage of found) item.push(presentStage(await withCacheStatus(uow, stage)));
  return ok({ item });
}
