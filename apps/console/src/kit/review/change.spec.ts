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

test('entries of maps are told one by one, and an empty map is nothing', () => {
  expect(
    alterationsBetween<{ templates: Record<string, string>; mapped: Record<string, Record<string, string>> }>(
      { templates: { json: '{ }', xml: '<a/>' } },
      { templates: { json: '{ }', text: 'a\nb' }, mapped: { 200: { 'overwrite:header.x': 'y' }, 404: {} } },
      { templates: 'Template', mapped: 'Mapping' },
    ),
  ).toEqual([
    { what: 'Template xml', from: '<a/>', to: null },
    { what: 'Template text', from: null, to: 'a\nb' },
    { what: 'Mapping 200 overwrite:header.x', from: null, to: 'y' },
  ]);
});
