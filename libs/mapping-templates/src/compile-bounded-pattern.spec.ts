import { compileBoundedPattern } from './compile-bounded-pattern.js';

test.each([
  ['.*four hundred.*', 'whole', 'it is four hundred', true],
  ['200', 'whole', '2000', false],
  ['200', 'part', '2000', true],
  ['^[a-z]+$', 'part', 'abc', true],
  ['^[a-z]+$', 'part', 'ab1', false],
  ['.+', 'whole', 'two\nlines', false],
] as const)('%s, %s, against %j: %s', (source, extent, text, expected) => {
  expect(compileBoundedPattern(source, extent)!(text)).toBe(expected);
});

test('what is no regular expression is no pattern', () => {
  expect(compileBoundedPattern('(', 'part')).toBeNull();
  expect(compileBoundedPattern('(?<=a)b', 'part')).toBeNull();
});

test('a pattern that backtracks without end is stopped', () => {
  const start = performance.now();
  expect(compileBoundedPattern('(a+)+b', 'whole')!('a'.repeat(60))).toBeNull();
  expect(performance.now() - start).toBeLessThan(2000);
});
