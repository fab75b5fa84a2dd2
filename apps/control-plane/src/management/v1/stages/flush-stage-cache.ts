import { fail, flushCache, ok, stageNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { restApis, stages, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';

/**
 * FlushStageCache: gateways serve nothing of what they kept; live on return. A stage without a cache has
 * nothing to drop, which is no mistake (not recorded).
 */
export async function flushStageCache(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  { restApiId, stageName }: v1.FlushStageCacheRequest,
): Promise<Result<void>> {
  const restApi = await restApis.lock(uow, owner, restApiId);
  const stage = restApi && (await stages.find(uow, restApiId, stageName));
  if (!stage) return fail(stageNotFound);
  const flushed = flushCache(stage);
  if (flushed === stage) return ok(undefined);
  await stages.update(uow, flushed);
  await publish(owner, 'publish-rest-api', { restApiId });
  return ok(undefined);
}
