import {
  diffDefinitions,
  fail,
  ok,
  restApiNotFound,
  stageNotFound,
  type FrozenDefinition,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { deployments, restApis, stages, type UnitOfWork } from '#libs/persistence';
import { canonicalJson, digest } from '#libs/snapshot-format';
import { freezeRestApi } from '../v1/deployments/freeze-rest-api.js';
import type { ReleaseDrift, StageDrift } from './changes.dto.js';

/** To be read consistently: a write in between would make a difference that never was. */
export async function getStageDrift(
  uow: UnitOfWork,
  owner: Owner,
  restApiId: string,
  stageName: string,
): Promise<Result<StageDrift>> {
  const restApi = await restApis.find(uow, owner, restApiId);
  if (!restApi) return fail(restApiNotFound(owner, restApiId));
  const present = await freezeRestApi(uow, restApi);
  const stage = await stages.find(uow, restApiId, stageName);
  if (!stage) return fail(stageNotFound);
  const definitionDigest = digest(canonicalJson(present));
  const driftFrom = async (deploymentId: string): Promise<ReleaseDrift | null> => {
    const deployment = await deployments.find(uow, restApiId, deploymentId);
    const deployed = deployment && (await deployments.definitionOf(uow, restApiId, deploymentId));
    if (!deployment || deployed === undefined) return null;
    const deployedDigest = deployment.definitionDigest;
    return {
      deploymentId,
      drifted: deployedDigest !== definitionDigest,
      deployedDigest,
      ...diffDefinitions(JSON.parse(deployed) as FrozenDefinition, present),
    };
  };
  const own = await driftFrom(stage.deploymentId);
  if (own === null) return fail(stageNotFound);
  const canary = stage.canarySettings && (await driftFrom(stage.canarySettings.deploymentId));
  return ok({ restApiId, stageName, ...own, definitionDigest, ...(canary && { canary }) });
}
