import { fail, ok, stageNotFound, type HttpApi, type Result } from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpStages, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';

/**
 * ResetAuthorizersCache: gateways ask the stage's authorizers anew. They keep results under a name that the
 * number of flushes is part of.
 */
export async function resetAuthorizersCache(
  uow: UnitOfWork,
  publish: Publish,
  { apiId, owner }: HttpApi,
  { stageName }: v2.ResetAuthorizersCacheRequest,
): Promise<Result<void>> {
  const stage = await httpStages.find(uow, apiId, stageName);
  if (!stage) return fail(stageNotFound);
  await httpStages.update(uow, { ...stage, authorizersFlushed: stage.authorizersFlushed + 1 });
  await publish(owner, 'publish-http-api', { apiId });
  return ok(undefined);
}
