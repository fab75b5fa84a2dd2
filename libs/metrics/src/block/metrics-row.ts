import type { LatencySketch } from '../sketch/latency-sketch.js';
import type { MetricSetName } from '../table/metric-set.js';

/** What one source counted in (a part of) one minute. Rows of the same source and minute add up. */
export interface MetricsRow {
  /** Whole minutes since 1970, UTC. */
  readonly minute: number;
  readonly source: MetricsSource;
  /** In the order of `countersOf(source.set)`. */
  readonly counters: readonly number[];
  /** In the order of `latenciesOf(source.set)`. */
  readonly latencies: readonly LatencySketch[];
}

export type MetricsSource = ApiMetricsSource | KeyMetricsSource;

/**
 * A stage, or a method of it with detailed metrics; the stage's row has counted the method's requests, too.
 */
export interface ApiMetricsSource {
  readonly set: Exclude<MetricSetName, 'ApiKey'>;
  readonly accountId: string;
  readonly region: string;
  readonly apiId: string;
  /** As a dimension; see `apiNameDimension`. */
  readonly apiName: string;
  readonly stageName: string;
  /** Null for the stage as a whole. */
  readonly method: MetricsMethod | null;
  /** Of a stage as a whole whose canary is guarded. */
  readonly trial?: MetricsTrial;
}

/** In which trial of a guarded canary requests were served, and on which side. */
export interface MetricsTrial {
  readonly id: number;
  readonly side: 'base' | 'canary';
  /** Of a base: its gateway stops, and serves the trial no more. */
  readonly isLast?: true;
}

/** REST: the resource's path and the method as defined. HTTP and WebSocket: the route key and ''. */
export interface MetricsMethod {
  readonly resource: string;
  readonly httpMethod: string;
}

/** A key under a usage plan. */
export interface KeyMetricsSource {
  readonly set: Extract<MetricSetName, 'ApiKey'>;
  readonly accountId: string;
  readonly region: string;
  readonly usagePlanId: string;
  readonly keyId: string;
}

/** Stands for a name where a source is the sum of all beyond a bound on sources. */
export const theRest = '(other)';
