import {
  deploymentNotFound,
  fail,
  ok,
  stageNotFound,
  type Owner,
  type Result,
  type Stage,
} from '#libs/api-definition';
import {
  gateways,
  httpApis,
  httpStages,
  publishedDocuments,
  stages,
  type UnitOfWork,
} from '#libs/persistence';
import { documentNames, snapshotsOf, type StageDocument } from '#libs/snapshot-format';
import { rolloutState } from './rollout-state.js';
import type { PublishedStage, StageRollout } from './stage-rollout.dto.js';

/** Where a stage stands. */
export async function getStageRollout(
  uow: UnitOfWork,
  owner: Owner,
  restApiId: string,
  stageName: string,
): Promise<Result<StageRollout>> {
  const stage = await stages.findOwned(uow, owner, restApiId, stageName);
  return stage ? rolloutOf(uow, stage) : fail(stageNotFound);
}

/** Where a stage of an API of version 2 stands. */
export async function getHttpStageRollout(
  uow: UnitOfWork,
  owner: Owner,
  apiId: string,
  stageName: string,
): Promise<Result<StageRollout>> {
  const api = await httpApis.find(uow, owner, apiId);
  const stage = api && (await httpStages.find(uow, apiId, stageName));
  if (!stage) return fail(stageNotFound);
  const { deploymentId } = stage;
  // It waits for its first deployment.
  if (deploymentId === null) return fail(deploymentNotFound);
  return rolloutOf(uow, { restApiId: apiId, stageName, deploymentId, canarySettings: null });
}

async function rolloutOf(
  uow: UnitOfWork,
  stage: Pick<Stage, 'restApiId' | 'stageName' | 'deploymentId' | 'canarySettings'>,
): Promise<Result<StageRollout>> {
  const { restApiId, stageName } = stage;
  const name = documentNames.stage(restApiId, stageName);
  const told = await publishedDocuments.find(uow, { kind: 'stage', name });
  const { deploymentId, canarySettings } = stage;
  const base = {
    restApiId,
    stageName,
    deploymentId,
    ...(canarySettings && { canaryDeploymentId: canarySettings.deploymentId }),
  };
  if (!told) return ok({ ...base, published: null, gateways: [] });
  const document = JSON.parse(told.body ?? '') as StageDocument;
  const newest = { seq: told.seq, name, snapshots: snapshotsOf(document) };
  const states = (await gateways.list(uow)).map((gateway) => rolloutState(newest, gateway));
  return ok({ ...base, published: { seq: told.seq, ...shown(document) }, gateways: states });
}

function shown({ deploymentId, snapshotDigest, canary }: StageDocument): Omit<PublishedStage, 'seq'> {
  const ofCanary = canary && { deploymentId: canary.deploymentId, snapshotDigest: canary.snapshotDigest };
  return { deploymentId, snapshotDigest, ...(ofCanary && { canary: ofCanary }) };
}
