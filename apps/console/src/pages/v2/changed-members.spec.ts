import { changedMembers } from './changed-members.js';

interface Some {
  readonly name?: string;
  readonly kind?: string;
  readonly limit?: number;
  readonly scopes?: readonly string[];
  readonly templates?: Readonly<Record<string, string>>;
  readonly mappings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const unset = { maps: ['templates', 'mappings'], fallbacks: { kind: 'PLAIN', scopes: [] } };
const changed = (from: Some, to: Some) => changedMembers(from, to, unset);

test('what is as it was is not sent', () => {
  const some = { name: 'a', scopes: ['x'], templates: { json: '{}' } };
  expect(changed(some, { ...some, limit: 3 })).toEqual({ limit: 3 });
});

test('what was emptied is said to be empty, by what its kind of member is emptied with', () => {
  expect(changed({ name: 'a', kind: 'FANCY', scopes: ['x'] }, {})).toEqual({
    name: '',
    kind: 'PLAIN',
    scopes: [],
  });
});

test('of maps the entries that changed are sent, and those that are gone', () => {
  expect(
    changed(
      {
        templates: { json: '1', xml: '2', text: '3' },
        mappings: { 200: { a: '1', b: '2' }, 404: { c: '3' } },
      },
      { templates: { json: '1', xml: '4' }, mappings: { 200: { a: '5' } } },
    ),
  ).toEqual({ templates: { xml: '4', text: '' }, mappings: { 200: { a: '5', b: '' }, 404: {} } });
  expect(changed({}, { templates: { json: '1' } })).toEqual({ templates: { json: '1' } });
});
