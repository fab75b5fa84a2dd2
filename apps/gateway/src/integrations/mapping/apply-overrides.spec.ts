import type { OverrideValues, TemplateOverrides } from '#libs/mapping-templates';
import { applyRequestOverrides, applyResponseHeaders, overriddenStatus } from './apply-overrides.js';

function overrides(change: {
  header?: OverrideValues;
  querystring?: OverrideValues;
  path?: OverrideValues;
  status?: number;
}): TemplateOverrides {
  const { header = {}, querystring = {}, path = {}, status = null } = change;
  return {
    request: { header, querystring, path },
    response: { header, status },
    memory: { request: null, response: null, members: new Map() },
  };
}
const mapped = { path: { id: '1' }, query: 'a=1&b=2&a=3', headers: ['X-A', '1', 'x-b', '2'] };

test('without overrides everything stays as it was mapped', () => {
  expect(applyRequestOverrides(mapped, null)).toEqual({ ok: true, parameters: mapped });
  expect(applyRequestOverrides(mapped, overrides({}))).toEqual({ ok: true, parameters: mapped });
});

test('an override takes the place of all that was mapped under its name, in any spelling of a header', () => {
  expect(
    applyRequestOverrides(
      mapped,
      overrides({
        header: { 'x-a': 'n', 'X-A': 'm' },
        querystring: { a: ['x', 'y z'] },
        path: { id: ['p', 'q'] },
      }),
    ),
  ).toEqual({
    ok: true,
    parameters: { path: { id: 'p,q' }, query: 'b=2&a=x&a=y%20z', headers: ['x-b', '2', 'X-A', 'm'] },
  });
});

test('a name that is a part of another one, or has marks of a query, is a name of its own', () => {
  const result = applyRequestOverrides(
    { ...mapped, query: 'ab=1&a%26b=2&a=3' },
    overrides({ querystring: { a: '4', 'a&b': '5' } }),
  );
  expect(result).toMatchObject({ parameters: { query: 'ab=1&a=4&a%26b=5' } });
});

// A template can write so many in its steps; a walk through all of them for each would take minutes.
test('a hundred thousand overrides take as long as they are many', () => {
  const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`n${index}`, 'x']));
  const result = applyRequestOverrides(mapped, overrides({ header: many, querystring: many }));
  expect(result.ok && result.parameters.headers).toHaveLength(200_004);
  expect(applyResponseHeaders(['n1', 'old'], overrides({ header: many }))).toHaveLength(200_000);
});

test('an interim status is no override', () => {
  expect(overriddenStatus(overrides({ status: 100 }))).toBeNull();
  expect(overriddenStatus(overrides({ status: 418 }))).toBe(418);
  expect(overriddenStatus(null)).toBeNull();
});
