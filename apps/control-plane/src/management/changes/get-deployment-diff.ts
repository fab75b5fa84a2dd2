import {
  deploymentNotFound,
  diffDefinitions,
  fail,
  ok,
  restApiNotFound,
  type FrozenDefinition,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { deployments, restApis, type UnitOfWork } from '#libs/persistence';
import type { DeploymentDiff } from './changes.dto.js';

/** Deployments never change, so no lock is needed. */
export async function getDeploymentDiff(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, fromId, toId }: { readonly restApiId: string; readonly fromId: string; readonly toId: string },
): Promise<Result<DeploymentDiff>> {
  if (!(await restApis.find(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const [from, to] = [await sideOf(uow, restApiId, fromId), await sideOf(uow, restApiId, toId)];
  if (!from || !to) return fail(deploymentNotFound);
  return ok({
    restApiId,
    from: from.side,
    to: to.side,
    ...diffDefinitions(from.definition, to.definition),
  });
}

async function sideOf(uow: UnitOfWork, restApiId: string, deploymentId: string) {
  const deployment = await deployments.find(uow, restApiId, deploymentId);
  const definition = deployment && (await deployments.definitionOf(uow, restApiId, deploymentId));
  // Between the two queries it may have been deleted.
  if (!deployment || definition === undefined) return undefined;
  return {
    side: { deploymentId, definitionDigest: deployment.definitionDigest },
    definition: JSON.parse(definition) as FrozenDefinition,
  };
}
