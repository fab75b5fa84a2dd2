import fc from 'fast-check';
import { Budget, DEFAULT_LIMITS } from '../evaluate/budget.js';
import { regexMatches, regexReplace, regexSplit } from './java-regex.js';

const budget = () => new Budget(DEFAULT_LIMITS);

test.each([
  ['aaa', 'a{2,3}', true],
  ['ab12', '[a-z]+\\d+', true],
  ['a.b', 'a\\.b', true],
  ['a.b', '\\Qa.b\\E', true],
  ['axb', '\\Qa.b\\E', false],
  ['HeLLo', '(?i)hello', true],
  ['a\nb', 'a.b', false],
  ['a\nb', '(?s)a.b', true],
  ['abab', '(ab)\\1', true],
  ['foobar', 'foo(?=bar).*', true],
  ['foobaz', 'foo(?!bar)baz', true],
  ['é', '[^\\p{ASCII}]', true],
  ['a]b', '[]ab]+', true],
  ['aab', 'a*?ab', true],
  ['aaa', 'a*+a', false],
  ['2\\d', '2\\\\d', true],
  ['x', '(?:x|y){1}', true],
  ['', '(a*)*', true],
])('%j matches %s: %s', (text, pattern, expected) => {
  expect(regexMatches(text, pattern, budget())).toBe(expected);
});

test.each(['(', ')', '[a', 'a**', '*', '(?<=a)b', '[a&&b]', '\\', '\\q', 'a{2', 'x{3,1}', 'a'.repeat(1001)])(
  '%s is no pattern here',
  (pattern) => expect(regexMatches('a', pattern, budget())).toBeNull(),
);

test.each([
  ['a-b-c', '-', '+', 'a+b+c'],
  ['abc', '', '.', '.a.b.c.'],
  ['abc', 'b*', 'X', 'XaXXcX'],
  ['John Smith', '(\\w+) (\\w+)', '$2, $1', 'Smith, John'],
  ['a1', '(\\d)(x)?', '<$1$2>', 'a<1>'],
  ['price', 'price', '\\$5', '$5'],
  ["it\\'s", "\\\\'", "'", "it's"],
])('%j with %j replaced by %j is %j', (text, pattern, by, expected) => {
  // Of "b*": where JavaScript and Java agree, as they do for all of these.
  expect(regexReplace(text, pattern, by, true, budget())).toBe(expected);
});

test.each([
  ['a,b,,c,,', ',', 0, ['a', 'b', '', 'c']],
  ['a,b,,c,,', ',', -1, ['a', 'b', '', 'c', '', '']],
  ['a,b,c', ',', 2, ['a', 'b,c']],
  ['abc', '', 0, ['a', 'b', 'c']],
  ['a1b22c', '\\d+', 0, ['a', 'b', 'c']],
  ['abc', 'x', 0, ['abc']],
  [',a', ',', 0, ['', 'a']],
])('%j split at %j (%d) is %j', (text, pattern, limit, expected) => {
  expect(regexSplit(text, pattern, limit, budget())).toEqual(expected);
});

test('agrees with the engine of JavaScript where the languages do', () => {
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '(a)', '(?:ab)', '\\w', 'a|b', '(a|ab)', '\\b');
  const pattern = fc.array(fc.tuple(atom, fc.constantFrom('', '*', '+', '?', '*?', '{1,2}')), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(
      pattern,
      fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 8 }),
      (pieces, text) => {
        const source = pieces
          .map(([one, times]) => (one === 'a|b' || one === '\\b' ? one : one + times))
          .join('');
        expect(regexMatches(text, source, budget())).toBe(new RegExp(`^(?:${source})$`).test(text));
        expect(regexReplace(text, source, '<$0>', true, budget())).toBe(
          text.replace(new RegExp(source, 'g'), '<$&>'),
        );
      },
    ),
    { numRuns: 2000 },
  );
});
