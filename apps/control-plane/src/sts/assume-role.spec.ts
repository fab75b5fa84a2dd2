import { CreatePolicyCommand } from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
  type AssumeRoleCommandInput,
} from '@aws-sdk/client-sts';
import { principals } from '#libs/persistence';
import type { SigningCredentials } from '#libs/sigv4';
import type { SessionSeal } from '#libs/session-tokens';
import { allow, iamOf } from '../testing/iam-of.js';
import { makeRole, makeUser } from '../testing/make-principals.js';
import { refusalOf } from '../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';
import { SESSION_SEAL } from '../tokens.js';

const accountId = '000000000000';
const otherAccount = '222222222222';
const arnOf = (name: string, account = accountId) => `arn:aws:iam::${account}:user/${name}`;
const assuming = (Principal: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Principal,
  Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
  ...more,
});
const may = (Action: string, Resource = '*', Effect = 'Allow') => ({ Effect, Action, Resource });

let plane: TestControlPlane;
/** May nothing by policies of her own. */
let ann: SigningCredentials;
/** May assume every role, as far as it goes by him. */
let bob: SigningCredentials;
let stranger: SigningCredentials;
let reader: string;

beforeAll(async () => {
  plane = await startControlPlane();
  ann = await makeUser(plane, 'ann');
  bob = await makeUser(plane, 'bob', '/', { policy: may('sts:*') });
  stranger = await makeUser(plane, 'eve', '/', { accountId: otherAccount, policy: may('sts:AssumeRole') });
  reader = await makeRole(plane, 'reader', assuming({ AWS: arnOf('ann') }), {
    maxSessionSeconds: 7200,
    tags: [{ key: 'Team', value: 'role' }],
  });
});
afterAll(() => plane.close());

const sts = (credentials: SigningCredentials) =>
  new STSClient({ endpoint: plane.url, region: 'us-east-1', maxAttempts: 1, credentials });
const assume = (by: SigningCredentials, RoleArn: string, more: Partial<AssumeRoleCommandInput> = {}) =>
  sts(by).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'tests', ...more }));
const signing = ({ Credentials }: Awaited<ReturnType<typeof assume>>): SigningCredentials => ({
  accessKeyId: Credentials?.AccessKeyId ?? '',
  secretAccessKey: Credentials?.SecretAccessKey ?? '',
  sessionToken: Credentials?.SessionToken ?? '',
});
const carriedBy = ({ accessKeyId, sessionToken }: SigningCredentials) =>
  plane.app.get<SessionSeal>(SESSION_SEAL).open(accessKeyId, sessionToken ?? '');
const denied = (arn: string, role: string) =>
  `403 AccessDenied: User: ${arn} is not authorized to perform: sts:AssumeRole on resource: ${role}`;

test('whom the trust policy names becomes the role', async () => {
  const assumed = await assume(ann, reader);
  const arn = `arn:aws:sts::${accountId}:assumed-role/reader/tests`;
  expect(assumed.AssumedRoleUser).toEqual({
    Arn: arn,
    AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:tests$/) as string,
  });
  expect(assumed.PackedPolicySize).toBeUndefined();
  const minutes = ((assumed.Credentials?.Expiration?.getTime() ?? 0) - Date.now()) / 60_000;
  expect(Math.round(minutes / 10) * 10).toBe(60);
  expect(await sts(signing(assumed)).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: accountId,
    Arn: arn,
    UserId: assumed.AssumedRoleUser?.AssumedRoleId,
  });
});

