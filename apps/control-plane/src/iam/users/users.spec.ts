import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  GetUserCommand,
  ListGroupsForUserCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  paginateListUsers,
  PutUserPolicyCommand,
  DeleteUserPolicyCommand,
  TagUserCommand,
  UntagUserCommand,
  UpdateUserCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { allow, iamOf } from '../../testing/iam-of.js';
import { refusalOf } from '../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../testing/start-control-plane.js';

let plane: TestControlPlane;
let iam: IAMClient;
beforeAll(async () => {
  plane = await startControlPlane();
  iam = iamOf(plane);
});
afterAll(() => plane.close());

const create = (UserName: string, more: object = {}) =>
  iam.send(new CreateUserCommand({ UserName, ...more }));

test('a user has an id, an ARN with its path, and the tags that it was made with', async () => {
  const Tags = [{ Key: 'Team', Value: 'a b' }];
  const { User } = await create('ada', { Path: '/team/x/', Tags });
  expect(User).toEqual({
    Path: '/team/x/',
    UserName: 'ada',
    UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/) as string,
    Arn: `arn:aws:iam::${plane.accountId}:user/team/x/ada`,
    CreateDate: expect.any(Date) as Date,
    Tags,
  });
  expect((await iam.send(new GetUserCommand({ UserName: 'ada' }))).User).toEqual(User);
});

test('without a name, GetUser is about who calls', async () => {
  const { User } = await iam.send(new GetUserCommand({}));
  expect(User).toMatchObject({ UserId: plane.accountId, Arn: `arn:aws:iam::${plane.accountId}:root` });
});

test('lists come page by page, below a path, without tags', async () => {
  for (const name of ['p1', 'p2', 'p3']) await create(name, { Path: '/pages/' });
  const names: (string | undefined)[] = [];
  let pages = 0;
  const pager = paginateListUsers({ client: iam, pageSize: 2 }, { PathPrefix: '/pages/' });
  for await (const { Users = [] } of pager) {
    pages += 1;
    names.push(...Users.map(({ UserName }) => UserName));
  }
  expect([pages, names]).toEqual([2, ['p1', 'p2', 'p3']]);
  const { Marker } = await iam.send(new ListUsersCommand({ MaxItems: 1 }));
  for (const bad of ['nonsense', `${Marker}x`]) {
    expect(await refusalOf(iam.send(new ListUsersCommand({ Marker: bad })))).toBe(
      '400 ValidationError: The specified Marker is not valid.',
    );
  }
});

test('tags are added, replaced whatever the case, taken away', async () => {
  await create('tagged');
  const tag = (...Tags: { Key: string; Value: string }[]) =>
    iam.send(new TagUserCommand({ UserName: 'tagged', Tags }));
  await tag({ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' });
  await tag({ Key: 'A', Value: '3' });
  await iam.send(new UntagUserCommand({ UserName: 'tagged', TagKeys: ['B', 'none'] }));
  const list = new ListUserTagsCommand({ UserName: 'tagged' });
  expect((await iam.send(list)).Tags).toEqual([{ Key: 'A', Value: '3' }]);
  expect(await refusalOf(tag({ Key: 'x', Value: '' }, { Key: 'X', Value: '' }))).toBe(
    '400 InvalidInputException: Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  );
});

test('ten who tag one user at once each have their tag', async () => {
  await create('busy');
  const keys = Array.from({ length: 10 }, (_, at) => `k${at}`);
  const tag = (Key: string) => iam.send(new TagUserCommand({ UserName: 'busy', Tags: [{ Key, Value: '' }] }));
  await Promise.all(keys.map(tag));
  const { Tags } = await iam.send(new ListUserTagsCommand({ UserName: 'busy' }));
  expect(Tags?.map(({ Key }) => Key).sort()).toEqual(keys);
});

test('another name and path leave the id, and the old name is free', async () => {
  const { User } = await create('old');
  await iam.send(new UpdateUserCommand({ UserName: 'old', NewUserName: 'new', NewPath: '/n/' }));
  const found = await iam.send(new GetUserCommand({ UserName: 'new' }));
  expect(found.User).toMatchObject({ UserId: User?.UserId, Path: '/n/' });
  await create('old');
});

test('a user goes when nothing hangs on it any more', async () => {
  await create('gone');
  const remove = () => iam.send(new DeleteUserCommand({ UserName: 'gone' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'gone' }));
  const policy = { UserName: 'gone', PolicyName: 'p' };
  await iam.send(new PutUserPolicyCommand({ ...policy, PolicyDocument: allow('iam:GetUser') }));
  expect(await refusalOf(remove())).toBe(
    '409 DeleteConflictException: Cannot delete entity, must delete access keys first.',
  );
  await iam.send(new DeleteAccessKeyCommand({ UserName: 'gone', AccessKeyId: AccessKey?.AccessKeyId }));
  expect(await refusalOf(remove())).toBe(
    '409 DeleteConflictException: Cannot delete entity, must delete policies first.',
  );
  await iam.send(new DeleteUserPolicyCommand(policy));
  expect((await iam.send(new ListGroupsForUserCommand({ UserName: 'gone' }))).Groups).toEqual([]);
  await remove();
  expect(await refusalOf(remove())).toBe(
    '404 NoSuchEntityException: The user with name gone cannot be found.',
  );
});

test('of ten calls at once for one name, in whatever case, one is served', async () => {
  const names = Array.from({ length: 10 }, (_, at) => (at % 2 ? 'Race' : 'race'));
  const outcomes = await Promise.all(names.map((name) => refusalOf(create(name)).catch(() => 'made')));
  expect(outcomes.filter((outcome) => outcome === 'made')).toHaveLength(1);
  const refused = new Set(outcomes.filter((outcome) => outcome !== 'made'));
  for (const refusal of refused) {
    expect(refusal).toMatch(/^409 EntityAlreadyExistsException: User with name [Rr]ace already exists\.$/);
  }
});

test.each([
  [
    'a boundary, which would not be held to',
    { PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
  ],
  ['a path that does not end', { Path: '/a' }],
  ['a name of characters that names do not have', { UserName: 'a b' }],
  ['a name that is too long', { UserName: 'x'.repeat(65) }],
  ['a tag of AWS', { Tags: [{ Key: 'aws:x', Value: '' }] }],
])('refuses %s, and makes nothing', async (_, input) => {
  const before = await plane.query('SELECT count(*) FROM iam_principals');
  expect(await refusalOf(create('refused', input))).toMatch(/^400 (ValidationError|InvalidInputException): /);
  expect(await plane.query('SELECT count(*) FROM iam_principals')).toEqual(before);
});

test('one account knows nothing of the users of another', async () => {
  const other = iamOf(plane, await plane.credentialsOf('222222222222'));
  await create('mine');
  expect(await refusalOf(other.send(new GetUserCommand({ UserName: 'mine' })))).toMatch(
    /^404 NoSuchEntityException/,
  );
  expect((await other.send(new ListUsersCommand({}))).Users).toEqual([]);
  await other.send(new CreateUserCommand({ UserName: 'mine' }));
});
