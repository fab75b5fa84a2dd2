import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { allow, iamOf, trust } from '../../testing/iam-of.js';
import { refusalOf } from '../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../testing/start-control-plane.js';

let plane: TestControlPlane;
let iam: IAMClient;
beforeAll(async () => {
  plane = await startControlPlane();
  iam = iamOf(plane);
});
afterAll(() => plane.close());

const lambda = trust({ Service: 'lambda.amazonaws.com' });
const create = (RoleName: string, more: object = {}) =>
  iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: lambda, ...more }));
const get = (RoleName: string) => iam.send(new GetRoleCommand({ RoleName })).then(({ Role }) => Role);

test('a role comes back with its trust policy as it was given', async () => {
  const AssumeRolePolicyDocument = lambda.replace(':', ' :\n ');
  const Tags = [{ Key: 'a', Value: '' }];
  const more = { Path: '/svc/', Description: 'calls & ünits', MaxSessionDuration: 7200, Tags };
  const { Role } = await create('caller', { AssumeRolePolicyDocument, ...more });
  expect(Role).toEqual({
    Path: '/svc/',
    RoleName: 'caller',
    RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/) as string,
    Arn: `arn:aws:iam::${plane.accountId}:role/svc/caller`,
    CreateDate: expect.any(Date) as Date,
    AssumeRolePolicyDocument: expect.stringMatching(/^%7B%22Version%22%20%3A%0A%20/) as string,
    Description: 'calls & ünits',
    MaxSessionDuration: 7200,
    Tags,
  });
  expect(decodeURIComponent(Role!.AssumeRolePolicyDocument!)).toBe(AssumeRolePolicyDocument);
  expect(await get('caller')).toEqual({ ...Role, RoleLastUsed: {} });
  const { Roles } = await iam.send(new ListRolesCommand({ PathPrefix: '/svc/' }));
  const { Tags: _tags, ...listed } = Role!;
  expect(Roles).toEqual([listed]);
});

test('what may change does, each by its operation', async () => {
  const RoleName = 'changing';
  await create(RoleName);
  await iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 43_200 }));
  await iam.send(new UpdateRoleCommand({ RoleName, Description: 'new' }));
  const PolicyDocument = trust({ AWS: plane.accountId });
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
  await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'k', Value: 'v' }] }));
  const role = await get(RoleName);
  expect(role).toMatchObject({ MaxSessionDuration: 43_200, Description: 'new' });
  expect(decodeURIComponent(role!.AssumeRolePolicyDocument!)).toBe(PolicyDocument);
  expect((await iam.send(new ListRoleTagsCommand({ RoleName }))).Tags).toEqual([{ Key: 'k', Value: 'v' }]);
});

test('policies of a role alone: put, replaced, listed, deleted', async () => {
  const RoleName = 'inline';
  await create(RoleName);
  const of = { RoleName, PolicyName: 'p' };
  const put = (PolicyDocument: string) => iam.send(new PutRolePolicyCommand({ ...of, PolicyDocument }));
  await put(allow('iam:GetUser'));
  await put(allow('iam:GetRole', `arn:aws:iam::*:role/it's(*)!`));
  const { PolicyDocument } = await iam.send(new GetRolePolicyCommand(of));
  expect(PolicyDocument).not.toMatch(/[!'()*]/);
  expect(decodeURIComponent(PolicyDocument!)).toBe(allow('iam:GetRole', `arn:aws:iam::*:role/it's(*)!`));
  expect((await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual(['p']);
  expect(await refusalOf(put('{'))).toMatch(/^400 MalformedPolicyDocumentException: /);
  await iam.send(new DeleteRolePolicyCommand(of));
  expect(await refusalOf(iam.send(new GetRolePolicyCommand(of)))).toBe(
    '404 NoSuchEntityException: The role policy with name p cannot be found.',
  );
});

test('all inline policies of a role have 10,240 characters together, also when ten are put at once', async () => {
  const RoleName = 'full';
  await create(RoleName);
  const PolicyDocument = allow('iam:GetUser', `arn:aws:iam::*:user/${'x'.repeat(2_000)}`);
  const put = (at: number) =>
    refusalOf(iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: `p${at}`, PolicyDocument }))).catch(
      () => 'put',
    );
  const outcomes = await Promise.all(Array.from({ length: 10 }, (_, at) => put(at)));
  expect(outcomes.filter((outcome) => outcome === 'put')).toHaveLength(4);
  expect(new Set(outcomes.filter((outcome) => outcome !== 'put'))).toEqual(
    new Set(['409 LimitExceededException: Maximum policy size of 10240 bytes exceeded for role full']),
  );
});

test('a role goes when nothing hangs on it any more', async () => {
  const RoleName = 'gone';
  await create(RoleName);
  const remove = () => iam.send(new DeleteRoleCommand({ RoleName }));
  const attached = { RoleName, PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };
  await iam.send(new AttachRolePolicyCommand(attached));
  expect(await refusalOf(remove())).toBe(
    '409 DeleteConflictException: Cannot delete entity, must detach all policies first.',
  );
  await iam.send(new DetachRolePolicyCommand(attached));
  expect((await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }))).InstanceProfiles).toEqual([]);
  await remove();
  expect(await refusalOf(get(RoleName))).toBe(
    '404 NoSuchEntityException: The role with name gone cannot be found.',
  );
});

test.each([
  ['a trust policy that is none', { AssumeRolePolicyDocument: '{}' }, 'MalformedPolicyDocumentException'],
  [
    'a trust policy with a resource',
    { AssumeRolePolicyDocument: allow('*') },
    'MalformedPolicyDocumentException',
  ],
  [
    'a trust policy that is too long',
    {
      AssumeRolePolicyDocument: trust({
        AWS: Array.from({ length: 150 }, (_, at) => String(100_000_000_000 + at)),
      }),
    },
    'LimitExceededException: Cannot exceed quota for ACLSizePerRole: 2048',
  ],
  ['sessions of more than 12 hours', { MaxSessionDuration: 43_201 }, 'ValidationError'],
  ['a boundary', { PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }, 'InvalidInputException'],
])('refuses %s, and makes nothing', async (_, input, refusal) => {
  expect(await refusalOf(create('refused', input))).toContain(refusal);
  expect(await refusalOf(get('refused'))).toMatch(/^404/);
});
