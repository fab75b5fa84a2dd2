import { compileTemplate, parseTemplate, type RenderLimits, type TemplateScope } from './index.js';

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

// One of each kind of value, under names for the escapes below.
const values = `#set($string = "s")#set($number = 1)#set($double = 1.5)#set($flag = true)#set($list = [1])#set($map = {"k": "v"})
#set($json = $input.path('$.a'))#set($entries = $map.entrySet())#set($entry = $entries[0])#set($iterator = $list.iterator())
#set($params = $input.params())#define($block)b#end#macro(m)#end`;
const names = [
  'string',
  'number',
  'double',
  'flag',
  'list',
  'map',
  'json',
  'entry',
  'iterator',
  'params',
  'block',
  'input',
  'util',
  'context',
  'stageVariables',
  'foreach',
  'm',
];
const members = [
  'constructor',
  '__proto__',
  'prototype',
  'class',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  '__lookupGetter__',
  'isPrototypeOf',
  'caller',
  'callee',
  'arguments',
  'items',
  'entries',
  'members',
  'scope',
  'budget',
  'body1',
  'wholeMap',
  'record',
  'source',
  'print',
  'parent',
];

test.each(names)('no member of $%s reaches a host object', (name) => {
  for (const member of members) {
    const source = `#foreach($i in [1])${values}#end[$${name}.${member}$${name}['${member}']$${name}.get('${member}').call]`;
    expect([member, textOf(source).trim()]).toEqual([
      member,
      expect.not.stringMatching(/function|native|object|\{.*:/i) as string,
    ]);
  }
});

test.each(names)('no method of $%s beyond the tables can be called', (name) => {
  for (const member of [
    ...members,
    'getClass',
    'forName',
    'apply',
    'bind',
    'call',
    'eval',
    'exec',
    'grantForPayload',
    'step',
    '__defineSetter__',
    'sort',
    'map',
    'reduce',
    'at',
  ]) {
    if (['toString', 'valueOf'].includes(member)) continue;
    const source = `${values}[$${name}.${member}()$${name}.${member}("x", "y")$${name}.${member}().${member}()]`;
    expect([member, textOf(source).trim()]).toEqual([member, '[]']);
  }
});

test.each([
  ['$string.class.forName("java.lang.Runtime").getRuntime().exec("id")', ''],
  ['$string.getClass().forName("java.lang.Runtime")', ''],
  ['$x.getClass().getClassLoader()', ''],
  ['$context.getClass().getName()', ''],
  ['$util.class', ''],
  ['$input.class.inspect("java.lang.Runtime").type', ''],
  ["$string.constructor.constructor('return process')()", '()'],
  ["$string['constructor']['constructor']('return process')", "('return process')"],
  ["$list.constructor.constructor('return this').call()", ''],
  ['$toString.call($map)', ''],
  ['$map.toString.call()', ''],
  ['$process.env $global $globalThis $require $module $this $arguments', '      '],
  ['$map.__proto__.polluted', ''],
  ['$foreach.constructor', ''],
])('the known escape %s prints %j', (source, printed) => {
  expect(textOf(`${values}|${source}`).split('|')[1]).toBe(printed);
});

test('names that JavaScript treats apart are keys like any other, and no prototype is written to', () => {
  expect(
    textOf('#set($m = {})#set($m.__proto__ = {"polluted": "x"})#set($m.constructor = 1)$m $m.polluted'),
  ).toBe('{__proto__={polluted=x}, constructor=1} ');
  expect(
    textOf("$input.path('$.__proto__.polluted') $input.path('$.constructor') $input.path('$.a.constructor')"),
  ).toBe('true mine ');
  expect(textOf("#set($__proto__ = 'v')#set($constructor = 'w')$__proto__$constructor")).toBe('vw');
  expect(
    textOf(
      "#set($context.__proto__ = 'x')#set($stageVariables.constructor = 'y')#set($input.body = 'z')$input.body.length()",
    ),
  ).toBe(String(scope.body.length));
  const overrides = render("#set($context.requestOverride.header.__proto__ = 'x')");
  expect(overrides.ok && Object.getPrototypeOf(overrides.overrides!.request.header)).toBeNull();
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('a template sees no value of another request', () => {
  const parsed = parseTemplate(
    "[$left]#set($left = 'behind')#set($context.left = 'x')#set($x = $stageVariables.put('left', 1))[$stageVariables.left]",
  );
  const run = compileTemplate((parsed as typeof parsed & { ok: true }).template);
  expect(run(scope)).toEqual(run(scope));
  expect(run(scope)).toMatchObject({ text: '[][1]' });
});