describe('who may assume', () => {
  let ofAccount: string;
  let ofStranger: string;
  beforeAll(async () => {
    ofAccount = await makeRole(plane, 'of-account', assuming({ AWS: accountId }));
    ofStranger = await makeRole(plane, 'of-stranger', assuming({ AWS: `arn:aws:iam::${otherAccount}:root` }));
  });

  test('of an account that is trusted, whose own policies say so', async () => {
    await assume(bob, ofAccount);
    expect(await refusalOf(assume(ann, ofAccount))).toBe(denied(arnOf('ann'), ofAccount));
  });

  test('nobody whom the trust policy does not mean, whatever their own policies say', async () => {
    expect(await refusalOf(assume(bob, reader))).toBe(denied(arnOf('bob'), reader));
  });

  test('somebody of another account, when both sides say so', async () => {
    await assume(stranger, ofStranger);
    expect(await refusalOf(assume(stranger, reader))).toBe(denied(arnOf('eve', otherAccount), reader));
    const silent = await makeUser(plane, 'sly', '/', { accountId: otherAccount });
    expect(await refusalOf(assume(silent, ofStranger))).toBe(denied(arnOf('sly', otherAccount), ofStranger));
  });

  test('nobody whom either side denies it', async () => {
    const carl = await makeUser(plane, 'carl', '/', { policy: may('sts:AssumeRole', '*', 'Deny') });
    const trusted = await makeRole(plane, 'trusting-carl', assuming({ AWS: arnOf('carl') }));
    expect(await refusalOf(assume(carl, trusted))).toBe(denied(arnOf('carl'), trusted));
    const wary = await makeRole(plane, 'wary', [
      assuming({ AWS: accountId }),
      assuming({ AWS: arnOf('bob') }, { Effect: 'Deny' }),
    ]);
    expect(await refusalOf(assume(bob, wary))).toBe(denied(arnOf('bob'), wary));
  });

  test('under the conditions of the trust policy', async () => {
    const Condition = {
      StringEquals: { 'sts:ExternalId': 'agreed', 'sts:RoleSessionName': 'tests' },
      IpAddress: { 'aws:SourceIp': '127.0.0.0/8' },
      Bool: { 'aws:SecureTransport': 'false' },
    };
    const role = await makeRole(plane, 'external', assuming({ AWS: arnOf('ann') }, { Condition }));
    await assume(ann, role, { ExternalId: 'agreed' });
    expect(await refusalOf(assume(ann, role))).toBe(denied(arnOf('ann'), role));
    expect(await refusalOf(assume(ann, role, { ExternalId: 'guessed' }))).toBe(denied(arnOf('ann'), role));
  });

  test('no root, and nobody a role that is not there, whose absence they cannot tell', async () => {
    expect(await refusalOf(assume(plane.credentials, reader))).toBe(
      '403 AccessDenied: Roles may not be assumed by root accounts.',
    );
    for (const absent of [
      `arn:aws:iam::${accountId}:role/none`,
      `arn:aws:iam::${accountId}:role/reader`,
      `arn:aws:iam::${otherAccount}:role/service/reader`,
    ])
      expect(await refusalOf(assume(ann, absent))).toBe(denied(arnOf('ann'), absent));
    const noRole = `arn:aws:iam::${accountId}:user/ann`;
    expect(await refusalOf(assume(ann, noRole))).toBe(`400 ValidationError: ${noRole} is invalid`);
  });
});

