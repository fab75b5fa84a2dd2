import { ok } from '../domain-error.js';
import { applyPatch } from './apply-patch.js';
import { patchedBoolean, withEntry, withoutEntry } from './patch-values.js';
import type { PatchTable } from './patch-table.js';
import { perPath, strictWhitelist } from './refusal-styles.js';

interface Thing {
  readonly name: string | null;
  readonly on: boolean;
  readonly map: Readonly<Record<string, string>> | null;
}
const thing: Thing = { name: 'n', on: false, map: null };

const rules: PatchTable<Thing>['rules'] = [
  { path: '/name', ops: { replace: (draft, { value }) => ok({ ...draft, name: value }) } },
  { path: '/on', ops: { replace: (draft, { value }) => ok({ ...draft, on: patchedBoolean(value) }) } },
  {
    path: '/map/{key}',
    ops: {
      add: (draft, { keys, value }) => ok({ ...draft, map: withEntry(draft.map, keys['key']!, value ?? '') }),
      remove: (draft, { keys }) => ok({ ...draft, map: withoutEntry(draft.map, keys['key']!) }),
    },
  },
];
const strict: PatchTable<Thing> = { refuse: strictWhitelist, rules };
const lenient: PatchTable<Thing> = { refuse: perPath, rules };

const refusal = (table: PatchTable<Thing>, op: 'add' | 'remove' | 'replace' | 'copy', path?: string) => {
  const result = applyPatch(thing, [{ op, path, value: 'v' }], table);
  return result.ok ? 'applied' : result.error.message;
};

test('operations apply in order and keys are unescaped as RFC 6901 says', () => {
  const result = applyPatch(
    thing,
    [
      { op: 'add', path: '/map/application~1json', value: 'a' },
      { op: 'add', path: '/map/x~01y', value: 'b' },
      { op: 'add', path: '/map/__proto__', value: 'c' },
      { op: 'replace', path: '/on', value: 'TRUE' },
      { op: 'replace', path: '/name' },
    ],
    strict,
  );
  const map = Object.fromEntries([
    ['application/json', 'a'],
    ['x~1y', 'b'],
    ['__proto__', 'c'],
  ]);
  expect(result).toEqual({ ok: true, value: { name: null, on: true, map } });
});

test('removing the last entry of a map makes the map absent', () => {
  const result = applyPatch(
    { ...thing, map: { a: 'b' } },
    [{ op: 'remove', path: '/map/a', value: 'x' }],
    strict,
  );
  expect(result).toEqual({ ok: true, value: thing });
});

test('a greedy part takes every segment that the rest of the template leaves, empty ones too', () => {
  const record: PatchTable<string> = {
    refuse: perPath,
    rules: [
      {
        path: '/throttle/{path+}/{method}/rate',
        ops: { replace: (_, { keys }) => ok(`${keys['method']} ${keys['path']}`) },
      },
    ],
  };
  const seen = (path: string) => {
    const result = applyPatch('', [{ op: 'replace', path }], record);
    return result.ok ? result.value : result.error.message;
  };
  expect(seen('/throttle/pets/{id}/GET/rate')).toBe('GET pets/{id}');
  expect(seen('/throttle//pets/GET/rate')).toBe('GET /pets');
  expect(seen('/throttle/~1pets/GET/rate')).toBe('GET /pets');
  expect(seen('/throttle/GET/rate')).toBe('Invalid patch path /throttle/GET/rate');
  expect(seen('/throttle/pets/GET/burst')).toBe('Invalid patch path /throttle/pets/GET/burst');
});

test('without operations the value stays as it is', () => {
  expect(applyPatch(thing, undefined, strict)).toEqual({ ok: true, value: thing });
});

test('the strict style names the paths that the verb may touch', () => {
  expect(refusal(strict, 'replace', '/id')).toBe(
    "Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/name, /on]",
  );
  expect(refusal(strict, 'copy', '/name')).toBe(
    "Invalid patch path  '/name' specified for op 'copy'. Please choose supported operations",
  );
});

test('the per-path style names the path, or the verbs that a known path takes', () => {
  expect(refusal(lenient, 'replace', '/id')).toBe('Invalid patch path /id');
  expect(refusal(lenient, 'replace')).toBe('Invalid patch path null');
  expect(refusal(lenient, 'add', '/map')).toBe('Invalid patch path /map');
  expect(refusal(lenient, 'add', '/map/application/json')).toBe('Invalid patch path /map/application/json');
  expect(refusal(lenient, 'add', '/name')).toBe(
    'Invalid patch operation specified. Must be one of: [replace]',
  );
});

test('a refused operation leaves nothing of those before it', () => {
  const result = applyPatch(
    thing,
    [
      { op: 'replace', path: '/name', value: 'z' },
      { op: 'add', path: '/no' },
    ],
    lenient,
  );
  expect(result.ok).toBe(false);
  expect(thing.name).toBe('n');
});
