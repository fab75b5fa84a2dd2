import {
  deploymentNotFound,
  fail,
  ok,
  restApiNotFound,
  type FrozenDefinition,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { deployments, restApis, type UnitOfWork } from '#libs/persistence';
import { checkDefinition } from '#libs/snapshot-compiler';
import type { DeploymentDiagnostics } from './deployment-diagnostics.dto.js';

/** A deployment never changes, so what is said of it is the same whenever it is asked. */
export async function getDeploymentDiagnostics(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, deploymentId }: { readonly restApiId: string; readonly deploymentId: string },
): Promise<Result<DeploymentDiagnostics>> {
  if (!(await restApis.find(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const definition = await deployments.definitionOf(uow, restApiId, deploymentId);
  if (definition === undefined) return fail(deploymentNotFound);
  const diagnostics = checkDefinition(JSON.parse(definition) as FrozenDefinition);
  return ok({ restApiId, deploymentId, diagnostics });
}
