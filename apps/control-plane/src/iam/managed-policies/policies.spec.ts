import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachUserPolicyCommand,
  GetAccountSummaryCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListAttachedUserPoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListPolicyVersionsCommand,
  paginateListPolicies,
  SetDefaultPolicyVersionCommand,
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

const read = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
async function create(PolicyName: string, more: object = {}): Promise<string> {
  const PolicyDocument = allow('apigateway:GET');
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument, ...more }));
  return Policy!.Arn!;
}
const get = async (PolicyArn: string) => (await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy;
const attach = (UserName: string, PolicyArn: string) =>
  iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));

test('a policy is found by its ARN, with its description and tags', async () => {
  const Tags = [{ Key: 'k', Value: 'v' }];
  const PolicyArn = await create('described', { Path: '/p/', Description: 'reads', Tags });
  expect(PolicyArn).toBe(`arn:aws:iam::${plane.accountId}:policy/p/described`);
  expect(await get(PolicyArn)).toEqual({
    PolicyName: 'described',
    PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/) as string,
    Arn: PolicyArn,
    Path: '/p/',
    DefaultVersionId: 'v1',
    AttachmentCount: 0,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Description: 'reads',
    CreateDate: expect.any(Date) as Date,
    UpdateDate: expect.any(Date) as Date,
    Tags,
  });
  const elsewhere = PolicyArn.replace('/p/', '/q/');
  expect(await refusalOf(get(elsewhere))).toBe(
    `404 NoSuchEntityException: Policy ${elsewhere} was not found.`,
  );
});

test('five versions at most, whoever makes them at once; the one in force stays', async () => {
  const PolicyArn = await create('versions');
  const add = (SetAsDefault: boolean, PolicyDocument = allow('apigateway:POST')) =>
    iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault }));
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () => refusalOf(add(false)).catch(() => 'made')),
  );
  expect(outcomes.filter((outcome) => outcome === 'made')).toHaveLength(4);
  expect(outcomes).toContain(
    '409 LimitExceededException: A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
  );
  const versions = async () => (await iam.send(new ListPolicyVersionsCommand({ PolicyArn }))).Versions;
  expect((await versions())?.map(({ VersionId }) => VersionId)).toEqual(['v5', 'v4', 'v3', 'v2', 'v1']);

  const remove = (VersionId: string) => iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
  expect(await refusalOf(remove('v1'))).toBe(
    '409 DeleteConflictException: Cannot delete the default version of a policy.',
  );
  await remove('v5');
  // Numbers are not used again.
  const { PolicyVersion } = await add(true, allow('apigateway:PUT'));
  expect(PolicyVersion).toMatchObject({ VersionId: 'v6', IsDefaultVersion: true });
  expect((await get(PolicyArn))?.DefaultVersionId).toBe('v6');
  await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
  const document = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v6' }));
  expect(decodeURIComponent(document.PolicyVersion!.Document!)).toBe(allow('apigateway:PUT'));
  expect(document.PolicyVersion?.IsDefaultVersion).toBe(false);
  for (const VersionId of ['v5', 'v99', 'v2.x']) {
    expect(await refusalOf(iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId })))).toBe(
      `404 NoSuchEntityException: Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`,
    );
  }
});

test('who has a policy is listed and counted, and a policy that somebody has stays', async () => {
  const PolicyArn = await create('had');
  await iam.send(new CreateUserCommand({ UserName: 'has' }));
  const AssumeRolePolicyDocument = trust({ AWS: '*' });
  await iam.send(new CreateRoleCommand({ RoleName: 'has', AssumeRolePolicyDocument }));
  await attach('has', PolicyArn);
  await attach('has', PolicyArn);
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'has', PolicyArn }));
  expect((await get(PolicyArn))?.AttachmentCount).toBe(2);
  const entities = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }));
  expect([entities.PolicyUsers, entities.PolicyRoles]).toMatchObject([
    [{ UserName: 'has' }],
    [{ RoleName: 'has' }],
  ]);
  const users = new ListEntitiesForPolicyCommand({ PolicyArn, EntityFilter: 'User' });
  expect((await iam.send(users)).PolicyRoles).toEqual([]);
  const remove = () => iam.send(new DeletePolicyCommand({ PolicyArn }));
  expect(await refusalOf(remove())).toBe(
    '409 DeleteConflictException: Cannot delete a policy attached to entities.',
  );
  const attached = new ListAttachedUserPoliciesCommand({ UserName: 'has' });
  expect((await iam.send(attached)).AttachedPolicies).toEqual([{ PolicyName: 'had', PolicyArn }]);
  const detach = () => iam.send(new DetachUserPolicyCommand({ UserName: 'has', PolicyArn }));
  await detach();
  expect(await refusalOf(detach())).toBe(`404 NoSuchEntityException: Policy ${PolicyArn} was not found.`);
});

