import type { Diagnostic } from '#libs/snapshot-compiler';
import { tollgateCall } from './service.js';

/** How often a cache had a response. */
export interface CacheCounts {
  readonly hits: number;
  readonly misses: number;
  /** Of 0 to 1; null when nothing was asked for. */
  readonly hitRatio: number | null;
}

/** How the responses of a method are kept, and what tells them apart. */
export interface MethodCache {
  readonly path: string;
  readonly httpMethod: string;
  /** Of the requests: another than `httpMethod` where that is ANY. */
  readonly requestMethod: string;
  /** Null: not cached. */
  readonly caching: {
    readonly ttlInSeconds: number;
    readonly encrypted: boolean;
    readonly invalidation:
      'ANYONE' | 'FAIL_WITH_403' | 'SUCCEED_WITH_RESPONSE_HEADER' | 'SUCCEED_WITHOUT_RESPONSE_HEADER';
  } | null;
  readonly key: { readonly namespace: string; readonly parameters: readonly string[] };
  /** Null unless metrics of the method are on. */
  readonly counts: CacheCounts | null;
}

/** The cache of a stage. */
export interface StageCacheReport {
  readonly restApiId: string;
  readonly stageName: string;
  readonly deploymentId: string;
  readonly cacheClusterStatus:
    'CREATE_IN_PROGRESS' | 'AVAILABLE' | 'DELETE_IN_PROGRESS' | 'NOT_AVAILABLE' | 'FLUSH_IN_PROGRESS';
  /** GB. */
  readonly cacheClusterSize: string | null;
  readonly countedSince: string;
  /** Of the whole stage but its canary. */
  readonly counts: CacheCounts;
  readonly methods: readonly MethodCache[];
  /** What keys leave out. */
  readonly warnings: readonly Diagnostic[];
}

/** What was dropped, by namespace; null: everything. */
export interface FlushedCache {
  readonly restApiId: string;
  readonly stageName: string;
  readonly namespaces: readonly string[] | null;
}

export const ReadStageCache = /* @__PURE__ */ tollgateCall<StageCacheReport, { readonly path?: string }>()(
  'ReadStageCache',
  'GET',
  '/restapis/{restApiId}/stages/{stageName}/cache',
  { query: ['path'] },
);
/** Of one resource, or below one namespace; else all of it. */
export const FlushStageCache = /* @__PURE__ */ tollgateCall<
  FlushedCache,
  { readonly path?: string; readonly namespace?: string }
>()('FlushStageCache', 'DELETE', '/restapis/{restApiId}/stages/{stageName}/cache', {
  query: ['path', 'namespace'],
});
