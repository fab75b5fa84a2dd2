import {
  deploymentNotFound,
  fail,
  ok,
  restApiNotFound,
  type FrozenDefinition,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { deployments, restApis, stages, type UnitOfWork } from '#libs/persistence';
import { cacheWarnings, checkDefinition } from '#libs/snapshot-compiler';
import type { DeploymentDiagnostics } from './deployment-diagnostics.dto.js';

/**
 * What is said of a deployment alone never changes; what stages cache of it does, and is said of those that
 * serve it now.
 */
export async function getDeploymentDiagnostics(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, deploymentId }: { readonly restApiId: string; readonly deploymentId: string },
): Promise<Result<DeploymentDiagnostics>> {
  if (!(await restApis.find(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const definition = await deployments.definitionOf(uow, restApiId, deploymentId);
  if (definition === undefined) return fail(deploymentNotFound);
  const frozen = JSON.parse(definition) as FrozenDefinition;
  const serving = (await stages.all(uow, restApiId)).filter(
    (stage) => stage.deploymentId === deploymentId || stage.canarySettings?.deploymentId === deploymentId,
  );
  const ofStages = serving.flatMap((stage) => cacheWarnings(frozen, stage));
  return ok({ restApiId, deploymentId, diagnostics: [...checkDefinition(frozen), ...ofStages] });
}
