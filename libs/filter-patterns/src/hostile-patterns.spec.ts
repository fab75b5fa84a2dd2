import { splitFields } from './fields/split-fields.js';
import { readFilterPattern } from './read-filter-pattern.js';
import { compileRegex, statesMax } from './regex/compile-regex.js';
import { parseRegex } from './regex/parse-regex.js';
import { textFinder } from './text/find-text.js';

/** A text that counts the calls of one of its methods. */
function counting(
  text: string,
  method: 'charCodeAt' | 'indexOf',
): { readonly text: string; readonly calls: () => number } {
  let calls = 0;
  const proxy = new Proxy(new String(text), {
    get(_, key) {
      if (key === method) calls += 1;
      const own: unknown = Reflect.get(Object(text) as object, key);
      return typeof own === 'function' ? (own.bind(text) as unknown) : own;
    },
  });
  return { text: proxy as unknown as string, calls: () => calls };
}

test('a long text that repeats itself is looked for once through', () => {
  const { text, calls } = counting('a'.repeat(100_000), 'charCodeAt');
  expect(textFinder(`${'a'.repeat(500)}b`).indexIn(text)).toBe(-1);
  expect(calls()).toBe(100_000);
});

test.each(['a*a*a*a*a*a*a*a*b', '.*.*.*.*.*.*=', 'a+a+a+a+a+a+$', 'a{1,50}a{1,50}a{1,50}b', '^*^*^*b'])(
  'an expression looks at each character once, %s',
  (expression) => {
    const { text, calls } = counting('a'.repeat(2_000), 'charCodeAt');
    const regex = compileRegex(expression);
    if (!regex) throw new Error('refused');
    regex.test(text);
    expect(calls()).toBeLessThanOrEqual(2_000);
    expect(regex.stepsPerCharacter).toBeLessThanOrEqual(8 * (statesMax + 1));
  },
);

test('an expression of too many states is refused, however short it is', () => {
  for (const expression of ['a{9999}', 'a{250}b{250}', 'a{0,9999}', 'a{1,200}|b{1,200}'])
    expect(compileRegex(expression)).toBeNull();
  expect(parseRegex('a{99999}')).toBeNull();
});

test('a pattern cannot be longer, nested deeper or cost more than its bounds', () => {
  expect(readFilterPattern('a '.repeat(512)).ok).toBe(true);
  expect(readFilterPattern('a'.repeat(1025)).ok).toBe(false);
  const nested = (depth: number) => `{ ${'('.repeat(depth)}$.a = 1${')'.repeat(depth)} }`;
  expect([readFilterPattern(nested(64)).ok, readFilterPattern(nested(65)).ok]).toEqual([true, false]);
  const costliest = readFilterPattern('a '.repeat(512));
  expect(costliest.ok && costliest.pattern.stepsPerCharacter).toBeLessThanOrEqual(16 * 512 + 1);
});

test('a quote or bracket that nothing closes is looked for once', () => {
  const { text, calls } = counting(`${'["a '.repeat(1_000)}x`, 'indexOf');
  expect(splitFields(text, Infinity)).toHaveLength(1_001);
  expect(calls()).toBe(1);
});
