import {
  descriptionProblem,
  fail,
  ok,
  restApiNotFound,
  stageDeploysItself,
  stageNotFound,
  type HttpDeployment,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpApis, httpStages } from '#libs/persistence';
import type { ApiWrite } from '../api-write.js';
import { moveHttpStage } from '../stages/move-http-stage.js';
import { freezeHttpApi } from './freeze-http-api.js';
import { insertHttpDeployment, newHttpDeployment } from './new-http-deployment.js';

/**
 * CreateDeployment: freezes the definition, checks that it can be served, and points the stage to it, if one
 * is named. Live on return.
 */
export async function createHttpDeployment(
  write: ApiWrite,
  { apiId, stageName, description }: v2.CreateDeploymentRequest,
): Promise<Result<HttpDeployment>> {
  const { uow, publish, caller, nowMs } = write;
  const api = await httpApis.lock(uow, caller.owner, apiId);
  if (!api) return fail(restApiNotFound(caller.owner, apiId));
  const problem = descriptionProblem(description);
  if (problem) return fail(problem);
  const stage = stageName ? await httpStages.find(uow, apiId, stageName) : null;
  if (stage === undefined) return fail(stageNotFound);
  if (stage?.autoDeploy) return fail(stageDeploysItself);
  const frozen = await freezeHttpApi(uow, api);
  if (!frozen.ok) return frozen;
  const made = newHttpDeployment(frozen.value, {
    autoDeployed: false,
    description: description || null,
    nowMs,
  });
  await insertHttpDeployment(uow, made, frozen.value);
  if (stage) {
    const after = { ...stage, deploymentId: made.deploymentId };
    await moveHttpStage(write, 'CreateDeployment', { before: stage, after });
  }
  await publish(caller.owner, 'publish-http-api', { apiId });
  return ok(made);
}
