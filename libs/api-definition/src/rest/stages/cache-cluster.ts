import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import type { Stage } from './stage.js';

/** Sizes in GB (API reference: CacheClusterSize). */
export const cacheClusterSizes = ['0.5', '1.6', '6.1', '13.5', '28.4', '58.2', '118', '237'] as const;

/** Of a cluster that is enabled without one: AWS's default. */
const defaultSize = '0.5';

/** How many namespaces may have been flushed on their own before the whole cache is. */
export const flushedNamespacesMax = 100;

/** The members of a Stage that say whether it has a cache, and what of it is still good. */
export type CacheCluster = Pick<
  Stage,
  'cacheClusterEnabled' | 'cacheClusterSize' | 'cacheClusterStatus' | 'cacheEpoch' | 'flushedCacheNamespaces'
>;

/** What a caller asks of the cluster; null leaves it as it is. */
export interface WantedCacheCluster {
  readonly enabled?: boolean | null;
  readonly size?: string | null;
}

/** The cluster of a new Stage. `nowMs`: see `Stage.cacheEpoch`. */
export const newCacheCluster = (nowMs: number): CacheCluster => ({
  cacheClusterEnabled: false,
  cacheClusterSize: null,
  cacheClusterStatus: 'NOT_AVAILABLE',
  cacheEpoch: nowMs,
  flushedCacheNamespaces: {},
});

/**
 * The cluster after a change. One that is enabled, or gets another size, begins empty (guide page
 * "api-gateway-caching": resizing drops all data); a size without a cluster is kept for later.
 */
export function changeCacheCluster(cluster: CacheCluster, wanted: WantedCacheCluster): Result<CacheCluster> {
  const before = membersOf(cluster);
  const isEnabled = wanted.enabled ?? before.cacheClusterEnabled;
  const size = wanted.size ?? before.cacheClusterSize;
  if (size !== null && !cacheClusterSizes.some((known) => known === size)) {
    return fail(
      badRequest(`Invalid cache cluster size specified. Valid options are ${cacheClusterSizes.join(',')}`),
    );
  }
  if (!isEnabled) {
    const change = before.cacheClusterEnabled ? ({ cacheClusterStatus: 'DELETE_IN_PROGRESS' } as const) : {};
    return ok({ ...before, cacheClusterEnabled: false, cacheClusterSize: size, ...change });
  }
  const cacheClusterSize = size ?? defaultSize;
  if (before.cacheClusterEnabled && cacheClusterSize === before.cacheClusterSize) return ok(before);
  return ok({
    ...emptied(before),
    cacheClusterEnabled: true,
    cacheClusterSize,
    cacheClusterStatus: 'CREATE_IN_PROGRESS',
  });
}

/** The Stage without what its cache holds. Of a Stage that has none there is nothing to drop. */
export const flushCache = (stage: Stage): Stage =>
  stage.cacheClusterEnabled
    ? { ...stage, ...emptied(membersOf(stage)), cacheClusterStatus: 'FLUSH_IN_PROGRESS' }
    : stage;

/**
 * The Stage without what its cache holds below some namespaces. Documents stay small: whoever flushes one
 * after another empties the whole cache at last.
 */
export function flushCacheNamespaces(stage: Stage, namespaces: Iterable<string>): Stage {
  if (!stage.cacheClusterEnabled) return stage;
  const flushed = new Map(Object.entries(stage.flushedCacheNamespaces));
  for (const namespace of namespaces) flushed.set(namespace, (flushed.get(namespace) ?? 0) + 1);
  return flushed.size > flushedNamespacesMax
    ? flushCache(stage)
    : { ...stage, flushedCacheNamespaces: Object.fromEntries(flushed) };
}

/**
 * The status of a cluster, given whether its last change is what every connected gateway serves. A change is
 * written as in progress and nobody comes back to end it, so that nothing is left behind by who was killed.
 */
export function currentCacheStatus(
  { cacheClusterEnabled, cacheClusterStatus }: CacheCluster,
  isLive: boolean,
): CacheClusterStatus {
  if (!isLive || !isCacheChanging(cacheClusterStatus)) return cacheClusterStatus;
  return cacheClusterEnabled ? 'AVAILABLE' : 'NOT_AVAILABLE';
}

export const isCacheChanging = (status: CacheClusterStatus): boolean => status.endsWith('_IN_PROGRESS');

export type CacheClusterStatus = Stage['cacheClusterStatus'];

/** A Stage is a cluster, too, and more. */
const membersOf = (cluster: CacheCluster): CacheCluster => ({
  cacheClusterEnabled: cluster.cacheClusterEnabled,
  cacheClusterSize: cluster.cacheClusterSize,
  cacheClusterStatus: cluster.cacheClusterStatus,
  cacheEpoch: cluster.cacheEpoch,
  flushedCacheNamespaces: cluster.flushedCacheNamespaces,
});

const emptied = (cluster: CacheCluster): CacheCluster => ({
  ...cluster,
  cacheEpoch: cluster.cacheEpoch + 1,
  flushedCacheNamespaces: {},
});
