import {
  CreateUserCommand,
  IAMClient,
  ListUsersCommand,
  PutUserPolicyCommand,
  CreateAccessKeyCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

// Links to the console: once, for a while, for who made them, and never in anything that is written down.
let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane?.close());

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const iamOf = (credentials: Keys) =>
  new IAMClient({ endpoint: plane.url, region: 'us-east-1', credentials, maxAttempts: 1 });

async function link(): Promise<string> {
  const response = await plane.signedFetch('/_tollgate/v1/console/sign-in-links', { method: 'POST' });
  expect(response.status).toBe(201);
  return ((await response.json()) as { token: string }).token;
}

const redeem = (token: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${plane.url}/_tollgate/v1/console/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token }),
  });

test('a link is taken once for a session of who made it, which may call IAM', async () => {
  const token = await link();
  const response = await redeem(token);
  expect([response.status, response.headers.get('cache-control')]).toEqual([201, 'no-store']);
  const { expiration, ...session } = (await response.json()) as Keys & { expiration: string };
  expect(Date.parse(expiration)).toBeGreaterThan(Date.now());
  const sts = new STSClient({ endpoint: plane.url, region: 'us-east-1', credentials: session });
  expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toMatch(/:root$/);
  expect((await iamOf(session).send(new ListUsersCommand({}))).Users).toEqual([]);
  const again = await redeem(token);
  expect(again.status).toBe(403);
  expect(await again.json()).toEqual({ message: expect.stringContaining('has been used') as string });
});

test('a session of GetSessionToken may still not call IAM', async () => {
  const sts = new STSClient({ endpoint: plane.url, region: 'us-east-1', credentials: plane.credentials });
  const { Credentials } = await sts.send(new GetSessionTokenCommand({}));
  const session = {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
  await expect(iamOf(session).send(new ListUsersCommand({}))).rejects.toThrow('security token');
});

test('of ten who show a link at once, one is let in', async () => {
  const token = await link();
  const responses = await Promise.all(Array.from({ length: 10 }, () => redeem(token)));
  const statuses = responses.map(({ status }) => status).filter((status) => status === 201);
  expect(statuses).toEqual([201]);
});

test('a link of a key that is not active any more lets nobody in', async () => {
  const iam = iamOf(plane.credentials);
  await iam.send(new CreateUserCommand({ UserName: 'ada' }));
  const statement = { Effect: 'Allow', Action: 'tollgate:CreateSignInLink', Resource: '*' };
  await iam.send(
    new PutUserPolicyCommand({
      UserName: 'ada',
      PolicyName: 'links',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ada' }));
  const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey!;
  const ada = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
  const made = await plane.signedFetch('/_tollgate/v1/console/sign-in-links', {
    method: 'POST',
    credentials: ada,
  });
  const { token } = (await made.json()) as { token: string };
  await iam.send(new UpdateAccessKeyCommand({ UserName: 'ada', AccessKeyId, Status: 'Inactive' }));
  expect((await redeem(token)).status).toBe(403);
});

test.each([[undefined], [''], ['x'], ['x'.repeat(201)], [7], [{}]])('%p is no link', async (token) => {
  const response = await redeem(token);
  expect([400, 403]).toContain(response.status);
  expect(await response.json()).toHaveProperty('message');
});

test('sessions make no links', async () => {
  const session = (await (await redeem(await link())).json()) as Keys;
  const response = await plane.signedFetch('/_tollgate/v1/console/sign-in-links', {
    method: 'POST',
    credentials: session,
  });
  expect(response.status).toBe(403);
});

test('an address that tries too often is told to wait, whatever addresses it makes up', async () => {
  const tries = Array.from({ length: 60 }, async (_, at) => {
    const response = await redeem('x', { 'x-forwarded-for': `198.51.100.${at}` });
    return response.status;
  });
  expect(await Promise.all(tries)).toContain(429);
});
