/** `process.ts` of prom-client has those of the Node process itself, `nodejs_` and `process_`. */
export interface PrometheusMetric {
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** Which process shows it. */
  readonly by: 'gateway' | 'control-plane' | 'worker' | 'control-plane, worker';
  readonly labels: readonly string[];
  /** A sentence. */
  readonly help: string;
}

/** Of metrics of a stage. */
export const stageLabelNames = ['account_id', 'api_id', 'api_name', 'stage'] as const;
