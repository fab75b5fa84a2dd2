import {
  automaticDeploymentDescription,
  deployedMessage,
  KEPT_AUTOMATIC_DEPLOYMENTS,
  notDeployedMessage,
  type HttpApi,
  type HttpStage,
} from '#libs/api-definition';
import { httpDeployments, httpStages, type UnitOfWork } from '#libs/persistence';
import type { ApiWrite } from '../api-write.js';
import { moveHttpStage } from '../stages/move-http-stage.js';
import { freezeHttpApi } from './freeze-http-api.js';
import { insertHttpDeployment, newHttpDeployment } from './new-http-deployment.js';

/**
 * Called by every write at or below an API, after it has written: the definition as it now stands goes to
 * each stage that deploys by itself, and is live when the call returns. A definition that cannot be served
 * leaves the stages as they are, and they say why.
 *
 * @param api as it is after the write; the caller has locked it
 */
export async function deployAutomatically(write: ApiWrite, api: HttpApi): Promise<void> {
  const { uow, publish, caller, nowMs } = write;
  const { apiId } = api;
  const stages = (await httpStages.all(uow, apiId)).filter(({ autoDeploy }) => autoDeploy);
  if (stages.length === 0) return;
  const frozen = await freezeHttpApi(uow, api);
  if (!frozen.ok) {
    for (const stage of stages) await say(uow, stage, notDeployedMessage(frozen.error.message));
    return;
  }
  const made = newHttpDeployment(frozen.value, {
    autoDeployed: true,
    description: automaticDeploymentDescription,
    nowMs,
  });
  const behind: HttpStage[] = [];
  for (const stage of stages) {
    if (!(await serves(uow, stage, made.definitionDigest))) behind.push(stage);
  }
  if (behind.length === 0) return;
  await insertHttpDeployment(uow, made, frozen.value);
  const lastDeploymentStatusMessage = deployedMessage(made.deploymentId);
  for (const stage of behind) {
    const after = { ...stage, deploymentId: made.deploymentId, lastDeploymentStatusMessage };
    await moveHttpStage(write, 'AutoDeploy', { before: stage, after });
  }
  await httpDeployments.removeSuperseded(uow, apiId, KEPT_AUTOMATIC_DEPLOYMENTS);
  await publish(caller.owner, 'publish-http-api', { apiId });
}

/** What changes no way of serving, such as a description, needs no deployment. */
async function serves(uow: UnitOfWork, stage: HttpStage, definitionDigest: string): Promise<boolean> {
  if (stage.deploymentId === null) return false;
  const served = await httpDeployments.find(uow, stage.apiId, stage.deploymentId);
  return served?.deployment.definitionDigest === definitionDigest && served.compileError === null;
}

async function say(uow: UnitOfWork, stage: HttpStage, lastDeploymentStatusMessage: string): Promise<void> {
  if (stage.lastDeploymentStatusMessage === lastDeploymentStatusMessage) return;
  await httpStages.update(uow, { ...stage, lastDeploymentStatusMessage });
}
