import { listApis, searchApis } from './api-list.js';

const listed = listApis(
  [{ id: 'r1', name: 'pets', createdDate: 2, endpointConfiguration: { types: ['PRIVATE'] } }],
  [
    { apiId: 'w1', name: 'chat', protocolType: 'WEBSOCKET', createdDate: '1970-01-01T00:00:01Z' },
    { apiId: 'h1', name: 'orders', protocolType: 'HTTP', description: 'Of the shop' },
  ],
);

test('the APIs of both versions are one list, by name', () => {
  expect(listed.map(({ id, kind, endpoint, createdMs }) => [id, kind, endpoint, createdMs])).toEqual([
    ['w1', 'websocket', 'REGIONAL', 1000],
    ['h1', 'http', 'REGIONAL', 0],
    ['r1', 'rest', 'PRIVATE', 2000],
  ]);
});

test('an API is found by words of its name, its id or its description, in any case', () => {
  const found = (search: string, kind: Parameters<typeof searchApis>[2] = 'all') =>
    searchApis(listed, search, kind).map(({ id }) => id);
  expect(found('')).toEqual(['w1', 'h1', 'r1']);
  expect(found(' PET ')).toEqual(['r1']);
  expect(found('shop orders')).toEqual(['h1']);
  expect(found('h1')).toEqual(['h1']);
  expect(found('', 'websocket')).toEqual(['w1']);
  expect(found('pets', 'http')).toEqual([]);
});
