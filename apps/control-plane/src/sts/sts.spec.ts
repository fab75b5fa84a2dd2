import { randomBytes } from 'node:crypto';
import { GetRestApisCommand, APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateAccessKeyCommand, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import {
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
  type Credentials,
  type GetSessionTokenCommandInput,
} from '@aws-sdk/client-sts';
import { newSecretAccessKey } from '#libs/identity';
import { accessKeys, principals } from '#libs/persistence';
import { presignRequest, type SigningCredentials } from '#libs/sigv4';
import { createSessionSeal, newSessionAccessKeyId } from '#libs/session-tokens';
import { iamOf } from '../testing/iam-of.js';
import { makeUser } from '../testing/make-principals.js';
import { refusalOf } from '../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';
import { SESSION_SEAL } from '../tokens.js';

const accountId = '000000000000';
let plane: TestControlPlane;
let ann: SigningCredentials;

beforeAll(async () => {
  plane = await startControlPlane();
  ann = await makeUser(plane, 'ann', '/team/');
});
afterAll(() => plane.close());

const settings = (credentials: SigningCredentials) => ({
  endpoint: plane.url,
  region: 'us-east-1',
  maxAttempts: 1,
  credentials,
});
const sts = (credentials: SigningCredentials) => new STSClient(settings(credentials));
const identityOf = (credentials: SigningCredentials) =>
  sts(credentials)
    .send(new GetCallerIdentityCommand({}))
    .then(({ Account, Arn, UserId }) => ({ Account, Arn, UserId }));

const signing = ({ AccessKeyId, SecretAccessKey, SessionToken }: Credentials): SigningCredentials => ({
  accessKeyId: AccessKeyId ?? '',
  secretAccessKey: SecretAccessKey ?? '',
  sessionToken: SessionToken ?? '',
});
async function sessionOf(
  credentials: SigningCredentials,
  input: GetSessionTokenCommandInput = {},
): Promise<Credentials> {
  const { Credentials } = await sts(credentials).send(new GetSessionTokenCommand(input));
  if (!Credentials) throw new Error('no credentials');
  return Credentials;
}
const secondsOf = ({ Expiration }: Credentials) =>
  Math.round(((Expiration?.getTime() ?? 0) - Date.now()) / 600_000) * 600;

test('GetCallerIdentity names the root, a user, and the same of their sessions', async () => {
  const root = { Account: accountId, Arn: `arn:aws:iam::${accountId}:root`, UserId: accountId };
  expect(await identityOf(plane.credentials)).toEqual(root);
  expect(await identityOf(signing(await sessionOf(plane.credentials)))).toEqual(root);
  const user = {
    Account: accountId,
    Arn: `arn:aws:iam::${accountId}:user/team/ann`,
    UserId: expect.stringMatching(/^AIDA/) as string,
  };
  expect(await identityOf(ann)).toEqual(user);
  expect(await identityOf(signing(await sessionOf(ann)))).toEqual(user);
});

test('a session lasts as long as asked, twelve hours unless said, an hour of a root at most', async () => {
  expect(secondsOf(await sessionOf(ann))).toBe(43_200);
  expect(secondsOf(await sessionOf(ann, { DurationSeconds: 129_600 }))).toBe(129_600);
  expect(secondsOf(await sessionOf(plane.credentials))).toBe(3_600);
  expect(secondsOf(await sessionOf(plane.credentials, { DurationSeconds: 43_200 }))).toBe(3_600);
  for (const [DurationSeconds, constraint] of [
    [899, 'greater than or equal to 900'],
    [129_601, 'less than or equal to 129600'],
  ] as const)
    expect(await refusalOf(sessionOf(ann, { DurationSeconds }))).toBe(
      `400 ValidationError: 1 validation error detected: Value '${DurationSeconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value ${constraint}`,
    );
});

test('a session makes no session, and no MFA device is right', async () => {
  const session = signing(await sessionOf(ann));
  expect(await refusalOf(sessionOf(session))).toBe(
    '403 AccessDenied: Cannot call GetSessionToken with session credentials',
  );
  expect(await refusalOf(sessionOf(ann, { SerialNumber: 'GAHT12345678', TokenCode: '123456' }))).toBe(
    '403 AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code.',
  );
});

test("a session of a user's or a root's own calls anything but IAM, where it could outlive itself", async () => {
  const mighty = await makeUser(plane, 'mighty', '/', {
    policy: { Effect: 'Allow', Action: '*', Resource: '*' },
  });
  for (const keys of [plane.credentials, mighty]) {
    const session = signing(await sessionOf(keys));
    expect(await refusalOf(iamOf(plane, session).send(new CreateAccessKeyCommand({})))).toBe(
      '403 InvalidClientTokenId: The security token included in the request is invalid.',
    );
    await new APIGatewayClient(settings(session)).send(new GetRestApisCommand({}));
    await iamOf(plane, keys).send(new ListAccessKeysCommand({}));
  }
});

test('GetAccessKeyInfo tells the account of a key, of a session from the key itself', async () => {
  const infoOf = (AccessKeyId: string) =>
    sts(plane.credentials)
      .send(new GetAccessKeyInfoCommand({ AccessKeyId }))
      .then(({ Account }) => Account);
  expect(await infoOf(ann.accessKeyId)).toBe(accountId);
  expect(await infoOf((await sessionOf(ann)).AccessKeyId ?? '')).toBe(accountId);
  const stranger = await plane.credentialsOf('999999999999');
  expect(await infoOf(stranger.accessKeyId)).toBe('999999999999');
  expect(await refusalOf(infoOf('AKIANOBODYNOBODYNOBO'))).toBe(
    '400 ValidationError: There is no access key AKIANOBODYNOBODYNOBO here.',
  );
});

describe('a session signs for every service', () => {
  const calls = {
    apigateway: (by: SigningCredentials) =>
      new APIGatewayClient(settings(by)).send(new GetRestApisCommand({})),
    sts: identityOf,
    logs: (by: SigningCredentials) =>
      new CloudWatchLogsClient(settings(by)).send(new DescribeLogGroupsCommand({})),
  };
  /** The refusals of each service, in its own words. */
  const invalid = {
    apigateway: '403 UnrecognizedClientException: The security token included in the request is invalid.',
    sts: '403 InvalidClientTokenId: The security token included in the request is invalid.',
    logs: '400 UnrecognizedClientException: The security token included in the request is invalid.',
  };
  const expired = {
    apigateway: '403 ExpiredTokenException: The security token included in the request is expired',
    sts: '403 ExpiredToken: The security token included in the request is expired',
    logs: '400 ExpiredTokenException: The security token included in the request is expired',
  };
  const services = ['apigateway', 'sts', 'logs'] as const;

  test.each(services)('and is known by %s', async (service) => {
    const session = signing(await sessionOf(plane.credentials));
    const done = await calls[service](session).catch(String);
    expect(done).toMatchObject({});
  });

  test.each(services)('and %s refuses what is not whole', async (service) => {
    const session = signing(await sessionOf(ann));
    const { sessionToken: _, ...withoutToken } = session;
    const other = signing(await sessionOf(ann));
    for (const bad of [
      withoutToken,
      { ...session, sessionToken: 'x' },
      { ...session, sessionToken: session.sessionToken?.slice(0, -4) ?? '' },
      { ...session, sessionToken: other.sessionToken ?? '' },
      { ...session, accessKeyId: other.accessKeyId },
      { ...ann, sessionToken: session.sessionToken ?? '' },
    ])
      expect(await refusalOf(calls[service](bad))).toBe(invalid[service]);
    expect(await refusalOf(calls[service]({ ...session, secretAccessKey: 'x' }))).toMatch(
      /^40[03] (InvalidSignatureException|SignatureDoesNotMatch): /,
    );
  });

  test.each(services)(
    'and %s refuses one that has ended, told to who has its secret alone',
    async (service) => {
      const ended = endedSession();
      expect(await refusalOf(calls[service](ended))).toBe(expired[service]);
      expect(await refusalOf(calls[service]({ ...ended, secretAccessKey: 'x' }))).toMatch(
        /^40[03] (InvalidSignatureException|SignatureDoesNotMatch): /,
      );
    },
  );

  test('and presigned URLs carry its token', async () => {
    const session = signing(await sessionOf(ann));
    const query = presignRequest({
      method: 'GET',
      rawPath: '/',
      rawQuery: 'Action=GetCallerIdentity&Version=2011-06-15',
      headers: { host: new URL(plane.url).host },
      body: '',
      credentials: session,
      region: 'us-east-1',
      service: 'sts',
      now: Date.now(),
      expiresSeconds: 60,
    });
    const response = await fetch(`${plane.url}/?${query}`);
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('user/team/ann')]);
  });

  test('and a large body is read of one, and of no forged one', async () => {
    const session = signing(await sessionOf(plane.credentials));
    const post = (credentials: SigningCredentials) =>
      plane
        .signedFetch('/restapis', { body: { name: 'x', description: 'd'.repeat(50_000) }, credentials })
        .then(({ status }) => status);
    // Read, and then refused for its length.
    expect(await post(session)).not.toBe(403);
    expect(await post({ ...session, sessionToken: 'x' })).toBe(403);
  });
});

