/** What gateways count and measure. */
export { metricData, type MetricContribution, type MetricRead } from './metric-data.js';
export { metricPartitions } from './metric-partitions.js';
export { metricRollUps } from './metric-roll-ups.js';
export { metricSeries, type MetricFilter, type MetricName, type MetricSeries } from './metric-series.js';
export type { MetricsOwner } from './metric-lock.js';
