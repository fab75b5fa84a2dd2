import { setImmediate as nextTurn } from 'node:timers/promises';
import { renderLines, type Labels, type MetricFamily } from '#libs/metrics';

/** Some milliseconds of work. */
const linesPerTurn = 1_000;

/**
 * Families as Prometheus' text, so many lines in a turn of the event loop: a process with thousands of series
 * serves others in between.
 */
export async function renderInTurns(families: Iterable<MetricFamily>, labels: Labels = {}): Promise<string> {
  let text = '';
  let lines = 0;
  for (const line of renderLines(families, labels)) {
    text += line;
    if (++lines % linesPerTurn === 0) await nextTurn();
  }
  return text;
}
