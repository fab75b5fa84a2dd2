import { newVersion, otherDefault, policyDeletion, versionInTheWay } from './policy-changes.js';
import { role, user } from './principal.js';

const arn = 'arn:aws:iam::000000000000:policy/readers';
const versions = (numbers: readonly number[], holding: number) =>
  numbers.map((number) => ({ VersionId: `v${number}`, IsDefaultVersion: number === holding }));
const policy = (numbers: readonly number[], holding: number) => ({
  name: 'readers',
  arn,
  versions: versions(numbers, holding),
});
const calls = ({ steps }: ReturnType<typeof newVersion>) =>
  steps.map((step) => ('operation' in step ? [step.operation.name, step.input] : []));

test('while there is room no version is in the way', () => {
  expect(versionInTheWay(versions([4, 3, 2, 1], 4))).toBeNull();
  const change = newVersion(policy([4, 3, 2, 1], 4), '{}', '[]');
  expect(calls(change).map(([name]) => name)).toEqual(['CreatePolicyVersion']);
  expect(change.danger).toBeUndefined();
});

test('at the limit the oldest that is not the default is, by number and not by letters', () => {
  expect(versionInTheWay(versions([13, 12, 11, 10, 9], 13))?.VersionId).toBe('v9');
  expect(versionInTheWay(versions([13, 12, 11, 10, 9], 9))?.VersionId).toBe('v10');
});

test('it goes before the new one comes, and is named by the review', () => {
  const change = newVersion(policy([5, 4, 3, 2, 1], 1), '{}', '[]');
  expect(calls(change)).toEqual([
    ['DeletePolicyVersion', { PolicyArn: arn, VersionId: 'v2' }],
    ['CreatePolicyVersion', { PolicyArn: arn, PolicyDocument: '[]', SetAsDefault: true }],
  ]);
  expect(change.alterations).toContainEqual({
    what: 'Oldest version that is not the default',
    from: 'v2',
    to: null,
  });
  expect(change.danger).toContain('v2');
});

test('documents are compared over lines, and sent as they were typed', () => {
  const change = newVersion(policy([1], 1), '{\n  "a": 1\n}', '{"a":2}');
  expect(change.alterations[0]).toEqual({
    what: 'Document',
    from: '{\n  "a": 1\n}',
    to: '{\n  "a": 2\n}',
  });
  expect(calls(change)[0]).toEqual([
    'CreatePolicyVersion',
    expect.objectContaining({ PolicyDocument: '{"a":2}' }),
  ]);
});

test('making another version the default shows both documents', () => {
  const change = otherDefault(policy([2, 1], 2), { id: 'v2', document: 'b' }, { id: 'v1', document: 'a' });
  expect(change.alterations).toEqual([
    { what: 'Default version', from: 'v2', to: 'v1' },
    { what: 'Document', from: 'b', to: 'a' },
  ]);
});

test('a policy is deleted after it was taken from everyone and its other versions are gone', () => {
  const change = policyDeletion(policy([3, 2, 1], 2), [user('ada'), role('deployer')]);
  expect(calls(change)).toEqual([
    ['DetachUserPolicy', { UserName: 'ada', PolicyArn: arn }],
    ['DetachRolePolicy', { RoleName: 'deployer', PolicyArn: arn }],
    ['DeletePolicyVersion', { PolicyArn: arn, VersionId: 'v3' }],
    ['DeletePolicyVersion', { PolicyArn: arn, VersionId: 'v1' }],
    ['DeletePolicy', { PolicyArn: arn }],
  ]);
  expect(change.alterations.map(({ what, from }) => [what, from])).toEqual([
    ['Policy', 'readers'],
    ['Users who have it', 'ada'],
    ['Roles that have it', 'deployer'],
    ['Other versions', 'v3, v1'],
  ]);
});
