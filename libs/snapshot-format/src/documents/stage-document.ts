import type { DocumentHead } from './features.js';
import type { StageCache } from './stage-cache.js';
import type { StageObservability } from './stage-observability.js';

/**
 * What a Stage serves, of an API of any protocol: which snapshot, with which variables and settings. Named
 * `<restApiId>/<stageName>`; `$default` is a name like any other.
 */
export interface StageDocument extends DocumentHead {
  readonly accountId: string;
  readonly region: string;
  readonly restApiId: string;
  readonly stageName: string;
  readonly deploymentId: string;
  /** The name of the snapshot document; published before the stage document, so always known by then. */
  readonly snapshotDigest: string;
  readonly variables: Readonly<Record<string, string>>;
  /**
   * Throttles by `<resource path>/<METHOD>` (leading slash, no escapes), of other APIs by route key, already
   * merged: only entries that differ from the default entry.
   */
  readonly methodThrottles: Readonly<Record<string, RateLimit>>;
  /** The throttle of every other method; null when the stage sets none. */
  readonly defaultThrottle: RateLimit | null;
  /**
   * What HTTP backends are shown; the document is published before the stage's. Missing when nothing is
   * shown.
   */
  readonly clientCertificateId?: string;
  /** Whose pages may read gateway responses and are answered their preflights; missing: nobody's. */
  readonly cors?: CorsSettings;
  /** Gateway responses name the code of their reason; missing: they do not. */
  readonly tellsReasons?: true;
  /** HTTPS backends are called over HTTP/2 where they offer it; missing: over HTTP/1.1. */
  readonly http2Backends?: true;
  /** Of the web ACL that is asked about its requests; missing: none is. */
  readonly webAclArn?: string;
  /** How often results of its authorizers were flushed; missing: never. */
  readonly authorizersFlushed?: number;
  /** A second release, which some of its requests run on; missing: all run on its own. */
  readonly canary?: CanaryRelease;
  /** In lower case: the header by which callers choose a release themselves; missing: none. */
  readonly canaryHeader?: string;
  /**
   * Of a guarded canary: the trial that what both releases serve is counted for, until it ends; missing:
   * none.
   */
  readonly trial?: number;
  /** Missing: nothing is cached. */
  readonly cache?: StageCache;
  /** Missing in documents of before: nothing is logged, counted by method or traced. */
  readonly observability?: StageObservability;
}

/** The digests of the snapshots that a stage runs on; there may be the same one twice. */
export function snapshotsOf({
  snapshotDigest,
  canary,
}: Pick<StageDocument, 'snapshotDigest' | 'canary'>): readonly string[] {
  return canary ? [snapshotDigest, canary.snapshotDigest] : [snapshotDigest];
}

/** What the canary of a stage serves. All else is the stage's. */
export interface CanaryRelease {
  readonly deploymentId: string;
  /** As the stage's own: published before it. */
  readonly snapshotDigest: string;
  /** Of requests, 0 to 100. */
  readonly percentTraffic: number;
  /** All of them: the overrides laid over the stage's. */
  readonly variables: Readonly<Record<string, string>>;
  /** Its requests use the cache of the stage; else none. */
  readonly usesStageCache: boolean;
}

/** Origins as browsers write them, or every one; credentials never with every one. */
export interface CorsSettings {
  readonly origins: 'any' | readonly string[];
  readonly credentials: boolean;
}

/** A token bucket: refill per second and size in tokens. */
export interface RateLimit {
  readonly ratePerSecond: number;
  readonly burst: number;
}
