import { mapPatches, memberPatches, setPatches } from './patches.js';

test('members that differ are replaced, and those that refuse the empty text are removed', () => {
  const from = { name: 'a', note: 'x', isOn: false, size: undefined, same: 1 };
  const to = { name: 'b', note: '', isOn: true, size: undefined, same: 1 };
  const members = ['name', 'note', 'isOn', 'size', 'same'] as const;
  expect(memberPatches<Partial<typeof from | typeof to>>(from, to, members, ['note'])).toEqual([
    { op: 'replace', path: '/name', value: 'b' },
    { op: 'remove', path: '/note' },
    { op: 'replace', path: '/isOn', value: 'true' },
  ]);
  expect(memberPatches({ id: 'a' }, { id: '' }, ['id'])).toEqual([{ op: 'replace', path: '/id', value: '' }]);
});

test('entries of maps are removed, replaced and added by their escaped keys', () => {
  expect(
    mapPatches('/requestTemplates', { 'a/b': '1', 'c~d': '2', same: '3' }, { 'a/b': '9', same: '3', e: '' }),
  ).toEqual([
    { op: 'remove', path: '/requestTemplates/c~0d' },
    { op: 'replace', path: '/requestTemplates/a~1b', value: '9' },
    { op: 'add', path: '/requestTemplates/e', value: '' },
  ]);
  expect(mapPatches('/m', undefined, undefined)).toEqual([]);
});

test('a template that the service keeps as null is the empty text', () => {
  expect(mapPatches('/requestTemplates', { a: null }, { a: '' })).toEqual([]);
});

test('entries of sets are values, or parts of the path', () => {
  expect(setPatches('/authorizationScopes', ['a', 'b'], ['b', 'c'])).toEqual([
    { op: 'remove', path: '/authorizationScopes', value: 'a' },
    { op: 'add', path: '/authorizationScopes', value: 'c' },
  ]);
  expect(setPatches('/binaryMediaTypes', [], ['image/png'], true)).toEqual([
    { op: 'add', path: '/binaryMediaTypes/image~1png' },
  ]);
});
