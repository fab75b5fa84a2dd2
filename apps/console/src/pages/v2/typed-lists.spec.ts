import { filledOnly, listOf } from './typed-lists.js';

test('lists are typed with commas, spaces or both', () => {
  expect(listOf(' a, b  c,,')).toEqual(['a', 'b', 'c']);
});

test('what was not filled in is left out, a switch that is off is not', () => {
  expect(filledOnly({ a: '', b: {}, c: [], d: undefined, e: false, f: { x: '' } })).toEqual({
    e: false,
    f: { x: '' },
  });
});
