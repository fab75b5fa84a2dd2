import fc from 'fast-check';
import { compileTemplate, parseTemplate, type RenderLimits, type TemplateScope } from './index.js';
import { runnableTemplate, templateText } from './testing/arbitrary-template.js';

const scope: TemplateScope = {
  params: { path: { id: '7' }, querystring: {}, header: { Host: 'h' } },
  body: '{"a": {"b": [1, "x", null]}, "__proto__": {"polluted": true}, "constructor": "mine"}',
  context: { stage: 'prod', identity: { sourceIp: '127.0.0.1' } },
  stageVariables: { x: 'y' },
};

function render(source: string, limits: Partial<RenderLimits> = {}, given = scope) {
  const parsed = parseTemplate(source);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return compileTemplate(parsed.template, limits)(given);
}

const textOf = (source: string) => {
  const result = render(source);
  return result.ok ? result.text : result.error.code;
};

const rounds = (body: string) => `#foreach($i in [1..1000])#foreach($j in [1..1000])${body}#end#end`;

// Every one would run for minutes or take gigabytes without its bound.
test.each([
  ['loops in loops', rounds('#set($x = $i + $j)'), 'too-many-steps'],
  [
    'a loop that prints',
    rounds('#foreach($k in [1..1000])xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx#end'),
    'too-many-steps',
  ],
  ['a doubled text', '#set($s = "ab")#foreach($i in [1..1000])#set($s = "$s$s")#end', 'output-too-large'],
  ['a sum of texts', '#set($s = "ab")#foreach($i in [1..1000])#set($s = $s + $s)#end', 'output-too-large'],
  [
    'concat',
    '#set($s = "ab")#foreach($i in [1..1000])#set($s = $s.concat($s))#end',
    /output-too-large|too-many-steps/,
  ],
  [
    'replace',
    '#set($s = "aa")#foreach($i in [1..1000])#set($s = $s.replace("a", "aa"))#end',
    /output-too-large|too-many-steps/,
  ],
  [
    'replaceAll',
    '#set($s = "aa")#foreach($i in [1..1000])#set($s = $s.replaceAll("a*", "$0$0"))#end',
    /output-too-large|too-many-steps/,
  ],
  [
    'urlEncode',
    '#set($s = "%")#foreach($i in [1..1000])#set($s = $util.urlEncode("$s$s"))#end',
    /output-too-large|too-many-steps/,
  ],
  [
    'a list added to itself',
    '#set($l = [1])#foreach($i in [1..1000])#set($ok = $l.addAll($l))#end',
    'too-many-steps',
  ],
  ['a list of itself, printed', '#set($l = [1])#set($ok = $l.add($l))$l', 'too-deep'],
  ['a map of itself, printed', '#set($m = {})$m.put("m", $m)$m', 'too-deep'],
  [
    'a document of itself, searched',
    "#set($d = $input.path('$'))$d.put('d', $d)$input.path('$..zz')",
    /too-deep|too-many-steps/,
  ],
  [
    'lists of lists of one list',
    '#set($l = [1])#foreach($i in [1..100])#set($l = [$l, $l])#end$l',
    /too-deep|too-many-steps/,
  ],
  [
    'equality of graphs',
    '#set($a = [1])#set($b = [1])#foreach($i in [1..60])#set($a = [$a, $a])#set($b = [$b, $b])#end#if($a == $b)x#end',
    'too-many-steps',
  ],
  ['a macro that calls itself', '#macro(m)#m()#end#m()', 'too-deep'],
  ['a macro that calls itself twice', '#macro(m $n)#m($n)#m($n)#end#m(1)', 'too-deep'],
  ['a block that reads itself', '#define($d)$d#end$d', 'too-deep'],
  ['a range of billions', '#set($r = [1..2000000000])', 'too-many-steps'],
  [
    'squares of squares',
    `#set($x = 999999999999)${rounds('#set($x = $x * $x)#set($y = $x / 7)')}`,
    'too-many-steps',
  ],
  [
    'catastrophic backtracking',
    '#set($s = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")$s.matches("(a+)+b")',
    'too-many-steps',
  ],
  [
    'backtracking by alternatives',
    '#set($s = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")$s.replaceAll("(a|aa|aaa)*b", "")',
    'too-many-steps',
  ],
  [
    'a search for what is nearly everywhere',
    '#set($s = "aaaaaaaa")#foreach($i in [1..16])#set($s = "$s$s")#end#set($t = "b$s")#set($s = "$s$s$s")$s.contains($t)$s.replace($t, "")$s.split($t)',
    'too-many-steps',
  ],
  [
    'comparisons of long texts',
    '#set($s = "aaaaaaaa")#foreach($i in [1..16])#set($s = "$s$s")#end#set($t = "$s")#foreach($i in [1..1000])#set($x = $s.equals($t))#end',
    'too-many-steps',
  ],
  [
    'a long key in a loop',
    '#set($s = "aaaaaaaa")#foreach($i in [1..16])#set($s = "$s$s")#end#set($m = {})#foreach($i in [1..1000])#set($x = $m.get("$s"))#end',
    'too-many-steps',
  ],
  [
    'a back reference',
    '#set($s = "aaaaaaaa")#foreach($i in [1..13])#set($s = "$s$s")#end$s.matches("(a*)\\1b")',
    'too-many-steps',
  ],
  [
    'one long text as a thousand headers',
    '#set($s = "aaaaaaaa")#foreach($i in [1..17])#set($s = "$s$s")#end#foreach($i in [1..1000])#set($x = $context.requestOverride.header.put("n${i}", $s))#end',
    'too-many-steps',
  ],
  [
    'one long text as a thousand values of a parameter',
    '#set($s = "aaaaaaaa")#foreach($i in [1..17])#set($s = "$s$s")#end#set($l = [])#foreach($i in [1..1000])#set($x = $l.add($s))#end#set($context.requestOverride.querystring.q = $l)',
    'too-many-steps',
  ],
  [
    'one long text as a thousand headers of the response',
    '#set($s = "aaaaaaaa")#foreach($i in [1..17])#set($s = "$s$s")#end#foreach($i in [1..1000])#set($x = $context.responseOverride.header.put("n${i}", $s))#end',
    'too-many-steps',
  ],
  ['a filter in a loop', rounds("#set($x = $input.path('$..[?(@.a == 1)]'))"), 'too-many-steps'],
])('%s ends at a bound', (_name, source, code) => {
  const result = render(source);
  const expected = typeof code === 'string' ? code : (expect.stringMatching(code) as string);
  expect(result).toMatchObject({ ok: false, error: { code: expected } });
});

