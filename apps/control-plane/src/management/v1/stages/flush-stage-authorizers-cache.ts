import { fail, ok, stageNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { restApis, stages, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';

/**
 * FlushStageAuthorizersCache: gateways ask the stage's authorizers anew; live on return. They keep results
 * under a name that the number of flushes is part of.
 */
export async function flushStageAuthorizersCache(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  { restApiId, stageName }: v1.FlushStageAuthorizersCacheRequest,
): Promise<Result<void>> {
  const restApi = await restApis.lock(uow, owner, restApiId);
  const stage = restApi && (await stages.find(uow, restApiId, stageName));
  if (!stage) return fail(stageNotFound);
  await stages.update(uow, { ...stage, authorizersFlushed: stage.authorizersFlushed + 1 });
  await publish(owner, 'publish-rest-api', { restApiId });
  return ok(undefined);
}
