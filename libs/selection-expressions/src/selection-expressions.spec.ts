import fc from 'fast-check';
import {
  compileSelectionExpression,
  keyCharsMax,
  type SelectionScope,
} from './compile-selection-expression.js';
import { parseSelectionExpression, type SelectionUse } from './parse-selection-expression.js';

function evaluate(
  text: string,
  scope: Partial<SelectionScope>,
  use: SelectionUse = 'responseTemplate',
): string {
  const read = parseSelectionExpression(text, use);
  if (!read.ok) throw new Error(read.problem);
  return compileSelectionExpression(read.expression)({ message: undefined, response: null, ...scope });
}

const problemOf = (text: string, use: SelectionUse): string => {
  const read = parseSelectionExpression(text, use);
  return read.ok ? 'read' : read.problem;
};

const message = {
  action: 'join',
  service: 'chat',
  deep: { list: [{ 'a b': 1 }, 'x'], flag: true, none: null },
  'with-dash': 'd',
  again: '$request.body.action',
};

// Guide page "Selection expressions".
test.each([
  ['$request.body.action', 'join'],
  ['${request.body.action}', 'join'],
  ['${request.body.service}/${request.body.action}', 'chat/join'],
  ['v2-${request.body.action}!', 'v2-join!'],
  ['$request.body.with-dash', 'd'],
  ["$request.body.deep.list[0]['a b']", '1'],
  ['$request.body.deep.list', '[{a b=1}, x]'],
  ['$request.body.deep', '{list=[{a b=1}, x], flag=true, none=null}'],
  ['$request.body.deep.flag', 'true'],
  ['$request.body.deep.none', ''],
  ['$request.body.missing', ''],
  ['$request.body.action.missing', ''],
  ['$request.body.deep.list.length', ''],
  ['$request.body.__proto__', ''],
  ['$request.body.constructor', ''],
  ['${request.body.missing}/${request.body.action}', '/join'],
  ['plain', 'plain'],
  ['\\$default', '$default'],
  ['$default', '$default'],
  ['a\\b', 'a\\b'],
  ['cost: 5 \\$', 'cost: 5 $'],
])('%s is %j', (text, key) => expect(evaluate(text, { message }, 'route')).toBe(key));

test('what is found is not evaluated again', () => {
  expect(evaluate('${request.body.again}', { message })).toBe('$request.body.action');
});

test('a message that is no JSON has nothing to choose by', () => {
  expect(evaluate('$request.body.action', { message: undefined })).toBe('');
  expect(evaluate('$request.body', { message: [1, 'b'] })).toBe('[1, b]');
});

test('templates of responses are chosen by the response as well', () => {
  const headers: Record<string, readonly string[]> = { 'X-A': ['1', '2'] };
  const response = {
    statusCode: 404,
    header: (name: string) => headers[name]?.at(-1),
    multiValueHeader: (name: string) => headers[name],
    body: () => ({ errorMessage: 'not there', errors: [1] }),
  };
  const text =
    '${integration.response.statuscode}|${integration.response.header.X-A}|${integration.response.multivalueheader.X-A}|${integration.response.body.errorMessage}|${integration.response.body.errors[0]}|${request.body.action}|${integration.response.header.Missing}';
  expect(evaluate(text, { message, response })).toBe('404|2|[1, 2]|not there|1|join|');
  expect(evaluate(text, { message })).toBe('||||||join|'.slice(1));
});

test.each<[string, SelectionUse]>([
  ['', 'route'],
  ['$', 'route'],
  ['$request.header.a', 'route'],
  ['$request.querystring.a', 'route'],
  ['$request.bodyguard', 'route'],
  ['$request.body.', 'route'],
  ['$request.body..a', 'route'],
  ['$request.body.a[*]', 'route'],
  ['$request.body.a/$request.body.b', 'route'],
  ['$integration.response.statuscode', 'route'],
  ['$integration.response.header.a', 'requestTemplate'],
  ['$integration.response.header.', 'responseTemplate'],
  ['$integration.response.status', 'responseTemplate'],
  ['$connect', 'route'],
  ['${request.body.a', 'route'],
  ['${}', 'route'],
  ['a $request.body.b', 'route'],
  ['{request.body.a}', 'route'],
  ['x'.repeat(1025), 'route'],
])('%j is no expression, and says why', (text, use) => {
  expect(problemOf(text, use)).toMatch(/^(?:it |.+: .+)/s);
});

test('a key ends where no key could', () => {
  const long = 'x'.repeat(200_000);
  expect(evaluate('$request.body.a', { message: { a: long } })).toHaveLength(keyCharsMax);
  expect(evaluate('${request.body.a}${request.body.a}', { message: { a: long } })).toHaveLength(keyCharsMax);
});

// Depth and size are a caller's to choose; JSON.parse takes any depth.
test('neither depth nor length of a message costs more than a key has characters', () => {
  const depth = 60_000;
  const nested: unknown = JSON.parse(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`);
  expect(evaluate('$request.body.a', { message: nested })).toBe('['.repeat(keyCharsMax));
  let asked = 0;
  const list = new Proxy(Array.from<number>({ length: 1_000_000 }), {
    get: (target, name, self) => {
      asked++;
      return Reflect.get(target, name, self) as unknown;
    },
  });
  evaluate('$request.body.a', { message: { a: list } });
  expect(asked).toBeLessThan(2 * keyCharsMax);
});

test('whatever is given is read or refused, and texts without signs are themselves', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      (text) => void parseSelectionExpression(text, 'responseTemplate'),
    ),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[^$\\{}]{1,50}$/), (text) =>
      expect(evaluate(text, { message }, 'route')).toBe(text),
    ),
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const key = evaluate('${request.body.a}', { message: { a: value } });
      expect(key.length).toBeLessThanOrEqual(keyCharsMax);
      if (typeof value === 'string') expect(key).toBe(value.slice(0, keyCharsMax));
    }),
  );
});
