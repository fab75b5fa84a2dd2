import {
  deploymentNotFound,
  fail,
  ok,
  summarizeDeployment,
  type FrozenDefinition,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { deployments, restApis, type UnitOfWork } from '#libs/persistence';
import { presentDeployment } from './deployment.presenter.js';

/** GetDeployment; `embed=apisummary` adds the methods that were deployed. */
export async function getDeployment(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetDeploymentRequest,
): Promise<Result<v1.Deployment>> {
  const { restApiId, deploymentId, embed } = input;
  const restApi = await restApis.find(uow, owner, restApiId);
  const deployment = restApi && (await deployments.find(uow, restApiId, deploymentId));
  if (!deployment) return fail(deploymentNotFound);
  if (!embed?.includes('apisummary')) return ok(presentDeployment(deployment));
  const definition = await deployments.definitionOf(uow, restApiId, deploymentId);
  if (definition === undefined) return fail(deploymentNotFound);
  const summary = summarizeDeployment(JSON.parse(definition) as FrozenDefinition);
  return ok(presentDeployment(deployment, summary));
}
