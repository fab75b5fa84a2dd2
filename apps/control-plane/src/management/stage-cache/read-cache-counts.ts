import type { Owner, RestApi } from '#libs/api-definition';
import { dimensionsKey } from '#libs/cloudwatch';
import { apiNameDimension, dimensionValue } from '#libs/metrics';
import { metricData, metricSeries, type MetricName, type UnitOfWork } from '#libs/persistence';
import type { CacheCounts } from './stage-cache.dto.js';

/** How far back hits and misses are counted. */
const countedMs = 3 * 3_600_000;

/** Rows are minutes: so many series of them are in memory at one time. */
const seriesAtOnce = 200;

/** Hits and misses of a stage and its methods, by what gateways have reported. */
export interface CountedCache {
  readonly sinceMs: number;
  readonly ofStage: CacheCounts;
  /** By place; null of a method whose metrics are off. */
  readonly ofMethods: readonly (CacheCounts | null)[];
}

interface Subject {
  readonly restApi: Pick<RestApi, 'id' | 'name'>;
  readonly stageName: string;
  readonly methods: readonly { readonly path: string; readonly httpMethod: string }[];
  readonly nowMs: number;
}

/** Reads CacheHitCount and CacheMissCount of the last hours. */
export async function readCacheCounts(
  uow: UnitOfWork,
  owner: Owner,
  { restApi, stageName, methods, nowMs }: Subject,
): Promise<CountedCache> {
  const ofStage = { ApiName: apiNameDimension(restApi.name, restApi.id), Stage: stageName };
  const sets = [
    ofStage,
    ...methods.map(({ path, httpMethod }) => ({
      ...ofStage,
      Resource: dimensionValue(path),
      Method: httpMethod,
    })),
  ];
  const sinceMs = nowMs - countedMs;
  const sums = await readSums(uow, owner, sets.flatMap(cacheMetrics), { startMs: sinceMs, endMs: nowMs });
  const counted = sets.map((_, at) => countsOf(sums[2 * at] ?? null, sums[2 * at + 1] ?? null));
  return { sinceMs, ofStage: counted[0] ?? noCounts, ofMethods: counted.slice(1) };
}

/** Hits, then misses. */
const cacheMetrics = (dimensions: Readonly<Record<string, string>>): MetricName[] => {
  const key = dimensionsKey(Object.entries(dimensions).map(([name, value]) => ({ name, value })));
  return ['CacheHitCount', 'CacheMissCount'].map((name) => ({
    namespace: 'AWS/ApiGateway',
    name,
    dimensions: key,
  }));
};

/** By place; null of a metric that there is not. */
async function readSums(
  uow: UnitOfWork,
  owner: Owner,
  names: readonly MetricName[],
  window: { readonly startMs: number; readonly endMs: number },
): Promise<(number | null)[]> {
  const ids = (await metricSeries.find(uow, owner, names)).map((series) => series?.id ?? null);
  const known = ids.filter((id) => id !== null);
  const sums = new Map<string, number>();
  for (let at = 0; at < known.length; at += seriesAtOnce) {
    const part = known.slice(at, at + seriesAtOnce);
    const read = await metricData.read(uow, part, { ...window, resolution: 60, withSketch: false });
    for (const [id, points] of read) {
      sums.set(
        id,
        points.reduce((sum, { values }) => sum + values.sum, 0),
      );
    }
  }
  return ids.map((id) => (id === null ? null : (sums.get(id) ?? 0)));
}

const noCounts: CacheCounts = { hits: 0, misses: 0, hitRatio: null };

function countsOf(hits: number | null, misses: number | null): CacheCounts | null {
  if (hits === null && misses === null) return null;
  const counts = { hits: hits ?? 0, misses: misses ?? 0 };
  const all = counts.hits + counts.misses;
  return { ...counts, hitRatio: all === 0 ? null : counts.hits / all };
}
