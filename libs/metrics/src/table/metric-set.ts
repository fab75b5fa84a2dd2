/** Unit as CloudWatch names it. */
export type MetricUnit = 'Count' | 'Milliseconds' | 'Bytes';

/**
 * What is added up per minute: a counter's Sum is its count and its Average that by `Count`, the rate; a
 * latency is a sketch.
 */
export type MetricKind = 'counter' | 'latency';

/** One metric of a set. */
export interface MetricRow {
  /** As in CloudWatch. */
  readonly name: string;
  readonly kind: MetricKind;
  readonly unit: MetricUnit;
  /** What it counts, in a sentence without its stop. */
  readonly help: string;
}

/** The metrics of one kind of source, and the sets of dimensions under which CloudWatch lists each. */
export interface MetricSet {
  readonly namespace: string;
  readonly metrics: readonly MetricRow[];
  /** Names in alphabetical order. */
  readonly dimensions: readonly (readonly DimensionName[])[];
  /** Beside those, where a method or route counts by itself. */
  readonly detailedDimensions: readonly (readonly DimensionName[])[];
}

export type DimensionName =
  'ApiId' | 'ApiName' | 'KeyId' | 'Method' | 'Resource' | 'Route' | 'Stage' | 'UsagePlanId';

/** Whose metrics: APIs by protocol, and API keys. */
export type MetricSetName = 'RestApi' | 'HttpApi' | 'WebSocketApi' | 'ApiKey';
