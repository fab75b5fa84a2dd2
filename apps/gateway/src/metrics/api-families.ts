import type { MetricFamily } from '#libs/metrics';
import { eventFamilies } from './event-families.js';
import { requestFamilies } from './request-families.js';
import type { RequestMetrics } from './request-metrics.js';

/** What was counted of APIs of all protocols, for Prometheus. */
export function apiFamilies(metrics: RequestMetrics): MetricFamily[] {
  return [...requestFamilies(metrics), ...eventFamilies(metrics)];
}
