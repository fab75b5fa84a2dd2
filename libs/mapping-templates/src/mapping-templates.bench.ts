// What templates cost per rendering, and how long the dearest ones hold the event loop before their bound
// ends them. Prints one line of JSON: microseconds per rendering (median of rounds), milliseconds to the
// bound.
import { compileTemplate, parseTemplate, type TemplateScope } from './index.js';

const ROUNDS = 21;
const RENDERINGS_PER_ROUND = 2_000;

const scope: TemplateScope = {
  params: { path: { id: '7' }, querystring: { q: 'a' }, header: { host: 'h', accept: '*/*' } },
  body: JSON.stringify({
    items: Array.from({ length: 20 }, (_, id) => ({ id, name: `item ${id}`, price: 1.5 })),
  }),
  context: { stage: 'prod', requestId: 'r', identity: { sourceIp: '127.0.0.1' } },
  stageVariables: { host: 'example.com' },
};

const usual = {
  references: '{"id": "$input.params(\'id\')", "stage": "$context.stage", "host": "$stageVariables.host"}',
  json: '{"body": $input.json(\'$\')}',
  list: '[#foreach($i in $input.path(\'$.items\')){"id": $i.id, "name": "$util.escapeJavaScript($i.name)"}#if($foreach.hasNext),#end#end]',
};
const rounds = (body: string) => `#foreach($i in [1..1000])#foreach($j in [1..1000])${body}#end#end`;
const hostile = {
  loops: rounds('#set($x = $i + $j)'),
  maps: rounds('#set($m = {"a": $i, "b": {"c": [1, 2, 3]}})$m'),
  pattern: `#set($s = "${'a'.repeat(60)}")$s.matches("(a+)+b")`,
  integers: `#set($x = 999999999999)${rounds('#set($x = $x * $x)#set($y = $x / 7)')}`,
};

const perRendering = mapValues(usual, (source) => {
  const run = compiled(source);
  const times = Array.from({ length: ROUNDS }, () =>
    elapsedMs(() => repeat(RENDERINGS_PER_ROUND, () => run(scope))),
  );
  return +((median(times) * 1000) / RENDERINGS_PER_ROUND).toFixed(2);
});
const toTheBound = mapValues(hostile, (source) => {
  const run = compiled(source);
  return Math.round(median(Array.from({ length: 5 }, () => elapsedMs(() => run(scope)))));
});
process.stdout.write(
  `${JSON.stringify({ microsecondsPerRendering: perRendering, millisecondsToTheBound: toTheBound })}\n`,
);

function compiled(source: string) {
  const parsed = parseTemplate(source);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return compileTemplate(parsed.template);
}

function elapsedMs(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function repeat(times: number, work: () => unknown): void {
  for (let count = 0; count < times; count++) work();
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}

function mapValues<T>(
  record: Readonly<Record<string, string>>,
  map: (value: string) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
