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
  // Unicode: categories, scripts, properties, blocks, and characters of two units.
  ['Ünïcode', '\\p{L}+', true],
  ['Ünïcode', '\\pL+', true],
  ['Ünïcode', '\\p{Alpha}+', false],
  ['Ünïcode', '(?U)\\p{Alpha}+', true],
  ['Ünïcode', '\\w+', false],
  ['Ünïcode', '(?U)\\w+', true],
  ['ABC', '\\p{Lu}+', true],
  ['aBC', '\\P{Lu}\\p{IsLu}+', true],
  ['λόγος', '\\p{IsGreek}+', true],
  ['λόγος', '\\p{script=GREEK}+', true],
  ['λ', '\\p{InGreek}', true],
  ['λ', '\\p{gc=Ll}', true],
  ['Aa', '\\p{javaUpperCase}\\p{javaLowerCase}', true],
  ['\u{1F600}', '.', true],
  ['\u{1F600}', '[^a]', true],
  ['\u{1F600}', '\\uD83D\\uDE00', true],
  ['\u{1F600}', '\\x{1F600}{1}', true],
  ['a\u{1F600}\u{1F601}b', 'a.{2}b', true],
  // Classes: unions, intersections, differences.
  ['ace', '[a-z&&[^b]]+', true],
  ['abc', '[a-z&&[^b]]+', false],
  ['de', '[a-z&&def]+', true],
  ['ax', '[a-c[x-z]]+', true],
  ['dg', '[^a-c&&a-z]+', true],
  ['5', '[\\w&&[^\\d]]', false],
  ['A', '(?i)[^a]', false],
  ['K', '(?i)[h-m&&[^l]]', true],
  ['-', '[a-]', true],
  ['.', '[\\Q.-\\E]', true],
  // Look-behind, atomic groups, possessive counts.
  ['ab', 'a(?<=a)b', true],
  ['cb', 'c(?<=a)b', false],
  ['cb', 'c(?<!a)b', true],
  ['xxab', '.*(?<=x{1,3}a)b', true],
  ['\u{1F600}b', '.(?<=^.)b', true],
  ['aab', '(?>a+)b', true],
  ['aab', '(?>a+)ab', false],
  ['aaab', '(?>a|aa)+b', true],
  ['a', 'a?+a', false],
  ['aa', 'a{1}+a', true],
  // Flags, on, off and for one group.
  ['aB', '(?i:A)B', true],
  ['ab', '(?i:A)B', false],
  ['Ab', '(?i)a(?-i)b', true],
  ['AB', '(?i)a(?-i)b', false],
  ['AB', '((?i)a)b', false],
  ['a\nb', '(?s-i:a.b)', true],
  ['a\nb', '(?m)a$\\n^b', true],
  ['a\nb', 'a$\\n^b', false],
  ['a\rb', '(?d)a.b', true],
  ['ab', '(?x) a  b # the end', true],
  ['É', '(?i)é', false],
  ['É', '(?iu)é', true],
  // Escapes.
  ['a\u3000b', 'a\\hb', true],
  ['a\r\nb', 'a\\Rb', true],
  ['a\u2028b', 'a\\R\\Bb', false],
  ['\v', '\\v', true],
  ['a', '\\V\\H?', true],
  ['\0', '\\00', true],
  ['A', '\\0101', true],
  ['\u001b', '\\c[', true],
  ['e\u0301x', '\\Xx', true],
  ['a+b', 'a\\Q+\\Eb', true],
  ['a\\b', '\\Qa\\b\\E', true],
  ['ab', '\\Gab\\z', true],
  // Groups by number and name.
  ['abab', '(?<x>ab)\\k<x>', true],
  ['abAB', '(?i)(ab)\\1', true],
  ['aa1', '(a)\\11', true],
  ['abcdefghijkk', '(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)\\11', true],
])('%j matches %s: %s', (text, pattern, expected) => {
  expect(regexMatches(text, pattern, budget())).toBe(expected);
});

test.each([
  '(',
  ')',
  '[a',
  'a**',
  '*',
  '(?<=(?:ab)+)b',
  '[&&]',
  '\\',
  '\\p{Nope}',
  '(?<n>a)(?<n>b)',
  '\\k<n>',
  '(?y)a',
  '{',
  'a{',
  '\\q',
  'a{2',
  'x{3,1}',
  'a'.repeat(1001),
])('%s is no pattern here', (pattern) => expect(regexMatches('a', pattern, budget())).toBeNull());

test.each([
  ['a-b-c', '-', '+', 'a+b+c'],
  ['abc', '', '.', '.a.b.c.'],
  ['abc', 'b*', 'X', 'XaXXcX'],
  ['John Smith', '(\\w+) (\\w+)', '$2, $1', 'Smith, John'],
  ['a1', '(\\d)(x)?', '<$1$2>', 'a<1>'],
  ['price', 'price', '\\$5', '$5'],
  ['2026-01', '(?<year>\\d+)-(?<month>\\d+)', '${month}/${year}', '01/2026'],
  ['ab', '(a)(b)', '$21', 'b1'],
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
