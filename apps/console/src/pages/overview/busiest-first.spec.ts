import { busiestFirst, pathToTry } from './busiest-first.js';

const api = (name: string, requests: number) => ({
  name,
  figures: { requests, clientErrors: 0, serverErrors: 0, p50: null, p99: null },
});

test('the most called is first, and those alike keep their order', () => {
  const names = busiestFirst([api('a', 0), api('b', 5), api('c', 0)]).map(({ name }) => name);
  expect(names).toEqual(['b', 'a', 'c']);
});

test('the sample has a path that answers', () => {
  expect(pathToTry('Made by the first start of Tollgate')).toBe('/hello');
  expect(pathToTry('mine')).toBe('');
});
