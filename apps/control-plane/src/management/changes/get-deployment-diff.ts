import {
  deploymentNotFound,
  diffEntities,
  fail,
  ok,
  restApiNotFound,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { UnitOfWork } from '#libs/persistence';
import type { DeploymentDiff } from './changes.dto.js';
import type { FindComparedApi } from './compared-api.js';

/** Deployments never change, so no lock is needed. */
export async function getDeploymentDiff(
  find: FindComparedApi,
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, fromId, toId }: { readonly restApiId: string; readonly fromId: string; readonly toId: string },
): Promise<Result<DeploymentDiff>> {
  const api = await find(uow, owner, restApiId);
  if (!api) return fail(restApiNotFound(owner, restApiId));
  const [from, to] = [await api.deployed(fromId), await api.deployed(toId)];
  if (!from || !to) return fail(deploymentNotFound);
  return ok({
    restApiId,
    from: { deploymentId: fromId, definitionDigest: from.digest },
    to: { deploymentId: toId, definitionDigest: to.digest },
    ...diffEntities(from.entities, to.entities),
  });
}
