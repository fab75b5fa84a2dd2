/**
 * The response cache of a stage whose cache cluster is enabled. Nothing that is required: a gateway that does
 * not know it passes requests through.
 */
export interface StageCache {
  /** What the stage may hold at most. */
  readonly sizeBytes: number;
  /** Grows with every flush of all of it; nothing that was kept with an earlier number is served. */
  readonly flushed: number;
  /** How often single namespaces were flushed since; missing: none was. */
  readonly flushedNamespaces?: Readonly<Record<string, number>>;
  /**
   * Of GET requests to methods without an entry of their own, those for any verb included; missing: they are
   * not cached. Requests of other verbs are cached by an entry of their method alone.
   */
  readonly everyMethod?: MethodCaching;
  /**
   * By `<resource path>/<METHOD>` as `methodThrottles`; only entries that differ from what holds without.
   * An entry of a method for any verb is about its GET requests.
   */
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
