import { randomBytes } from 'node:crypto';
import {
  addTags,
  awsManagedPolicies,
  checkInlinePolicies,
  newAccessKeyId,
  newIdentityId,
  newSecretAccessKey,
  pageOf,
  parsePolicyArn,
  policyArn,
  policySize,
  principalArn,
  readPage,
  removeTags,
} from './index.js';

test('ids have the form that tools know them by', () => {
  expect(newIdentityId('user', randomBytes)).toMatch(/^AIDA[A-Z2-7]{17}$/);
  expect(newIdentityId('role', randomBytes)).toMatch(/^AROA[A-Z2-7]{17}$/);
  expect(newIdentityId('policy', randomBytes)).toMatch(/^ANPA[A-Z2-7]{17}$/);
  expect(newAccessKeyId(randomBytes)).toMatch(/^AKIA[A-Z2-7]{16}$/);
  expect(newSecretAccessKey(randomBytes)).toMatch(/^[A-Za-z0-9]{40}$/);
});

test('an ARN names account, path and name, and is read back', () => {
  const policy = { accountId: '111111111111', path: '/a/b/', name: 'Read' };
  expect(policyArn(policy)).toBe('arn:aws:iam::111111111111:policy/a/b/Read');
  expect(parsePolicyArn(policyArn(policy))).toEqual(policy);
  expect(principalArn({ ...policy, kind: 'role', path: '/' })).toBe('arn:aws:iam::111111111111:role/Read');
});

test.each([
  'arn:aws:iam::111111111111:user/a',
  'arn:aws:iam::1:policy/a',
  'arn:aws:iam::aws:policy/',
  'arn:aws:iam::aws:policya',
  'x',
  '',
])('%j is the ARN of no policy', (arn) => {
  expect(parsePolicyArn(arn)).toBeUndefined();
});

test("AWS's own policies are found by ARNs that can be read", () => {
  for (const { arn, name, id } of awsManagedPolicies) {
    expect(parsePolicyArn(arn)).toEqual({ accountId: 'aws', path: '/', name });
    expect(id).toMatch(/^ANPA[A-Z2-7]{17}$/);
  }
});

test('tags: a key is one whatever its case, keeps its last spelling, and 50 is the end', () => {
  const some = [
    { key: 'Team', value: 'a' },
    { key: '__proto__', value: 'b' },
  ];
  expect(addTags(some, [{ key: 'TEAM', value: 'c' }])).toEqual({
    ok: true,
    value: [
      { key: '__proto__', value: 'b' },
      { key: 'TEAM', value: 'c' },
    ],
  });
  expect(removeTags(some, ['team', 'none'])).toEqual([{ key: '__proto__', value: 'b' }]);
  const twice = addTags([], [some[0]!, { key: 'team', value: '' }]);
  expect(twice).toMatchObject({ ok: false, error: { code: 'InvalidInput' } });
  const many = Array.from({ length: 49 }, (_, at) => ({ key: `k${at}`, value: '' }));
  expect(addTags(some.slice(1), many)).toMatchObject({ ok: true });
  expect(addTags(some, many)).toMatchObject({ ok: false, error: { code: 'LimitExceeded' } });
  expect(addTags([], [{ key: 'AWS:x', value: '' }])).toMatchObject({ ok: false });
});

test('white space counts for nothing in the size of policies, which is taken of all inline ones together', () => {
  expect(policySize('{ "a":\n\t1 }')).toBe(7);
  const ada = { kind: 'user', name: 'ada' } as const;
  expect(checkInlinePolicies(ada, ['x'.repeat(2000), 'y'.repeat(48), ' '])).toBeUndefined();
  expect(checkInlinePolicies(ada, ['x'.repeat(2000), 'y'.repeat(49)])).toEqual({
    code: 'LimitExceeded',
    message: 'Maximum policy size of 2048 bytes exceeded for user ada',
  });
});

test('pages follow one another by markers of their own list alone', () => {
  const first = readPage('ListUsers', { MaxItems: 2 });
  expect(first).toEqual({ ok: true, value: { after: null, count: 2 } });
  const { items, marker } = pageOf('ListUsers', { after: null, count: 2 }, ['a', 'ü', 'c'], (name) => name);
  expect(items).toEqual(['a', 'ü']);
  expect(readPage('ListUsers', { Marker: marker })).toEqual({ ok: true, value: { after: 'ü', count: 100 } });
  expect(pageOf('ListUsers', { after: null, count: 2 }, ['a', 'b'], (name) => name).marker).toBeNull();
  for (const bad of ['', 'x', `${marker}A`, `${marker}=`, Buffer.from('ü').toString('base64url')]) {
    expect(readPage('ListUsers', { Marker: bad })).toMatchObject({ ok: false });
  }
  expect(readPage('ListRoles', { Marker: marker })).toMatchObject({ ok: false });
});