test('a session is no longer than its role lets it be', async () => {
  await assume(ann, reader, { DurationSeconds: 7200 });
  expect(await refusalOf(assume(ann, reader, { DurationSeconds: 7201 }))).toBe(
    '400 ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  );
  for (const DurationSeconds of [899, 43_201])
    expect(await refusalOf(assume(ann, reader, { DurationSeconds }))).toMatch(
      new RegExp(`Value '${DurationSeconds}' at 'durationSeconds' failed to satisfy constraint`),
    );
  expect(await refusalOf(assume(ann, reader, { RoleSessionName: 'a b' }))).toMatch(
    /Value 'a b' at 'roleSessionName' failed to satisfy constraint: .*pattern/,
  );
});

test('a role that a role has assumed lasts an hour at most, and keeps what it was told', async () => {
  const first = await makeRole(plane, 'first', assuming({ AWS: arnOf('ann') }), { policy: may('sts:*') });
  const second = await makeRole(plane, 'second', assuming({ AWS: first }), { maxSessionSeconds: 43_200 });
  const tags = [
    { Key: 'Case', Value: '7' },
    { Key: 'Own', Value: 'x' },
  ];
  const one = signing(
    await assume(ann, first, { Tags: tags, TransitiveTagKeys: ['case'], SourceIdentity: 'ann-herself' }),
  );
  const two = await assume(one, second);
  expect(two).toMatchObject({ SourceIdentity: 'ann-herself' });
  expect(carriedBy(signing(two))).toMatchObject({
    sourceIdentity: 'ann-herself',
    transitiveTagKeys: ['case'],
    principal: { tags: [{ key: 'Case', value: '7' }] },
  });
  expect(await refusalOf(assume(one, second, { DurationSeconds: 3601 }))).toBe(
    '400 ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  );
  expect(await refusalOf(assume(one, second, { SourceIdentity: 'another' }))).toBe(
    '403 AccessDenied: The source identity of a session cannot be changed.',
  );
  expect(await refusalOf(assume(one, second, { Tags: [{ Key: 'CASE', Value: '8' }] }))).toMatch(
    /^400 ValidationError: One of the specified transitive tag keys/,
  );
});

describe('what a session is held to', () => {
  const policyOf = (Statement: unknown) => JSON.stringify({ Version: '2012-10-17', Statement });

  test('goes with its token, and its packed size with the response', async () => {
    const Policy = policyOf(may('apigateway:GET'));
    const assumed = await assume(ann, reader, {
      Policy,
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
      Tags: [{ Key: 'team', Value: 'session' }],
    });
    expect(assumed.PackedPolicySize).toBeGreaterThan(0);
    expect(assumed.PackedPolicySize).toBeLessThan(50);
    expect(carriedBy(signing(assumed))).toMatchObject({
      policies: [Policy, expect.stringContaining('iam:Get*')],
      principal: { tags: [{ key: 'team', value: 'session' }] },
    });
  });

  test('is held against its next role, too', async () => {
    const outer = await makeRole(plane, 'outer', assuming({ AWS: arnOf('ann') }), { policy: may('sts:*') });
    const inner = await makeRole(plane, 'inner', assuming({ AWS: accountId }));
    await assume(signing(await assume(ann, outer)), inner);
    const held = signing(await assume(ann, outer, { Policy: policyOf(may('s3:*')) }));
    expect(await refusalOf(assume(held, inner))).toBe(
      denied(`arn:aws:sts::${accountId}:assumed-role/outer/tests`, inner),
    );
  });

  beforeAll(async () => {
    const PolicyDocument = allow('*').replace('{', `{${' '.repeat(100_000)}`);
    for (const PolicyName of ['blank0', 'blank1'])
      await iamOf(plane).send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
  });

  test.each([
    ['no policy', { Policy: '{' }, /^400 MalformedPolicyDocumentException: /],
    [
      'a policy with a principal',
      { Policy: policyOf(assuming('*')) },
      /^400 MalformedPolicyDocumentException: /,
    ],
    [
      'a long one',
      { Policy: ' '.repeat(2049) },
      /^400 ValidationError: .*'policy'.*less than or equal to 2048/,
    ],
    [
      'a managed one that is not there',
      { PolicyArns: [{ arn: `arn:aws:iam::${accountId}:policy/none` }] },
      /^400 ValidationError: The policy arn:.*none does not exist/,
    ],
    [
      'more tags than fit',
      {
        Tags: Array.from({ length: 50 }, (_, index) => ({
          Key: `${index}`.padEnd(128, String(Math.random())),
          Value: Array.from({ length: 15 }, () => Math.random().toString(36).slice(2, 14)).join(''),
        })),
      },
      /^400 PackedPolicyTooLargeException: Packed policy consumes \d+% of allotted space/,
    ],
    [
      'a policy that is white space mostly, which packs to nothing',
      {
        PolicyArns: ['blank0', 'blank1'].map((name) => ({ arn: `arn:aws:iam::${accountId}:policy/${name}` })),
      },
      /^400 PackedPolicyTooLargeException: Packed policy consumes \d+% of allotted space/,
    ],
    [
      'tags that differ in case alone',
      {
        Tags: [
          { Key: 'a', Value: '' },
          { Key: 'A', Value: '' },
        ],
      },
      /^400 ValidationError: Duplicate tag keys/,
    ],
    ['a transitive key without a tag', { TransitiveTagKeys: ['a'] }, /^400 ValidationError: /],
    [
      'an MFA device',
      { SerialNumber: 'GAHT12345678', TokenCode: '123456' },
      /^403 AccessDenied: MultiFactor/,
    ],
  ])('is refused when it is %s', async (_, more, refusal) => {
    expect(await refusalOf(assume(ann, reader, more))).toMatch(refusal);
  });

  test('tags and a source identity have to be allowed by themselves', async () => {
    const plain = await makeRole(
      plane,
      'plain',
      assuming({ AWS: arnOf('ann') }, { Action: 'sts:AssumeRole' }),
    );
    await assume(ann, plain);
    for (const more of [{ Tags: [{ Key: 'a', Value: 'b' }] }, { SourceIdentity: 'ann' }])
      expect(await refusalOf(assume(ann, plain, more))).toBe(denied(arnOf('ann'), plain));
  });
});

test('the sessions of a role that is deleted are refused', async () => {
  const brief = await makeRole(plane, 'brief', assuming({ AWS: arnOf('ann') }));
  const session = signing(await assume(ann, brief));
  await plane.database.write(async (uow) => {
    const role = await principals.find(uow, accountId, 'role', 'brief');
    await principals.remove(uow, role?.id ?? '');
  });
  expect(await refusalOf(sts(session).send(new GetCallerIdentityCommand({})))).toMatch(
    /^403 InvalidClientTokenId/,
  );
});

test('a session of a role without policies may do nothing of other services', async () => {
  const session = signing(await assume(ann, reader));
  const listed = await plane.signedFetch('/restapis', { credentials: session });
  expect(listed.status).toBe(403);
});
