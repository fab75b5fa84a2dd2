import fc from 'fast-check';
import { startStepCounter } from '#libs/testing';
import { compileTemplate, parseTemplate, type TemplateScope } from './index.js';
import { templateText } from './testing/arbitrary-template.js';

const steps = startStepCounter();
afterAll(() => steps.stop());

const nodesOf = (source: string) => {
  const parsed = parseTemplate(source);
  if (!parsed.ok) throw new Error(`${parsed.error.message} at ${parsed.error.offset}`);
  return parsed.template.nodes;
};
const errorOf = (source: string) => {
  const parsed = parseTemplate(source);
  return parsed.ok ? null : parsed.error;
};
const text = (value: string) => ({ kind: 'text', text: value });
const reference = (root: string, ...names: string[]) => ({
  kind: 'reference',
  root,
  steps: names.map((name) => ({ kind: 'member', name })),
});

test('text without references is one node, an empty template none', () => {
  expect(nodesOf('{"statusCode": 200}')).toEqual([text('{"statusCode": 200}')]);
  expect(nodesOf('')).toEqual([]);
});

test.each([
  '$context.stage',
  '${context.stage}',
  '$!context.stage',
  '$!{context.stage}',
  "$context['stage']",
  '${context["stage"]}',
])('%s is one and the same reference', (source) => {
  expect(nodesOf(`a${source} b`)).toEqual([text('a'), reference('context', 'stage'), text(' b')]);
});

test.each([
  ['$context.stage.', [reference('context', 'stage'), text('.')]],
  ['$context.stage. Next', [reference('context', 'stage'), text('. Next')]],
  ['$context.stage (x)', [reference('context', 'stage'), text(' (x)')]],
  ['$stageVariables.host/path', [reference('stageVariables', 'host'), text('/path')]],
  ['$$context.a', [text('$'), reference('context', 'a')]],
  ['${context.a}bc', [reference('context', 'a'), text('bc')]],
  ['$a-b', [reference('a-b')]],
  ['$price(1)', [reference('price'), text('(1)')]],
])('%s ends the reference where Velocity does', (source, nodes) => expect(nodesOf(source)).toEqual(nodes));

test.each([
  '$5',
  '#fff',
  '$',
  '#',
  '$$',
  '# ',
  'a$ b',
  '$.x',
  '"$"',
  '#1',
  '#iffy',
  '#endless',
  '$!',
  '#foo(1)',
  'a\\nb',
  '${',
  '${}',
  '#set',
  '#set x',
  '{"b": $input.json($)}',
  '${input.path($)}',
  '$input.json(#)',
])('%j is text, as it starts nothing in Velocity', (source) =>
  expect(nodesOf(source)).toEqual([text(source)]),
);

test.each([
  ['a ## b\nc', 'a c'],
  ['a #* b\n $x #if *#c', 'a c'],
  ['a#[[ $x #if ]]#c', 'a $x #if c'],
  ['\\$context.stage \\${x.y(1)} \\#if \\#end', '$context.stage ${x.y(1)} #if #end'],
  ['\\\\\\$x', '\\$x'],
])('%j is text once comments and escapes are read', (source, value) =>
  expect(nodesOf(source)).toEqual([text(value)]),
);

// Each checked against Velocity 1.7 itself.
test.each([
  ['a #* note', 'a '],
  ['a #* note * #', 'a '],
  ['$!input.json($)', ''],
  ['#set($x.foo() = 1)a', 'a'],
  ['#set($q = $input.json($))[$!q]', '[]'],
  ['[$input.params(data)]', '[]'],
  ['[$input.params( data-x )]', '[]'],
  ['#foreach($i of ["a", "b"])$i#end', 'ab'],
  ['#set $y = 1', '#set  = 1'],
  ['#set\n($y = 1)$y', '1'],
  ['#set($list = [1, 2])$list.size($)', '2'],
  ['#set($x = "abc")$x.substring(1 $)', 'bc'],
  ['#set($x = "abc")$x.length(', '('],
])('%j is read as Velocity reads it', (source, rendered) => {
  const parsed = parseTemplate(source);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const scope = {
    body: '{}',
    params: { path: {}, querystring: {}, header: {} },
    context: {},
    stageVariables: {},
  };
  expect(compileTemplate(parsed.template)(scope as unknown as TemplateScope)).toMatchObject({
    ok: true,
    text: rendered,
  });
});

