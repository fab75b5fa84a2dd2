import {
  applyPatch,
  deploymentNotFound,
  deploymentPatchPaths,
  fail,
  ok,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { deployments, restApis, type UnitOfWork } from '#libs/persistence';
import { presentDeployment } from './deployment.presenter.js';

/** UpdateDeployment: nothing that is served changes. */
export async function updateDeployment(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.UpdateDeploymentRequest,
): Promise<Result<v1.Deployment>> {
  const { restApiId, deploymentId, patchOperations } = input;
  const restApi = await restApis.lock(uow, owner, restApiId);
  const deployment = restApi && (await deployments.find(uow, restApiId, deploymentId));
  if (!deployment) return fail(deploymentNotFound);
  const patched = applyPatch(deployment, patchOperations, deploymentPatchPaths);
  if (!patched.ok) return patched;
  await deployments.update(uow, patched.value);
  return ok(presentDeployment(patched.value));
}
