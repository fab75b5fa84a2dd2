import { fail, ok, stageNotFound, type Owner, type Result } from '#libs/api-definition';
import { restApis, stages, type UnitOfWork } from '#libs/persistence';
import { cacheWarnings, methodCaches, type MethodCache } from '#libs/snapshot-compiler';
import { withCacheStatus } from '../v1/stages/cache-status.js';
import { readCacheCounts } from './read-cache-counts.js';
import { servedDefinitions } from '../v1/stages/served-definitions.js';
import type { CacheCounts, StageCacheReport } from './stage-cache.dto.js';

/** To be read consistently: a deployment in between would have other methods than the stage. */
export async function getStageCache(
  uow: UnitOfWork,
  owner: Owner,
  {
    restApiId,
    stageName,
    path,
    nowMs,
  }: {
    readonly restApiId: string;
    readonly stageName: string;
    /** Null for all. */
    readonly path: string | null;
    readonly nowMs: number;
  },
): Promise<Result<StageCacheReport>> {
  const restApi = await restApis.find(uow, owner, restApiId);
  const stored = restApi && (await stages.find(uow, restApiId, stageName));
  if (!stored) return fail(stageNotFound);
  const stage = await withCacheStatus(uow, stored);
  const served = await servedDefinitions(uow, stage);
  const all = served
    .filter(({ deploymentId }) => deploymentId === stage.deploymentId)
    .flatMap(({ definition }) => methodCaches(definition, stage));
  const methods = path === null ? all : all.filter((method) => method.path === path);
  const counted = await readCacheCounts(uow, owner, {
    restApi,
    stageName,
    methods: methods.map((shown) => ({ path: shown.path, httpMethod: shown.method.httpMethod })),
    nowMs,
  });
  const warnings = served.flatMap(({ definition }) => cacheWarnings(definition, stage));
  return ok({
    restApiId,
    stageName,
    deploymentId: stage.deploymentId,
    cacheClusterStatus: stage.cacheClusterStatus,
    cacheClusterSize: stage.cacheClusterSize,
    countedSince: new Date(counted.sinceMs).toISOString(),
    counts: counted.ofStage,
    methods: methods.map((method, index) => shown(method, counted.ofMethods[index] ?? null)),
    warnings: [...new Map(warnings.map((warning) => [warning.message, warning])).values()],
  });
}

const shown = (
  { path, method, requestMethod, caching, namespace, parameters }: MethodCache,
  counts: CacheCounts | null,
) => ({
  path,
  httpMethod: method.httpMethod,
  requestMethod,
  caching: caching && {
    ttlInSeconds: caching.ttlSeconds,
    encrypted: caching.encrypted,
    invalidation: caching.invalidation,
  },
  key: { namespace, parameters },
  counts,
});
