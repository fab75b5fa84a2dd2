/** A metric as the text has it; values by their labels, as `name{a="b"}` with the labels in order. */
export interface ReadFamily {
  readonly type: string;
  readonly help: string;
  readonly samples: ReadonlyMap<string, number>;
}

const nameForm = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const sampleForm = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/s;
const labelForm = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\n"])*)"(?:,(?!$)|$)/y;
const types = ['counter', 'gauge', 'histogram', 'summary', 'untyped'];

/**
 * Reads Prometheus' text format 0.0.4 and forgives nothing: each metric in one piece behind its HELP and
 * TYPE, each series once, buckets that rise and end with the count. Throws an Error with the line.
 */
export function readPrometheusText(text: string): ReadonlyMap<string, ReadFamily> {
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line does not end');
  const families = new Map<string, { help: string; type: string; samples: Map<string, number> }>();
  let name = '';
  for (const line of text.split('\n').slice(0, -1)) {
    const fail = (why: string): never => {
      throw new Error(`${why}: ${line}`);
    };
    const help = /^# HELP (\S+) (.*)$/s.exec(line);
    const type = /^# TYPE (\S+) (\S+)$/.exec(line);
    if (help) {
      name = help[1]!;
      if (!nameForm.test(name)) fail('no name');
      if (families.has(name)) fail('a metric is there twice');
      families.set(name, { help: help[2]!, type: '', samples: new Map() });
    } else if (type) {
      const family = families.get(name);
      if (type[1] !== name || family === undefined || family.type !== '')
        fail('a TYPE that is not behind its HELP');
      if (!types.includes(type[2]!)) fail('no type');
      family!.type = type[2]!;
    } else {
      const family = families.get(name);
      if (family === undefined || family.type === '') return fail('a sample without HELP and TYPE');
      const [, sampleName = '', labelText = '', value = ''] = sampleForm.exec(line) ?? fail('no sample');
      if (!namesOf(name, family.type).includes(sampleName)) fail(`a sample that is none of ${name}`);
      const labels = readLabels(labelText) ?? fail('no labels');
      const series = `${sampleName}${labels.length > 0 ? `{${labels.join(',')}}` : ''}`;
      if (family.samples.has(series)) fail('a series is there twice');
      family.samples.set(series, readNumber(value) ?? fail('no number'));
    }
  }
  for (const [of, family] of families) {
    if (family.samples.size === 0) throw new Error(`${of} has no samples`);
    if (family.type === 'histogram') checkHistogram(of, family.samples);
  }
  return families;
}

function namesOf(name: string, type: string): readonly string[] {
  if (type === 'histogram') return [`${name}_bucket`, `${name}_sum`, `${name}_count`];
  return type === 'summary' ? [name, `${name}_sum`, `${name}_count`] : [name];
}

function readLabels(text: string): string[] | null {
  const labels: string[] = [];
  labelForm.lastIndex = 0;
  while (labelForm.lastIndex < text.length) {
    const found = labelForm.exec(text);
    if (found === null) return null;
    labels.push(`${found[1]}="${found[2]}"`);
  }
  const names = labels.map((label) => label.slice(0, label.indexOf('=')));
  return new Set(names).size === names.length ? labels : null;
}

function readNumber(text: string): number | null {
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  if (text === '-Inf') return Number.NEGATIVE_INFINITY;
  if (text === 'NaN') return Number.NaN;
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text) ? Number(text) : null;
}

function checkHistogram(name: string, samples: ReadonlyMap<string, number>): void {
  const buckets = new Map<string, { bound: number; count: number }[]>();
  for (const [series, count] of samples) {
    if (!series.startsWith(`${name}_bucket{`)) continue;
    const labels = readLabels(series.slice(`${name}_bucket{`.length, -1)) ?? [];
    const others = labels.filter((label) => !label.startsWith('le=')).join(',');
    const bound = readNumber(labels.find((label) => label.startsWith('le='))?.slice(4, -1) ?? '');
    if (bound === null) throw new Error(`no bound: ${series}`);
    buckets.set(others, [...(buckets.get(others) ?? []), { bound, count }]);
  }
  for (const [labels, all] of buckets) {
    const total = samples.get(`${name}_count${labels === '' ? '' : `{${labels}}`}`);
    const rises = all.every(({ bound, count }, at) => {
      const before = all[at - 1];
      return before === undefined || (before.bound < bound && before.count <= count);
    });
    if (!rises || all.at(-1)?.bound !== Number.POSITIVE_INFINITY || all.at(-1)?.count !== total) {
      throw new Error(`buckets of ${name}{${labels}} do not rise to the count`);
    }
  }
}