/** The credentials of a session that has ended. */
function endedSession(): SigningCredentials {
  const session = {
    accessKeyId: newSessionAccessKeyId(accountId, randomBytes),
    secretAccessKey: newSecretAccessKey(randomBytes),
    accountId,
    principal: {
      type: 'root' as const,
      arn: `arn:aws:iam::${accountId}:root`,
      id: accountId,
      name: null,
      tags: [],
    },
    issuedAtMs: Date.now() - 7_200_000,
    expiresAtMs: Date.now() - 3_600_000,
    policies: null,
    transitiveTagKeys: [],
    sourceIdentity: null,
    isOperator: false,
  };
  const seal = plane.app.get<ReturnType<typeof createSessionSeal>>(SESSION_SEAL);
  return { ...session, sessionToken: seal.seal(session, randomBytes) };
}

test('a gateway can make no session that the management API takes', async () => {
  const forger = createSessionSeal(plane.gatewayToken, randomBytes(32));
  const session = {
    accessKeyId: newSessionAccessKeyId(accountId, randomBytes),
    secretAccessKey: 'x'.repeat(40),
    accountId,
    principal: {
      type: 'root' as const,
      arn: `arn:aws:iam::${accountId}:root`,
      id: accountId,
      name: null,
      tags: [],
    },
    issuedAtMs: Date.now(),
    expiresAtMs: Date.now() + 3_600_000,
    policies: null,
    transitiveTagKeys: [],
    sourceIdentity: null,
    isOperator: true,
  };
  const forged = { ...session, sessionToken: forger.seal(session, randomBytes) };
  expect(await refusalOf(identityOf(forged))).toMatch(/^403 InvalidClientTokenId/);
});

test('a session of the operator may what the operator may, and one of a user may not', async () => {
  const leases = (credentials: SigningCredentials) =>
    plane.signedFetch('/_tollgate/v1/leases', { credentials }).then(({ status }) => status);
  expect(await leases(signing(await sessionOf(plane.credentials)))).toBe(200);
  expect(await leases(signing(await sessionOf(ann)))).toBe(403);
});

test('the sessions of a user who is deleted are refused', async () => {
  const bob = await makeUser(plane, 'bob', '/team/');
  const session = signing(await sessionOf(bob));
  expect(await identityOf(session)).toMatchObject({ Arn: expect.stringContaining('bob') as string });
  await plane.database.write(async (uow) => {
    const user = await principals.find(uow, accountId, 'user', 'bob');
    if (!user) throw new Error('no bob');
    await accessKeys.remove(uow, { accountId, userId: user.id }, bob.accessKeyId);
    await principals.remove(uow, user.id);
  });
  expect(await refusalOf(identityOf(session))).toMatch(/^403 InvalidClientTokenId/);
});
