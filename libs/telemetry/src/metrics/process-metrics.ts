import { collectDefaultMetrics, Registry, type MetricObjectWithValues, type MetricValue } from 'prom-client';
import type { MetricFamily, Sample } from '#libs/metrics';

/** How often the delay of the event loop is sampled. */
const loopSampleMs = 20;

/**
 * Begins to watch this process, and returns what reads it: event loop, memory, garbage collection, CPU, file
 * descriptors, under prom-client's names (`nodejs_`, `process_`).
 */
export function watchProcess(): () => Promise<MetricFamily[]> {
  const register = new Registry();
  collectDefaultMetrics({ register, eventLoopMonitoringPrecision: loopSampleMs });
  return async () => (await register.getMetricsAsJSON()).map(familyOf);
}

type PromClientMetric = MetricObjectWithValues<MetricValue<string> & { readonly metricName?: string }>;

function familyOf(metric: PromClientMetric): MetricFamily {
  const { name, help } = metric;
  const samples = metric.values.map(({ metricName, labels, value }): Sample => {
    const suffix = metricName?.slice(name.length) as Sample['suffix'] | '' | undefined;
    return { labels: labels as Sample['labels'], value, ...(suffix && { suffix }) };
  });
  // Types of prom-client are the words of the text format.
  return { name, type: String(metric.type) as MetricFamily['type'], help, samples };
}
