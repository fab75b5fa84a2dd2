import { memoize } from './memoize.js';

test('results are those of the function, which runs once for as long as they are kept', () => {
  const asked: number[] = [];
  const square = memoize((of: number) => {
    asked.push(of);
    return of * of;
  }, 2);
  expect([2, 2, 3, 3, 2].map(square)).toEqual([4, 4, 9, 9, 4]);
  expect(asked).toEqual([2, 3]);
  expect([4, 2].map(square)).toEqual([16, 4]);
  expect(asked).toEqual([2, 3, 4, 2]);
});

test('what throws is not kept', () => {
  let fails = true;
  const once = memoize((of: string) => {
    if (fails) throw new Error('not yet');
    return of;
  });
  expect(() => once('a')).toThrow('not yet');
  fails = false;
  expect(once('a')).toBe('a');
});
