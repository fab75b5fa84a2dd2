import type { PrometheusMetric } from './prometheus-metric.js';
import { prometheusTable, type PrometheusName } from './prometheus-table.js';

export type Labels = Readonly<Record<string, string | number>>;

/** One number of a metric. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
  /** Of a histogram or summary: which of its numbers. */
  readonly suffix?: '_bucket' | '_count' | '_sum';
}

/** A metric with its numbers, as one process shows it. */
export interface MetricFamily {
  readonly name: string;
  readonly type: PrometheusMetric['type'] | 'summary';
  readonly help: string;
  /** Read once, while it is rendered: a process may have a hundred thousand. */
  readonly samples: Iterable<Sample>;
}

type LabelsOf<N extends PrometheusName> = Readonly<
  Record<(typeof prometheusTable)[N]['labels'][number], string>
>;

/** A metric of the table: one number for each set of labels. */
export function family<N extends PrometheusName>(
  name: N,
  samples: Iterable<readonly [labels: LabelsOf<N>, value: number]>,
): MetricFamily {
  return familyOf(name, samplesOf(samples));
}

/** What a histogram has counted. */
export interface Histogram {
  /** Upper bounds in the unit of the metric's name, rising. */
  readonly bounds: readonly number[];
  /** How many were within each bound, those of the bounds before included. */
  readonly upTo: ArrayLike<number>;
  readonly count: number;
  readonly sum: number;
}

/** A histogram of the table. */
export function histogramFamily<N extends PrometheusName>(
  name: N,
  histograms: Iterable<readonly [labels: LabelsOf<N>, histogram: Histogram]>,
): MetricFamily {
  return familyOf(name, histogramSamples(histograms));
}

function* samplesOf(samples: Iterable<readonly [Labels, number]>): Iterable<Sample> {
  for (const [labels, value] of samples) yield { labels, value };
}

function* histogramSamples(histograms: Iterable<readonly [Labels, Histogram]>): Iterable<Sample> {
  for (const [labels, { bounds, upTo, count, sum }] of histograms) {
    // All numbers of one at a time: what counts on meanwhile must not come between them.
    const samples: Sample[] = bounds.map((bound, index) => ({
      suffix: '_bucket',
      labels: { ...labels, le: bound },
      value: upTo[index] ?? 0,
    }));
    samples.push({ suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count });
    samples.push({ suffix: '_sum', labels, value: sum });
    samples.push({ suffix: '_count', labels, value: count });
    yield* samples;
  }
}

function familyOf(name: PrometheusName, samples: Iterable<Sample>): MetricFamily {
  const { type, help } = prometheusTable[name];
  return { name, type, help, samples };
}
