import { countersOf, latenciesOf, LatencySketch, type MetricsRow } from '#libs/metrics';
import type { TrialFigures } from '#libs/persistence';

/** What the rows of a block say of guarded canaries. */
export interface FiguresOfTrials {
  /** Each side of a trial once; none without requests. */
  readonly figures: readonly TrialFigures[];
  /** Trials of which all was said up to when the block was handed in: their bases' rows come last. */
  readonly reported: readonly number[];
  /** Of these the trials that the gateway, which stops, serves no more. */
  readonly left: readonly number[];
}

export function figuresOfTrials(rows: readonly MetricsRow[]): FiguresOfTrials {
  const byName = new Map<string, TrialFigures>();
  const reported = new Set<number>();
  const left = new Set<number>();
  for (const { source, counters, latencies } of rows) {
    const trial = source.set === 'ApiKey' ? undefined : source.trial;
    if (!trial) continue;
    if (trial.side === 'base') reported.add(trial.id);
    if (trial.isLast) left.add(trial.id);
    const { requests, clientErrors, serverErrors, latency } = figuresOf(source.set, counters, latencies);
    if (requests === 0) continue;
    const name = `${trial.id} ${trial.side}`;
    const before = byName.get(name)?.figures;
    const sum = new LatencySketch();
    if (before) sum.merge(before.latency);
    sum.merge(latency);
    byName.set(name, {
      trialId: trial.id,
      side: trial.side,
      figures: {
        requests: requests + (before?.requests ?? 0),
        clientErrors: clientErrors + (before?.clientErrors ?? 0),
        serverErrors: serverErrors + (before?.serverErrors ?? 0),
        latency: sum,
      },
    });
  }
  return { figures: [...byName.values()], reported: [...reported], left: [...left] };
}

function figuresOf(
  set: MetricsRow['source']['set'],
  counters: readonly number[],
  latencies: readonly LatencySketch[],
) {
  const counter = (name: string): number =>
    counters[countersOf(set).findIndex((metric) => metric.name === name)] ?? 0;
  const latency = latencies[latenciesOf(set).findIndex(({ name }) => name === 'Latency')];
  return {
    requests: counter('Count'),
    clientErrors: counter('4XXError'),
    serverErrors: counter('5XXError'),
    latency: latency ?? new LatencySketch(),
  };
}
