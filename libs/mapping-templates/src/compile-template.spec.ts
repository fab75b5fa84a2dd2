import fc from 'fast-check';
import { compileTemplate, parseTemplate, type TemplateScope } from './index.js';

const scope: TemplateScope = {
  params: {
    path: { id: '7', both: 'path' },
    querystring: { q: 'a b', both: 'query', either: 'query' },
    header: { 'X-Note': 'hello', both: 'header', either: 'header', Connection: 'close', Host: 'h' },
  },
  body: '{"a":1}',
  context: {
    stage: 'prod',
    requestTimeEpoch: 1750000000000,
    isCanaryRequest: false,
    identity: { sourceIp: '127.0.0.1', caller: null },
  },
  stageVariables: { host: 'example.com' },
};

function render(source: string, given: TemplateScope = scope, limits = {}) {
  const parsed = parseTemplate(source);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return compileTemplate(parsed.template, limits)(given);
}

const textOf = (source: string, given?: TemplateScope) => {
  const result = render(source, given);
  return result.ok ? result.text : result.error;
};

test('fills references and keeps every other character', () => {
  expect(textOf('{"id": "$input.params(\'id\')",\r\n "at": "$context.stage.", "c": "#fff", "p": "$5"}')).toBe(
    '{"id": "7",\r\n "at": "prod.", "c": "#fff", "p": "$5"}',
  );
  expect(textOf('${stageVariables.host}/$context.identity.sourceIp')).toBe('example.com/127.0.0.1');
  expect(textOf('$context.requestTimeEpoch $context.isCanaryRequest')).toBe('1750000000000 false');
});

test("$input.params looks in the path, then the query string, then the headers, and is '' when it finds nothing", () => {
  expect(textOf("$input.params('both')")).toBe('path');
  expect(textOf("$input.params('either')")).toBe('query');
  expect(textOf('$input.params("X-Note")')).toBe('hello');
  expect(textOf("[$input.params('x-note')$input.params('no')]")).toBe('[]');
});

test('$input.params does not see the headers that belong to the connection', () => {
  expect(textOf("[$input.params('Connection')]")).toBe('[]');
  expect(textOf("$input.params('Host')")).toBe('h');
});

test('$input.body is the raw body, and {} when there is none', () => {
  expect(textOf('$input.body')).toBe('{"a":1}');
  expect(textOf('$input.body', { ...scope, body: '' })).toBe('{}');
});

test.each([
  '$context.nope',
  '$context.nope.deeper',
  '$context.stage.length',
  '$context.identity',
  '$context.identity.caller',
  '$stageVariables.nope',
  '$stageVariables.host.length',
  '$input.body.length',
])('%s prints nothing', (source) => expect(textOf(`[${source}]`)).toBe('[]'));

test.each([
  '$context.constructor',
  '$context.__proto__',
  "$context['__proto__']['constructor']",
  '$context.identity.constructor.constructor',
  '$stageVariables.constructor',
  '$stageVariables.__proto__',
  '$stageVariables.toString',
  "$input.params('constructor')",
  "$input.params('__proto__')",
  "$input.params('hasOwnProperty')",
])('%s reaches no prototype', (source) => expect(textOf(`[${source}]`)).toBe('[]'));

test('output and steps are bounded', () => {
  expect(render('$input.body$input.body', scope, { outputCharsMax: 13 })).toMatchObject({
    ok: false,
    error: { code: 'output-too-large' },
  });
  expect(render('$input.body$input.body', scope, { outputCharsMax: 14 }).ok).toBe(true);
  expect(render('$input.body$input.body', scope, { stepsMax: 0 })).toMatchObject({
    ok: false,
    error: { code: 'too-many-steps' },
  });
});

test('reads of the scope only what the template asks for', () => {
  const reads: string[] = [];
  const lazy = new Proxy(scope, {
    get: (target, name, receiver) => {
      reads.push(String(name));
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
  render('x $context.stage y', lazy);
  expect(reads).toEqual(['overrides', 'context']);
});

test('values are never read as template text again', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const given = { ...scope, stageVariables: { x: value }, body: value || '{}' };
      expect(textOf('<$stageVariables.x|${input.body}>', given)).toBe(`<${value}|${value || '{}'}>`);
    }),
  );
  expect(textOf('$input.body', { ...scope, body: '$context.stage #set($x)' })).toBe(
    '$context.stage #set($x)',
  );
});