test('ten policies are attached at most, also when a dozen are at once', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'many' }));
  const arns = await Promise.all(Array.from({ length: 12 }, (_, at) => create(`many${at}`)));
  const outcomes = await Promise.all(
    arns.map((arn) => refusalOf(attach('many', arn)).catch(() => 'attached')),
  );
  expect(outcomes.filter((outcome) => outcome === 'attached')).toHaveLength(10);
  expect(outcomes).toContain('409 LimitExceededException: Cannot exceed quota for PoliciesPerUser: 10');
});

test('a policy that is deleted while it is attached is one or the other', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'racing' }));
  for (let round = 0; round < 5; round += 1) {
    const PolicyArn = await create(`racing${round}`);
    const [attached, deleted] = await Promise.allSettled([
      attach('racing', PolicyArn),
      iam.send(new DeletePolicyCommand({ PolicyArn })),
    ]);
    expect([attached.status, deleted.status].sort()).toEqual(['fulfilled', 'rejected']);
  }
});

test("AWS's policies are there for every account, can be attached, and not changed", async () => {
  await iam.send(new CreateUserCommand({ UserName: 'reader' }));
  await attach('reader', read);
  expect(await get(read)).toMatchObject({ AttachmentCount: 1, DefaultVersionId: 'v1' });
  const version = await iam.send(new GetPolicyVersionCommand({ PolicyArn: read, VersionId: 'v1' }));
  expect(JSON.parse(decodeURIComponent(version.PolicyVersion!.Document!))).toHaveProperty('Statement');
  expect(await refusalOf(iam.send(new DeletePolicyCommand({ PolicyArn: read })))).toMatch(
    /^400 InvalidInput/,
  );
  const none = 'arn:aws:iam::aws:policy/NoSuch';
  expect(await refusalOf(attach('reader', none))).toBe(
    `404 NoSuchEntityException: Policy ${none} does not exist or is not attachable.`,
  );
  expect(await refusalOf(attach('reader', 'arn:aws:iam::aws:role/NoSuchThing'))).toMatch(/is not valid\.$/);
});

test('lists are narrowed by scope and by what is attached, page by page', async () => {
  const other = iamOf(plane, await plane.credentialsOf('222222222222'));
  const PolicyDocument = allow('*');
  for (const PolicyName of ['b', 'a', 'c'])
    await other.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
  await other.send(new CreateUserCommand({ UserName: 'u' }));
  for (const PolicyArn of [read, 'arn:aws:iam::222222222222:policy/b']) {
    await other.send(new AttachUserPolicyCommand({ UserName: 'u', PolicyArn }));
  }
  const names = async (input: object) => {
    const found: (string | undefined)[] = [];
    for await (const { Policies = [] } of paginateListPolicies({ client: other, pageSize: 2 }, input)) {
      found.push(...Policies.map(({ PolicyName }) => PolicyName));
    }
    return found;
  };
  const aws = [
    'AdministratorAccess',
    'AmazonAPIGatewayAdministrator',
    'AmazonAPIGatewayInvokeFullAccess',
    'ReadOnlyAccess',
  ];
  expect(await names({})).toEqual([...aws, 'a', 'b', 'c']);
  expect(await names({ Scope: 'AWS' })).toEqual(aws);
  expect(await names({ Scope: 'Local' })).toEqual(['a', 'b', 'c']);
  expect(await names({ OnlyAttached: true })).toEqual(['ReadOnlyAccess', 'b']);
  const { SummaryMap } = await other.send(new GetAccountSummaryCommand({}));
  expect(SummaryMap).toMatchObject({
    Users: 1,
    Policies: 3,
    PolicyVersionsInUse: 3,
    AccessKeysPerUserQuota: 2,
  });
});

test.each([
  ['no JSON', { PolicyDocument: '{' }, 'MalformedPolicyDocumentException'],
  [
    'no version, which managed policies need',
    { PolicyDocument: '{"Statement":[]}' },
    'MalformedPolicyDocument',
  ],
  [
    'more than 6,144 characters',
    { PolicyDocument: allow('x:y', `arn:aws:x:::${'y'.repeat(6_144)}`) },
    'LimitExceededException: Cannot exceed quota for PolicySize: 6144',
  ],
  ['a path without its slashes', { Path: 'x' }, 'ValidationError'],
])('refuses %s, and makes nothing', async (_, input, refusal) => {
  expect(await refusalOf(create('refused', input))).toContain(refusal);
  expect(await refusalOf(get(`arn:aws:iam::${plane.accountId}:policy/refused`))).toMatch(/^404/);
});

test('a name is taken whatever its case', async () => {
  await create('Taken');
  expect(await refusalOf(create('tAKEN'))).toBe(
    '409 EntityAlreadyExistsException: A policy called tAKEN already exists. Duplicate names are not allowed.',
  );
});
