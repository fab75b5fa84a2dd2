import fc from 'fast-check';
import { parseTemplate } from './index.js';

const nodesOf = (text: string) => {
  const parsed = parseTemplate(text);
  if (!parsed.ok) throw new Error(`${parsed.error.message} at ${parsed.error.offset}`);
  return parsed.template.nodes;
};
const text = (value: string) => ({ kind: 'text', text: value });

test('text without references is one node, an empty template none', () => {
  expect(nodesOf('{"statusCode": 200}')).toEqual([text('{"statusCode": 200}')]);
  expect(nodesOf('')).toEqual([]);
});

test.each([
  ['$context.stage', { kind: 'context', path: ['stage'] }],
  ['${context.stage}', { kind: 'context', path: ['stage'] }],
  ['$!context.stage', { kind: 'context', path: ['stage'] }],
  ['$!{context.stage}', { kind: 'context', path: ['stage'] }],
  ['$context.identity.sourceIp', { kind: 'context', path: ['identity', 'sourceIp'] }],
  [`$context['identity']["sourceIp"]`, { kind: 'context', path: ['identity', 'sourceIp'] }],
  [
    "$context.authorizer.claims['custom:role']",
    { kind: 'context', path: ['authorizer', 'claims', 'custom:role'] },
  ],
  ['$stageVariables.x', { kind: 'stageVariable', name: 'x' }],
  ['${stageVariables.x}', { kind: 'stageVariable', name: 'x' }],
  ["${stageVariables['x']}", { kind: 'stageVariable', name: 'x' }],
  ["$input.params('x')", { kind: 'inputParam', name: 'x' }],
  ['$input.params("x")', { kind: 'inputParam', name: 'x' }],
  ["${input.params('X-Some.Header')}", { kind: 'inputParam', name: 'X-Some.Header' }],
  ["$input.params( 'x' )", { kind: 'inputParam', name: 'x' }],
  ['$input.body', { kind: 'inputBody' }],
])('%s is a reference', (source, node) => {
  expect(nodesOf(source)).toEqual([node]);
  expect(nodesOf(`a${source} b`)).toEqual([text('a'), node, text(' b')]);
});

test.each([
  ['$context.stage.', [{ kind: 'context', path: ['stage'] }, text('.')]],
  ['$context.stage. Next', [{ kind: 'context', path: ['stage'] }, text('. Next')]],
  ['$stageVariables.host/path', [{ kind: 'stageVariable', name: 'host' }, text('/path')]],
  ['$$context.a', [text('$'), { kind: 'context', path: ['a'] }]],
  ['${context.a}bc', [{ kind: 'context', path: ['a'] }, text('bc')]],
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
  '$!5',
  '#(',
  '#foo(1)',
])('%j is text, as it starts nothing in Velocity', (source) =>
  expect(nodesOf(source)).toEqual([text(source)]),
);

test('a member of the body, which is a text, prints nothing and leaves one text around it', () => {
  expect(nodesOf('a$input.body.x-b c$stageVariables.a.b')).toEqual([text('a c')]);
});

test.each([
  ['#set($x = 1)', '#set', 0],
  ['a\n#if($x)', '#if', 2],
  ['#foreach($x in $y)', '#foreach', 0],
  ['x #end', '#end', 2],
  ['#{else}', '#{else}', 0],
  ['## comment', '##', 0],
  ['#* comment *#', '#*', 0],
  ['#[[raw]]#', '#[[', 0],
  ['#@block()', '#@block', 0],
  ['{"a": $input.json(\'$.x\')}', "$input.json('$.x')", 6],
  ["$input.path('$')", "$input.path('$')", 0],
  ['$input.params()', '$input.params()', 0],
  ['$input.params().path', '$input.params().path', 0],
  ['$input.params($x)', '$input.params($x)', 0],
  ['$input.params("a$b")', '$input.params("a$b")', 0],
  ["$input.params('x').foo", "$input.params('x').foo", 0],
  ['$input', '$input', 0],
  ['$context', '$context', 0],
  ['$stageVariables', '$stageVariables', 0],
  ['$context.identity.keySet()', '$context.identity.keySet()', 0],
  ["$util.urlEncode('x')", "$util.urlEncode('x')", 0],
  ['$util.escapeJavaScript($input.body)', '$util.escapeJavaScript', 0],
  ['$price', '$price', 0],
  ['${', '${', 0],
  ['${context.stage', '${context.stage', 0],
  ['$context[0]', '$context[', 0],
  ['a\\$context.stage', 'An escaped reference', 1],
])('%s is refused by name and place', (source, name, offset) => {
  const parsed = parseTemplate(source);
  expect(parsed).toMatchObject({ ok: false, error: { offset } });
  expect(!parsed.ok && parsed.error.message).toContain(name);
});

test('a template over 300 KB is refused', () => {
  expect(parseTemplate('x'.repeat(300 * 1024)).ok).toBe(true);
  expect(parseTemplate('x'.repeat(300 * 1024 + 1)).ok).toBe(false);
});

test('long runs of marks are read in linear time', () => {
  for (const mark of ['$', '#', '${', '$a.', "$context['", '$input.params(', '$input.params((', '#{']) {
    const source = mark.repeat(Math.floor((300 * 1024) / mark.length));
    const started = performance.now();
    parseTemplate(source);
    expect(performance.now() - started).toBeLessThan(2000);
  }
});

test('any text is answered, and what is accepted survives JSON unchanged', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '$',
      '#',
      '{',
      '}',
      '(',
      ')',
      "'",
      '"',
      '.',
      '\\',
      '!',
      '[',
      ']',
      '$context.a',
      '$stageVariables.b',
      "$input.params('c')",
      '$input.body',
      '#if',
      '$util',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((parts) => parts.join('')),
      (source) => {
        const parsed = parseTemplate(source);
        if (parsed.ok) expect(JSON.parse(JSON.stringify(parsed.template))).toEqual(parsed.template);
        else expect(parsed.error.offset).toBeLessThan(Math.max(1, source.length));
      },
    ),
    { numRuns: 2000 },
  );
});
