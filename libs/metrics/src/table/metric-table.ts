import type { MetricRow, MetricSet, MetricSetName } from './metric-set.js';

const counter = (name: string, help: string, unit: MetricRow['unit'] = 'Count'): MetricRow => ({
  name,
  kind: 'counter',
  unit,
  help,
});
const latency = (name: string, help: string): MetricRow => ({
  name,
  kind: 'latency',
  unit: 'Milliseconds',
  help,
});

const count = counter('Count', 'requests');
const latencyOfAll = latency('Latency', 'time from the head of a request to the end of its response');
const integrationLatency = latency(
  'IntegrationLatency',
  'time from the request to the backend to the end of its response',
);

/**
 * Every metric that CloudWatch's clients see, in the order in which counts and sketches stand in what
 * gateways hand up. Those of APIs have AWS's names and dimensions (guide pages "Amazon API Gateway dimensions
 * and metrics", "Monitor HTTP APIs with CloudWatch metrics", "Monitor WebSocket API execution with CloudWatch
 * metrics"); those of API keys and `ConnectionMinutes` are ours, as AWS has none.
 *
 * A new metric goes behind the others of its kind: blocks of older gateways have fewer.
 */
export const metricTable: Readonly<Record<MetricSetName, MetricSet>> = {
  RestApi: {
    namespace: 'AWS/ApiGateway',
    metrics: [
      count,
      counter('4XXError', 'requests that were answered with a status of 400 to 499'),
      counter('5XXError', 'requests that were answered with a status of 500 to 599'),
      counter('CacheHitCount', 'requests that were answered from the cache'),
      counter('CacheMissCount', 'requests of cached methods that the cache did not answer'),
      latencyOfAll,
      integrationLatency,
    ],
    dimensions: [['ApiName'], ['ApiName', 'Stage']],
    detailedDimensions: [['ApiName', 'Method', 'Resource', 'Stage']],
  },
  HttpApi: {
    namespace: 'AWS/ApiGateway',
    metrics: [
      count,
      counter('4xx', 'requests that were answered with a status of 400 to 499'),
      counter('5xx', 'requests that were answered with a status of 500 to 599'),
      counter('DataProcessed', 'bytes of requests and responses', 'Bytes'),
      latencyOfAll,
      integrationLatency,
    ],
    dimensions: [['ApiId'], ['ApiId', 'Stage']],
    detailedDimensions: [
      ['ApiId', 'Route', 'Stage'],
      ['ApiId', 'Method', 'Resource', 'Stage'],
    ],
  },
  WebSocketApi: {
    namespace: 'AWS/ApiGateway',
    metrics: [
      counter('ConnectCount', 'handshakes, but for those that were refused before their integration'),
      counter('MessageCount', 'messages in both directions'),
      counter('IntegrationError', 'messages whose integration failed'),
      counter('ClientError', 'messages that were refused before their integration'),
      counter('ExecutionError', 'messages that failed in the gateway'),
      counter('ConnectionMinutes', 'minutes that connections were open, all together'),
      integrationLatency,
    ],
    dimensions: [['ApiId'], ['ApiId', 'Stage']],
    detailedDimensions: [['ApiId', 'Route', 'Stage']],
  },
  ApiKey: {
    namespace: 'Tollgate/ApiKeys',
    metrics: [
      counter('Count', 'requests with this key, refused ones too'),
      counter('4XXError', 'requests with this key that were answered with a status of 400 to 499'),
      counter('Throttled', 'requests that a throttle or the quota refused this key'),
      counter('ConnectionMinutes', 'minutes that WebSocket connections with this key were open'),
    ],
    dimensions: [['UsagePlanId'], ['KeyId', 'UsagePlanId']],
    detailedDimensions: [],
  },
};

/** The counters of a set, in order; the index of one is its place in `MetricsRow.counters`. */
export function countersOf(set: MetricSetName): readonly MetricRow[] {
  return metricTable[set].metrics.filter(({ kind }) => kind === 'counter');
}

/** The latencies of a set, in order; the index of one is its place in `MetricsRow.latencies`. */
export function latenciesOf(set: MetricSetName): readonly MetricRow[] {
  return metricTable[set].metrics.filter(({ kind }) => kind === 'latency');
}
