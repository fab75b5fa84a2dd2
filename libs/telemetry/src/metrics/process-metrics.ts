import type { MetricObjectWithValues, MetricValue, Registry } from 'prom-client';
import type { MetricFamily, Sample } from '#libs/metrics';

/** How often the delay of the event loop is sampled. */
const loopSampleMs = 20;

/**
 * Begins to watch this process, and returns what reads it: event loop, memory, garbage collection, CPU, file
 * descriptors, under prom-client's names (`nodejs_`, `process_`).
 */
export function watchProcess(): () => Promise<MetricFamily[]> {
  const watching = startWatching();
  return async () => (await (await watching).getMetricsAsJSON()).map(familyOf);
}

/**
 * Loaded where somebody watches: it takes time and memory that other processes of this library do without.
 */
async function startWatching(): Promise<Registry> {
  const promClient = await import('prom-client');
  const register = new promClient.Registry();
  promClient.collectDefaultMetrics({ register, eventLoopMonitoringPrecision: loopSampleMs });
  return register;
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
