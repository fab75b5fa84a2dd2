import { currentCacheStatus, isCacheChanging, type Stage } from '#libs/api-definition';
import { gateways, publishedDocuments, type UnitOfWork } from '#libs/persistence';
import { documentNames, type StageDocument } from '#libs/snapshot-format';

/**
 * The Stage with the status that its cache has at this moment: a change of it is in progress until every
 * connected gateway serves the stage with it. Costs nothing when nothing has changed.
 */
export async function withCacheStatus(uow: UnitOfWork, stage: Stage): Promise<Stage> {
  if (!isCacheChanging(stage.cacheClusterStatus)) return stage;
  return { ...stage, cacheClusterStatus: currentCacheStatus(stage, await isCacheLive(uow, stage)) };
}

async function isCacheLive(
  uow: UnitOfWork,
  { restApiId, stageName, cacheClusterEnabled, cacheEpoch }: Stage,
): Promise<boolean> {
  const name = documentNames.stage(restApiId, stageName);
  const published = await publishedDocuments.find(uow, { kind: 'stage', name });
  if (!published) return !cacheClusterEnabled;
  const { cache } = JSON.parse(published.body ?? '{}') as Partial<StageDocument>;
  const isPublished = cacheClusterEnabled ? cache?.flushed === cacheEpoch : cache === undefined;
  if (!isPublished) return false;
  const applied = await gateways.lowestApplied(uow);
  return applied === null || applied >= published.seq;
}
