import { createSweep } from './create-sweep.js';

test('a sweep looks at a thousand entries at most, and sweep by sweep at all, those that come meanwhile too', () => {
  const map = new Map(Array.from({ length: 2500 }, (_, key) => [key, key]));
  const sweep = createSweep(map);
  const seen = new Set<number>();
  const looked: number[] = [];
  for (let round = 0; round < 4; round++) {
    const before = seen.size;
    sweep((key) => {
      seen.add(key);
      if (key % 2 === 0) map.delete(key);
    });
    looked.push(seen.size - before);
    map.set(3000 + round, 0);
  }
  expect(looked).toEqual([1000, 1000, 502, 0]);
});

test('after the last entry it starts over with the first', () => {
  const sweep = createSweep(new Map([['a', 1]]));
  const seen: string[] = [];
  for (let round = 0; round < 3; round++) sweep((key) => seen.push(key));
  expect(seen).toEqual(['a', 'a', 'a']);
});
