import { alterationsBetween } from './change.js';

test('what differs is told by member, nothing being null', () => {
  expect(
    alterationsBetween<{ name: string; tags: string[]; note: string; limit: number }>(
      { name: 'a', tags: ['x'], note: '' },
      { name: 'b', tags: ['x'], limit: 0 },
      { name: 'Name' },
    ),
  ).toEqual([
    { what: 'Name', from: 'a', to: 'b' },
    { what: 'limit', from: null, to: '0' },
  ]);
});
