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
import type { StageDrift } from './changes.dto.js';

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
  const deployment = stage && (await deployments.find(uow, restApiId, stage.deploymentId));
  const deployed = deployment && (await deployments.definitionOf(uow, restApiId, deployment.id));
  if (!deployment || deployed === undefined) return fail(stageNotFound);
  const deployedDigest = deployment.definitionDigest;
  const definitionDigest = digest(canonicalJson(present));
  return ok({
    restApiId,
    stageName,
    deploymentId: deployment.id,
    drifted: deployedDigest !== definitionDigest,
    deployedDigest,
    definitionDigest,
    ...diffDefinitions(JSON.parse(deployed) as FrozenDefinition, present),
  });
}
