import {
  deploymentNotFound,
  fail,
  ok,
  restApiNotFound,
  type FrozenDefinition,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { deployments, openEndpoints, restApis, stages, type UnitOfWork } from '#libs/persistence';
import { cacheWarnings, checkDefinition, type Diagnostic } from '#libs/snapshot-compiler';
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
  // A way round mutual TLS is one as long as a stage serves the API by its own host.
  const open = serving.length > 0 ? await openEndpoints.ofApi(uow, restApiId) : [];
  const ofDomains = open.map(({ domainName }): Diagnostic => ({
    code: 'open-default-endpoint',
    severity: 'warning',
    at: 'RestApi',
    message: `The domain ${domainName} asks for a certificate, and the API's default endpoint does not`,
  }));
  const diagnostics = [...checkDefinition(frozen), ...ofStages, ...ofDomains];
  return ok({ restApiId, deploymentId, diagnostics });
}
