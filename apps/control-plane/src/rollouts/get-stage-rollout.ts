import { fail, notFound, ok, type Owner, type Result } from '#libs/api-definition';
import { gateways, publishedDocuments, stages, type UnitOfWork } from '#libs/persistence';
import { documentNames, type StageDocument } from '#libs/snapshot-format';
import { rolloutState } from './rollout-state.js';
import type { StageRollout } from './stage-rollout.dto.js';

/** Where a stage stands. */
export async function getStageRollout(
  uow: UnitOfWork,
  owner: Owner,
  restApiId: string,
  stageName: string,
): Promise<Result<StageRollout>> {
  const stage = await stages.findOwned(uow, owner, restApiId, stageName);
  if (!stage) return fail(notFound('Invalid stage identifier specified'));
  const name = documentNames.stage(restApiId, stageName);
  const told = await publishedDocuments.find(uow, { kind: 'stage', name });
  const base = { restApiId, stageName, deploymentId: stage.deploymentId };
  if (!told) return ok({ ...base, published: null, gateways: [] });
  const { deploymentId, snapshotDigest } = JSON.parse(told.body ?? '') as StageDocument;
  const published = { seq: told.seq, deploymentId, snapshotDigest };
  const states = (await gateways.list(uow)).map((gateway) => rolloutState({ ...published, name }, gateway));
  return ok({ ...base, published, gateways: states });
}
