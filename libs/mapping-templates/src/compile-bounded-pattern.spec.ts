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

test('tells how many steps a text took, also where the bound was reached', () => {
  const spent: number[] = [];
  const spend = (steps: number) => void spent.push(steps);
  expect(compileBoundedPattern('a+', 'part')!('xaay', spend)).toBe(true);
  expect(compileBoundedPattern('(a+)+b', 'whole')!('a'.repeat(60), spend)).toBeNull();
  expect(spent[0]).toBeLessThan(10);
  expect(spent[1]).toBeGreaterThanOrEqual(200_000);
});

test('what is no regular expression is no pattern', () => {
  expect(compileBoundedPattern('(', 'part')).toBeNull();
  expect(compileBoundedPattern('(?<=(?:ab)+)b', 'part')).toBeNull();
});

test('a pattern that backtracks without end is stopped', () => {
  // 2^60 ways to divide the text: without the bound this would not return.
  expect(compileBoundedPattern('(a+)+b', 'whole')!('a'.repeat(60))).toBeNull();
});

test('alternatives of single characters are as quick as a class, however long the text', () => {
  expect(
    compileBoundedPattern('(.|\\n)*Bad Request(.|\\n)*', 'whole')?.(`${'x\n'.repeat(5000)}Bad Request`),
  ).toBe(true);
});
