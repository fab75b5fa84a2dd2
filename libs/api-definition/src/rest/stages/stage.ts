/**
 * Settings of one method of a Stage, or of all (the entry for every method). Members not set are null where
 * AWS leaves them out.
 */
export interface MethodSetting {
  readonly metricsEnabled: boolean;
  readonly loggingLevel: string | null;
  readonly dataTraceEnabled: boolean;
  readonly throttlingBurstLimit: number;
  readonly throttlingRateLimit: number;
  readonly cachingEnabled: boolean;
  readonly cacheTtlInSeconds: number;
  readonly cacheDataEncrypted: boolean;
  readonly requireAuthorizationForCacheControl: boolean;
  readonly unauthorizedCacheControlHeaderStrategy: string;
}

export interface CanarySettings {
  readonly deploymentId: string;
  /** 0.0 to 100.0 */
  readonly percentTraffic: number;
  readonly stageVariableOverrides: Readonly<Record<string, string>> | null;
  readonly useStageCache: boolean;
}

/** A named, callable version of a RestApi: points to one Deployment. */
export interface Stage {
  readonly restApiId: string;
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description: string | null;
  readonly createdAtMs: number;
  readonly lastUpdatedAtMs: number;
  readonly variables: Readonly<Record<string, string>> | null;
  readonly documentationVersion: string | null;
  readonly clientCertificateId: string | null;
  /** How often results of its authorizers were flushed. */
  readonly authorizersFlushed: number;
  readonly cacheClusterEnabled: boolean;
  readonly cacheClusterSize: string | null;
  /** As it was written: see `currentCacheStatus`. */
  readonly cacheClusterStatus:
    'CREATE_IN_PROGRESS' | 'AVAILABLE' | 'DELETE_IN_PROGRESS' | 'NOT_AVAILABLE' | 'FLUSH_IN_PROGRESS';
  /**
   * Grows with every flush: what was kept in an earlier epoch is not served. It begins with the time at which
   * the Stage was made, so that a Stage never finds what one of its name before it has kept.
   */
  readonly cacheEpoch: number;
  /** How often namespaces of the cache were flushed since the whole was. */
  readonly flushedCacheNamespaces: Readonly<Record<string, number>>;
  readonly tracingEnabled: boolean;
  readonly accessLogSettings: {
    readonly format: string | null;
    readonly destinationArn: string | null;
  } | null;
  readonly canarySettings: CanarySettings | null;
  /**
   * Keyed by asterisk, slash, asterisk for all methods or `<resource path without leading slash>/<METHOD>`
   * (`~1` escapes as AWS shows them).
   */
  readonly methodSettings: Readonly<Record<string, MethodSetting>>;
  readonly tags: Readonly<Record<string, string>>;
}