const largeMap = JSON.stringify(
  Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, index])),
);
const largeList = JSON.stringify(Array.from({ length: 100_000 }, () => 1));

// What is found at once must not cost as much as the collection is large.
test.each([
  ['the first value of a map', '$all.containsValue(0)', largeMap],
  ['a map that is left at once', '#foreach($k in $all)#break#end', largeMap],
  ['a map put into another', '#set($m = {})$m.putAll($all)', largeMap],
  ['the first item of a list', '$all.contains(1)', largeList],
  ['a list that is left at once', '#foreach($k in $all)#break#end', largeList],
  ['a part of a list', '$all.subList(0, 100000)', largeList],
  ['an item taken from the front', '$all.remove(0)', largeList],
  ['a slice of the payload', "$input.path('$[0:1]')", largeList],
  ['the payload read again', '$util.parseJson($input.body)', largeMap],
  ['the payload split', '$input.body.split("[,]", 2)', largeMap],
])('%s, a million times, ends at a bound', (_name, body, payload) => {
  const result = render(
    `#set($all = $input.path('$'))${rounds(`#if(${body.startsWith('#') ? 'true' : body})#end${body.startsWith('#') ? body : ''}`)}`,
    {},
    { ...scope, body: payload },
  );
  expect(result).toMatchObject({ ok: false, error: { code: 'too-many-steps' } });
});

// A payload of the largest size, and what it may cost, at a tenth: shapes that cost most for their length
// held the loop for seconds before they were counted by what they touch.
const tenth: RenderLimits = { outputCharsMax: 1024 * 1024, stepsMax: 50_000 };
const chars = tenth.outputCharsMax;
const listOf = (item: string) =>
  `[${`${item},`.repeat((chars - 2 - item.length) / (item.length + 1))}${item}]`;
const everyUnit = (pattern: string, by: string) => `#set($x = $input.body.replaceAll("${pattern}", "${by}"))`;

test.each([
  ['a class of a thousand members', everyUnit(`(?i)[${'bcde'.repeat(240)}]`, ''), 'a'.repeat(chars)],
  ['a match of every unit', everyUnit('a', '\\$0'), 'a'.repeat(chars)],
  ['a text replaced at every unit', '#set($x = $input.body.replace("a", "c"))', 'a'.repeat(chars)],
  ['maps without members', "$input.json('$')", listOf('{}')],
  [
    'maps of one member, read again and again',
    rounds('#set($x = $util.parseJson($input.body))'),
    listOf('{"a":1}'),
  ],
  ['maps of one member, printed again and again', rounds("#set($x = $input.json('$'))"), listOf('{"a":1}')],
  ['a filter over all members', rounds("#set($x = $input.path('$..[?(@.a.b.c.d == 1)]'))"), listOf('[[1]]')],
  [
    'long paths, each another',
    `#set($p = "${'.a'.repeat(400)}")${rounds('#set($x = $input.path("$p$i$j"))')}`,
    '{}',
  ],
])('%s: as dear as it is long, and ended at the bound', (_name, source, body) => {
  expect(render(source, tenth, { ...scope, body })).toMatchObject({
    ok: false,
    error: { code: 'too-many-steps' },
  });
});

