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
import { checkDefinition, type Diagnostic } from '#libs/snapshot-compiler';

/** What the compiler has to say about a deployment; docs/ERRORS.md has the codes. */
export interface DeploymentDiagnostics {
  readonly restApiId: string;
  readonly deploymentId: string;
  readonly diagnostics: readonly Diagnostic[];
}

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
