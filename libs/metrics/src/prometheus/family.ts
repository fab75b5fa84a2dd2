import { prometheusTable, type PrometheusMetric, type PrometheusName } from './prometheus-table.js';

/** One number of a metric. */
export interface Sample {
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
  /** Of a histogram or summary: which of its numbers. */
  readonly suffix?: '_bucket' | '_count' | '_sum';
}

/** A metric with its numbers, as one process shows it. */
export interface MetricFamily {
  readonly name: string;
  readonly type: PrometheusMetric['type'] | 'summary';
  readonly help: string;
  readonly samples: readonly Sample[];
}

type LabelsOf<N extends PrometheusName> = Readonly<
  Record<(typeof prometheusTable)[N]['labels'][number], string>
>;

/** A metric of the table: one number for each set of labels. */
export function family<N extends PrometheusName>(
  name: N,
  samples: Iterable<readonly [labels: LabelsOf<N>, value: number]>,
): MetricFamily {
  return familyOf(
    name,
    Array.from(samples, ([labels, value]) => ({ labels, value })),
  );
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
  const samples: Sample[] = [];
  for (const [labels, { bounds, upTo, count, sum }] of histograms) {
    bounds.forEach((bound, index) => {
      samples.push({ suffix: '_bucket', labels: { ...labels, le: bound }, value: upTo[index] ?? 0 });
    });
    samples.push({ suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count });
    samples.push({ suffix: '_sum', labels, value: sum });
    samples.push({ suffix: '_count', labels, value: count });
  }
  return familyOf(name, samples);
}

function familyOf(name: PrometheusName, samples: readonly Sample[]): MetricFamily {
  const { type, help } = prometheusTable[name];
  return { name, type, help, samples };
}

/** The families of several processes as those of one, which `label` tells apart. */
export function mergeFamilies(
  label: string,
  processes: ReadonlyMap<string, readonly MetricFamily[]>,
): MetricFamily[] {
  const merged = new Map<string, MetricFamily & { samples: Sample[] }>();
  for (const [process, families] of processes) {
    for (const { samples, ...rest } of families) {
      let into = merged.get(rest.name);
      if (into === undefined) merged.set(rest.name, (into = { ...rest, samples: [] }));
      for (const sample of samples) {
        into.samples.push({ ...sample, labels: { ...sample.labels, [label]: process } });
      }
    }
  }
  return [...merged.values()];
}
