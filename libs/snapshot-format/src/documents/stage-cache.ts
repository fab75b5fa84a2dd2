/**
 * The response cache of a stage whose cache cluster is enabled. Nothing that is required: a gateway that does
 * not know it passes requests through.
 */
export interface StageCache {
  /** What the stage may hold at most. */
  readonly sizeBytes: number;
  /** How often all of it was flushed. */
  readonly flushed: number;
  /** How often single namespaces were flushed; missing: none was. */
  readonly flushedNamespaces?: Readonly<Record<string, number>>;
  /** Of every method without an entry of its own; missing: they are not cached. */
  readonly everyMethod?: MethodCaching;
  /** By `<resource path>/<METHOD>` as `methodThrottles`; only entries that differ from `everyMethod`. */
  readonly methods?: Readonly<Record<string, MethodCaching>>;
}

/** How responses of a method are kept. */
export interface MethodCaching {
  readonly enabled: boolean;
  readonly ttlSeconds: number;
  readonly encrypted: boolean;
  /** Whose `Cache-Control` takes an entry away. */
  readonly invalidation: CacheInvalidation;
}

/**
 * ANYONE: every caller's. Otherwise that of callers who are allowed to, and the word says how others are
 * answered, whose `Cache-Control` changes nothing.
 */
export type CacheInvalidation =
  'ANYONE' | 'FAIL_WITH_403' | 'SUCCEED_WITH_RESPONSE_HEADER' | 'SUCCEED_WITHOUT_RESPONSE_HEADER';
