import { setImmediate } from 'node:timers/promises';
import { dimensionsKey, isTaken, mergeValues, type MetricValues } from '#libs/cloudwatch';
import {
  countersOf,
  latenciesOf,
  metricTable,
  type DimensionName,
  type LatencySketch,
  type MetricRow,
  type MetricsRow,
  type MetricsSource,
} from '#libs/metrics';
import type { MetricContribution } from '#libs/persistence';

const minuteMs = 60_000;

/** What the rows of a block add to metrics, and how many rows are of a time that is not taken any more. */
export interface Contributions {
  readonly contributions: readonly MetricContribution[];
  readonly outOfTime: number;
}

/** A full block would hold up others for some tenths of a second on a busy machine. */
const rowsPerTurn = 250;

/** Each metric and minute once: an API's is the sum over its stages. Others have their turns meanwhile. */
export async function contributionsOf(rows: readonly MetricsRow[], nowMs: number): Promise<Contributions> {
  const byName = new Map<string, MetricContribution>();
  let outOfTime = 0;
  for (const [index, row] of rows.entries()) {
    if (index % rowsPerTurn === rowsPerTurn - 1) await setImmediate();
    if (!isTaken(row.minute * minuteMs, nowMs)) {
      outOfTime += 1;
      continue;
    }
    for (const contribution of ofRow(row)) {
      const name = nameOf(contribution);
      const other = byName.get(name);
      byName.set(
        name,
        other ? { ...other, values: mergeValues(other.values, contribution.values) } : contribution,
      );
    }
  }
  return { contributions: [...byName.values()], outOfTime };
}

const nameOf = ({ accountId, region, namespace, name, dimensions, atMs }: MetricContribution): string =>
  `${accountId} ${region} ${namespace} ${name} ${dimensions} ${atMs}`;

function* ofRow({ minute, source, counters, latencies }: MetricsRow): Generator<MetricContribution> {
  const { accountId, region, set } = source;
  const { namespace } = metricTable[set];
  const dimensionSets = dimensionSetsOf(source);
  const values = [...valuesOfCounters(set, counters), ...valuesOfLatencies(set, latencies)];
  for (const { metric, values: valuesOfMetric } of values) {
    const { name, unit } = metric;
    for (const dimensions of dimensionSets) {
      const contribution = { accountId, region, namespace, name, dimensions, unit };
      yield { ...contribution, atMs: minute * minuteMs, values: valuesOfMetric };
    }
  }
}

interface Measured {
  readonly metric: MetricRow;
  readonly values: MetricValues;
}

/** What is of caches has nothing to say where there is no cache. */
const cacheMetrics = new Set(['CacheHitCount', 'CacheMissCount']);

/**
 * Each request is a value: 1 for the count, 1 or 0 for an error, so that the average of errors is their rate
 * (guide page "Amazon API Gateway dimensions and metrics"). Of bytes only the sum is known: each request
 * counts as its average.
 */
function valuesOfCounters(set: MetricsSource['set'], counters: readonly number[]): Measured[] {
  const metrics = countersOf(set);
  const numbers = metrics.map((metric, index) => ({ metric, sum: counters[index]! }));
  const requests = numbers.find(({ metric }) => metric.name === 'Count')?.sum;
  const hasCache = numbers.some(({ metric, sum }) => cacheMetrics.has(metric.name) && sum > 0);
  return numbers.flatMap(({ metric, sum }) => {
    if (cacheMetrics.has(metric.name) && !hasCache) return [];
    // Most keys open no connection: rows of nothing for each of their minutes would be told of none.
    if (metric.name === 'ConnectionMinutes' && sum === 0) return [];
    // Metrics of WebSocket APIs have no common count: each counts what it is about.
    const count = Math.max(requests ?? sum, metric.unit === 'Count' ? sum : 0);
    if (count === 0) return [];
    const isBytes = metric.unit === 'Bytes';
    const min = isBytes ? sum / count : sum === count ? 1 : 0;
    const max = isBytes ? sum / count : sum > 0 ? 1 : 0;
    return [{ metric, values: { count, sum, min, max, sketch: null } }];
  });
}

const valuesOfLatencies = (set: MetricsSource['set'], latencies: readonly LatencySketch[]): Measured[] =>
  latenciesOf(set).flatMap((metric, index) => {
    const sketch = latencies[index]!;
    const { count, sum, min, max } = sketch;
    return count === 0 ? [] : [{ metric, values: { count, sum, min, max, sketch } }];
  });

/** The keys of the sets of dimensions under which CloudWatch lists a source's metrics. */
function dimensionSetsOf(source: MetricsSource): string[] {
  const { dimensions, detailedDimensions } = metricTable[source.set];
  const isDetailed = source.set !== 'ApiKey' && source.method !== null;
  return (isDetailed ? detailedDimensions : dimensions).map((names) =>
    dimensionsKey(names.map((name) => ({ name, value: dimensionOf(source, name) }))),
  );
}

function dimensionOf(source: MetricsSource, name: DimensionName): string {
  if (source.set === 'ApiKey') return name === 'KeyId' ? source.keyId : source.usagePlanId;
  switch (name) {
    case 'ApiId':
      return source.apiId;
    case 'ApiName':
      return source.apiName;
    case 'Stage':
      return source.stageName;
    case 'Method':
      return source.method?.httpMethod ?? '';
    case 'Resource':
    case 'Route':
      return source.method?.resource ?? '';
    case 'KeyId':
    case 'UsagePlanId':
      return '';
  }
}
