import { principalDeletion } from './principal-deletion.js';
import { role, user } from './principal.js';

const attached = [{ PolicyName: 'readers', PolicyArn: 'arn:aws:iam::000000000000:policy/readers' }];
const names = ({ steps }: ReturnType<typeof principalDeletion>) =>
  steps.map((step) => ('operation' in step ? step.operation.name : null));

test('a user goes with all that it has, its keys first and itself last', () => {
  const change = principalDeletion(user('ada'), { attached, inline: ['a', 'b'], keys: ['AKIA1', 'AKIA2'] });
  expect(names(change)).toEqual([
    'DeleteAccessKey',
    'DeleteAccessKey',
    'DetachUserPolicy',
    'DeleteUserPolicy',
    'DeleteUserPolicy',
    'DeleteUser',
  ]);
  expect(change.alterations).toEqual([
    { what: 'User', from: 'ada', to: null },
    { what: 'Access keys', from: 'AKIA1, AKIA2', to: null },
    { what: 'Attachments of policies', from: 'readers', to: null },
    { what: 'Inline policies', from: 'a, b', to: null },
  ]);
});

test('a role likewise, and one that has nothing by one call', () => {
  const change = principalDeletion(role('deployer'), { attached, inline: ['a'], keys: [] });
  expect(names(change)).toEqual(['DetachRolePolicy', 'DeleteRolePolicy', 'DeleteRole']);
  const bare = principalDeletion(role('bare'), { attached: [], inline: [], keys: [] });
  expect(names(bare)).toEqual(['DeleteRole']);
  expect(bare.alterations).toHaveLength(1);
});