test.each([
  ['escapeJavaScript', "'"],
  ['urlEncode', '('],
])('%s refuses what becomes longer than a payload may be before it makes it', (method, unit) => {
  const body = unit.repeat(chars);
  expect(render(`#set($x = $util.${method}($input.body))`, tenth, { ...scope, body })).toMatchObject({
    ok: false,
    error: { code: 'output-too-large' },
  });
});

const record = '{"id":1,"name":"item 1","price":1.5,"tags":["a","b"]}';

test.each([
  ['printed', '$input.body', '[{"id":1'],
  ['as JSON', "$input.json('$')", '[{"id":1'],
  ['parsed', '#set($all = $util.parseJson($input.body))$all.size()', '19418'],
  ['member by member', "#foreach($item in $input.path('$'))$item.id$item.name#end", '1item 1'],
  ['searched', "$input.path('$[?(@.id == 2)]').size()", '0'],
  ['escaped', "#set($text = $util.escapeJavaScript($input.json('$[0:1]')))$text", '[{\\"id'],
  ['escaped whole', '#set($text = $util.escapeJavaScript($input.body.replace(\'"\', "")))$text', '[{id:1'],
])('a payload of the largest size can be %s', (_name, source, printed) => {
  const result = render(source, tenth, { ...scope, body: listOf(record) });
  expect(result).toMatchObject({ ok: true, text: expect.stringContaining(printed) as string });
});

test('numbers that are none or endless are no index, no length and no order that breaks arithmetic', () => {
  const numbers = '#set($inf = 1e400)#set($nan = $inf - $inf)#set($l = [1, 2])#set($s = "abc")';
  const printed = (source: string) => textOf(`${numbers}${source}`);
  expect(printed('$inf $nan $inf.intValue()|')).toBe('Infinity NaN |');
  expect(printed('$nan.compareTo(1) $inf.compareTo($inf) $inf.compareTo($nan) $nan.compareTo($nan)')).toBe(
    '1 0 -1 0',
  );
  expect(printed('#set($x = $nan.compareTo(1) + 1)$x')).toBe('2');
  for (const number of ['$inf', '$nan']) {
    expect(printed(`#set($l[${number}] = 5)$l.get(${number})$l.add(${number}, 3)$l`)).toBe('[1, 2]');
    expect(printed(`[$l.subList(${number}, 1)$s.substring(${number})$s.charAt(${number})]`)).toBe('[]');
    expect(printed(`#set($r = [1..${number}])#foreach($i in $r)x#end.`)).toBe('.');
  }
  expect(printed('#foreach($i in [0..99999999999999999999])x#end.')).toBe('.');
});

test('a loop ends after 1000 rounds without an error', () => {
  expect(
    textOf('#set($n = 0)#foreach($i in [1..5000])#set($n = $n + 1)#if(!$foreach.hasNext)end #end#end$n'),
  ).toBe('end 1000');
});

test('what a rendering spends never exceeds its steps and those of its payload, so the loop is held for a bounded time', () => {
  fc.assert(
    fc.property(runnableTemplate, fc.integer({ min: 0, max: 2000 }), (source, stepsMax) => {
      const parsed = parseTemplate(source);
      if (!parsed.ok) return;
      const result = compileTemplate(parsed.template, { stepsMax, outputCharsMax: 1000 })(scope);
      if (result.ok) {
        expect(result.steps).toBeLessThanOrEqual(stepsMax + scope.body.length / 4 + 1);
        expect(result.text.length).toBeLessThanOrEqual(1000);
      } else
        expect(['output-too-large', 'too-many-steps', 'too-deep', 'overridden-twice']).toContain(
          result.error.code,
        );
    }),
    { numRuns: 2000 },
  );
});

test('whatever parses renders without throwing, twice the same', () => {
  fc.assert(
    fc.property(fc.oneof(templateText, runnableTemplate), (source) => {
      const parsed = parseTemplate(source);
      if (!parsed.ok) return;
      const run = compileTemplate(parsed.template, { stepsMax: 5000 });
      const [first, second] = [run(scope), run(scope)];
      expect(JSON.stringify({ ...second, overrides: null })).toBe(
        JSON.stringify({ ...first, overrides: null }),
      );
    }),
    { numRuns: 2000 },
  );
});

test('a payload that is nested too deep, or is no JSON, is no way around the bounds', () => {
  const withBody = (body: string) => render("$input.path('$')", {}, { ...scope, body });
  expect(withBody('['.repeat(100_000))).toMatchObject({ ok: false, error: { code: 'too-deep' } });
  expect(withBody('{"a":'.repeat(150) + '1' + '}'.repeat(150)).ok).toBe(true);
  for (const body of [
    '{"a":',
    '[1,]',
    '"\\x"',
    '01',
    '{"a" 1}',
    'nul',
    '"\u0001"',
    '[1 2]',
    '-',
    '1e400',
    '\u0000',
  ]) {
    expect(withBody(body).ok).toBe(true);
  }
});
