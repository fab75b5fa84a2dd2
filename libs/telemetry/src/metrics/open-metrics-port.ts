import type { MetricFamily } from '#libs/metrics';
import type { Logger } from '../logger.js';
import { listenForMetrics, type MetricsListener } from './listen-for-metrics.js';
import { watchProcess } from './process-metrics.js';
import { renderInTurns } from './render-in-turns.js';

export interface MetricsPortOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** What the process counts; each is read anew whenever somebody asks. */
  readonly sources: readonly (() => readonly MetricFamily[] | Promise<readonly MetricFamily[]>)[];
  readonly log: Pick<Logger, 'error' | 'warn'>;
  /** So long a source may take, 3 s by default. */
  readonly sourceMs?: number;
}

/**
 * Watches this process and shows its metrics with those of the sources. A source that fails or takes too
 * long, as one that asks a database that is away, is left out, and the others are shown: that is when they
 * are read.
 */
export function openMetricsPort(options: MetricsPortOptions): Promise<MetricsListener> {
  const { sources, log, sourceMs = 3_000 } = options;
  const all = [...sources, watchProcess()];
  const read = async (): Promise<string> => {
    const families = await Promise.all(
      all.map((source) =>
        within(sourceMs, source).catch((error: unknown) => {
          log.warn('a part of the metrics could not be read', { error });
          return [];
        }),
      ),
    );
    return renderInTurns(families.flat());
  };
  return listenForMetrics({ ...options, read });
}

async function within<T>(ms: number, source: () => T | Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([source(), late]);
  } finally {
    clearTimeout(timer);
  }
}