test('an even count of backslashes escapes itself and not the reference', () => {
  expect(nodesOf('\\\\$x')).toEqual([text('\\'), reference('x')]);
});

test('equal precedence is one flat chain, so that long expressions make no deep trees', () => {
  const sum = `#set($x = 1${' + 1'.repeat(50_000)})`;
  const [set] = nodesOf(sum);
  expect(set).toMatchObject({ kind: 'set', value: { kind: 'chain', first: { kind: 'number', text: '1' } } });
});

test('words and signs are the same operators', () => {
  const words = nodesOf(
    '#if(not $a and $b or $c eq 1 and $d ne 2 and $e lt 3 and $f le 4 and $g gt 5 and $h ge 6)x#end',
  );
  const signs = nodesOf(
    '#if(!$a && $b || $c == 1 && $d != 2 && $e < 3 && $f <= 4 && $g > 5 && $h >= 6)x#end',
  );
  expect(words).toEqual(signs);
});

test.each([
  ['#set($x = )', '#set', 0],
  ['a #set(x = 1)', '#set', 2],
  ['#set($x == 1)', '#set', 0],
  ['a\n#if($x)', '#if', 2],
  ['#if $x', '#if', 0],
  ['#if($x)a#elseif', '#elseif', 8],
  ['#if($x)a#else b#else c#end', '#else', 15],
  ['#foreach($x in $y)', '#foreach', 0],
  ['x #end', '#end', 2],
  ['#{else}', '#{else}', 0],
  ['#[[raw', '#[[', 0],
  ['#macro()#end', '#macro', 0],
  ['#macro(m $a)#end#m(', '#m', 16],
  ['#define(x)#end', '#define', 0],
  ['#include("x")', '#include', 0],
  ['#parse("x")', '#parse', 0],
  ['#evaluate("x")', '#evaluate', 0],
  ['{"a": $input.json("$.x}', '$input.json(', 6],
  ['$a.b(1, ', '$a.b(', 0],
  ['$a[1', '$a[', 0],
  ['${context.stage', '${context.stage', 0],
  ["${a|'b'}", '${a', 0],
  ['#set($x = [1, 2)', '#set: a list', 0],
  ['#set($x = {"a" 1})', '#set: a map', 0],
  ['#set($x = [1..2)', '#set: a range', 0],
  ['#set($x = "a #if b")', '#if', 10],
])('%j is refused by construct and offset', (source, construct, offset) => {
  expect(errorOf(source)).toEqual({ message: expect.stringContaining(construct) as string, offset });
});

test('constructs nest to a bound', () => {
  const nested = (depth: number) => `${'#if($x)'.repeat(depth)}${'#end'.repeat(depth)}`;
  expect(errorOf(nested(60))).toBeNull();
  expect(errorOf(nested(70))?.message).toContain('inside one another');
  expect(errorOf(`#set($x = ${'('.repeat(100_000)}`)?.message).toContain('inside one another');
  expect(errorOf(`#set($x = ${'!'.repeat(100_000)}`)?.message).toContain('inside one another');
  expect(errorOf(`#set($x = ${'['.repeat(100_000)}`)?.message).toContain('inside one another');
  expect(errorOf('$a['.repeat(50_000))?.message).toContain('inside one another');
});

test('a template over 300 KB is refused', () => {
  expect(parseTemplate('x'.repeat(300 * 1024)).ok).toBe(true);
  expect(parseTemplate('x'.repeat(300 * 1024 + 1)).ok).toBe(false);
});

test.each([
  '$',
  '#',
  '\\',
  '${',
  '$a.',
  '$a ',
  "$context['",
  '$input.params(',
  '#{',
  '#set(',
  '"',
  '##\n',
  '#**#',
  ' #set($a=1)',
  '\\$a',
])('four times as many of %j cost about four times as much', (mark) => {
  const times = Math.floor((75 * 1024) / mark.length);
  const base = steps.count(() => parseTemplate(mark.repeat(times)));
  const more = steps.count(() => parseTemplate(mark.repeat(4 * times)));
  expect(more).toBeLessThan(6 * base);
});

test('any text is answered, and what is accepted survives JSON unchanged', () => {
  fc.assert(
    fc.property(templateText, (source) => {
      const parsed = parseTemplate(source);
      if (parsed.ok) expect(JSON.parse(JSON.stringify(parsed.template))).toEqual(parsed.template);
      else expect(parsed.error.offset).toBeLessThan(Math.max(1, source.length));
    }),
    { numRuns: 2000 },
  );
});
