import type { Labels, MetricFamily, Sample } from './family.js';

/** The media type of Prometheus' text format. */
export const prometheusMediaType = 'text/plain; version=0.0.4; charset=utf-8';

const headOf = '# HELP ';

/** Families in Prometheus' text format 0.0.4; those without a number are left out. */
export function renderFamilies(families: Iterable<MetricFamily>, labels: Labels = {}): string {
  return [...renderLines(families, labels)].join('');
}

/**
 * The same line by line, for who must not keep others waiting. `labels` are added to each number, to tell
 * processes apart whose texts are put together.
 */
export function* renderLines(families: Iterable<MetricFamily>, labels: Labels = {}): Iterable<string> {
  for (const { name, type, help, samples } of families) {
    let isFirst = true;
    for (const sample of samples) {
      if (isFirst) yield `${headOf}${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`;
      isFirst = false;
      yield renderSample(name, sample, labels);
    }
  }
}

/** Puts the texts of several processes together: each metric in one piece, as the format asks. */
export function joinRendered(texts: readonly string[]): string {
  const pieces = new Map<string, string[]>();
  for (const text of texts) {
    // No other line begins so: what labels hold is escaped, and has no end of line.
    for (const piece of text.split(/^(?=# HELP )/m)) {
      const numbersAt = piece.indexOf('\n', piece.indexOf('\n') + 1) + 1;
      const head = piece.slice(0, numbersAt);
      const present = pieces.get(head);
      if (present === undefined) pieces.set(head, [piece]);
      else present.push(piece.slice(numbersAt));
    }
  }
  return [...pieces.values()].flat().join('');
}

function renderSample(name: string, { suffix, labels, value }: Sample, more: Labels): string {
  let pairs = '';
  for (const label in labels) pairs += `${pairs && ','}${label}="${escapeLabel(String(labels[label]))}"`;
  for (const label in more) pairs += `${pairs && ','}${label}="${escapeLabel(String(more[label]))}"`;
  return `${name}${suffix ?? ''}${pairs && `{${pairs}}`} ${renderNumber(value)}\n`;
}

const escapeHelp = (text: string): string => text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');
const escapeLabel = (text: string): string =>
  /[\\\n"]/.test(text) ? escapeHelp(text).replace(/"/g, '\\"') : text;

function renderNumber(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
}
