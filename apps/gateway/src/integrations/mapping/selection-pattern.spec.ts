import { compileSelectionPattern, compileStatusPattern } from './selection-pattern.js';

test('a selection pattern must match the whole status', () => {
  for (const compile of [compileSelectionPattern, compileStatusPattern]) {
    expect(compile('4\\d{2}')!('404')).toBe(true);
    expect(compile('40')!('404')).toBe(false);
    expect(compile('200|4')!('404')).toBe(false);
  }
});

test('a status that was matched before matches the same again', () => {
  const matches = compileStatusPattern('2\\d{2}|404')!;
  for (let round = 0; round < 2; round++) {
    expect(['200', '404', '500'].map(matches)).toEqual([true, true, false]);
  }
});

test('a pattern that takes even a status apart without end does not match', () => {
  // By JavaScript's own engine this would run for hours.
  const hostile = `(?:2?${'0*'.repeat(40)}){200}x`;
  expect(compileStatusPattern(hostile)!('200')).toBe(false);
});

test('an expression of Java is one: quotations, anchors, possessive counts', () => {
  expect(compileStatusPattern('\\A\\Q404\\E\\z')!('404')).toBe(true);
  expect(compileStatusPattern('4\\d++')!('404')).toBe(true);
  expect(compileStatusPattern('\\d*+4')!('404')).toBe(false);
});

test('what is no expression is none', () => {
  expect(compileStatusPattern('(')).toBeNull();
  expect(compileSelectionPattern('a{')).toBeNull();
});
