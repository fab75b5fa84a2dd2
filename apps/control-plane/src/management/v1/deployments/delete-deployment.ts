import { badRequest, deploymentNotFound, fail, ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { deployments, restApis, stages, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';

/** DeleteDeployment: refused while a stage, or the canary of one, serves it. */
export async function deleteDeployment(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.DeleteDeploymentRequest,
): Promise<Result<void>> {
  const { restApiId, deploymentId } = input;
  const restApi = await restApis.lock(uow, owner, restApiId);
  const deployment = restApi && (await deployments.find(uow, restApiId, deploymentId));
  if (!deployment) return fail(deploymentNotFound);
  const served = (await stages.all(uow, restApiId)).some(
    (stage) => stage.deploymentId === deploymentId || stage.canarySettings?.deploymentId === deploymentId,
  );
  if (served) {
    return fail(badRequest('Active stages pointing to this deployment must be moved or deleted'));
  }
  await deployments.remove(uow, restApiId, deploymentId);
  await publish(owner, 'publish-rest-api', { restApiId });
  return ok(undefined);
}
