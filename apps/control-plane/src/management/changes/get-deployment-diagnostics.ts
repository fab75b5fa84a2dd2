import {
  deploymentNotFound,
  fail,
  ok,
  restApiNotFound,
  type FrozenDefinition,
  type FrozenHttpDefinition,
  type Owner,
  type Result,
} from '#libs/api-definition';
import {
  deployments,
  httpApis,
  httpDeployments,
  httpStages,
  openEndpoints,
  restApis,
  stages,
  type UnitOfWork,
} from '#libs/persistence';
import {
  cacheWarnings,
  checkDefinition,
  compileApiDeployment,
  type Diagnostic,
} from '#libs/snapshot-compiler';
import type { DeploymentDiagnostics, HttpDeploymentDiagnostics } from './deployment-diagnostics.dto.js';

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
  const ofDomains = serving.length > 0 ? await openEndpointsOf(uow, restApiId, 'RestApi') : [];
  const diagnostics = [...checkDefinition(frozen), ...ofStages, ...ofDomains];
  return ok({ restApiId, deploymentId, diagnostics });
}

/** The same of an API of version 2; its stages cache nothing. */
export async function getHttpDeploymentDiagnostics(
  uow: UnitOfWork,
  owner: Owner,
  { apiId, deploymentId }: { readonly apiId: string; readonly deploymentId: string },
): Promise<Result<HttpDeploymentDiagnostics>> {
  if (!(await httpApis.find(uow, owner, apiId))) return fail(restApiNotFound(owner, apiId));
  const definition = await httpDeployments.definitionOf(uow, apiId, deploymentId);
  if (definition === undefined) return fail(deploymentNotFound);
  const isServed = (await httpStages.all(uow, apiId)).some((stage) => stage.deploymentId === deploymentId);
  const ofDomains = isServed ? await openEndpointsOf(uow, apiId, 'Api') : [];
  const { diagnostics } = compileApiDeployment(JSON.parse(definition) as FrozenHttpDefinition);
  return ok({ apiId, deploymentId, diagnostics: [...diagnostics, ...ofDomains] });
}

/** A way round mutual TLS is one as long as a stage serves the API by its own host. */
async function openEndpointsOf(
  uow: UnitOfWork,
  apiId: string,
  at: 'RestApi' | 'Api',
): Promise<readonly Diagnostic[]> {
  const open = await openEndpoints.ofApi(uow, apiId);
  return open.map(({ domainName }) => ({
    code: 'open-default-endpoint',
    severity: 'warning',
    at,
    message: `The domain ${domainName} asks for a certificate, and the API's default endpoint does not`,
  }));
}
