import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { DeleteAccessKeyCommand, DeleteUserCommand, DeleteUserPolicyCommand } from '@aws-sdk/client-iam';
import type { SigningCredentials } from '#libs/sigv4';
import { createLogger } from '#libs/telemetry';
import { iamOf } from '../testing/iam-of.js';
import { allowing } from '../testing/limited-user.js';
import { makeRole, makeUser } from '../testing/make-principals.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

// What a link leads to is told once, and is in nothing that is kept or written.
const mayMake = allowing('tollgate:CreateSignInLink');
const lines: string[] = [];
let plane: TestControlPlane;
beforeAll(async () => {
  const stream = { write: (line: string) => lines.push(line) };
  plane = await startControlPlane({ log: createLogger({ name: 'test', level: 'debug', stream }) });
});
afterAll(() => plane.close());

const make = (credentials?: SigningCredentials) =>
  plane.signedFetch('/_tollgate/v1/console/sign-in-links', { method: 'POST', credentials });
async function link(credentials?: SigningCredentials): Promise<string> {
  const response = await make(credentials);
  expect(response.status).toBe(201);
  return ((await response.json()) as { token: string }).token;
}
const redeem = (token: string) =>
  fetch(`${plane.url}/_tollgate/v1/console/sessions`, { method: 'POST', body: JSON.stringify({ token }) });
type Session = Record<'accessKeyId' | 'secretAccessKey' | 'sessionToken', string>;

test('token, secret and session token are in no event, no row and no line of the log; who signed in is', async () => {
  const token = await link();
  const session = (await (await redeem(token)).json()) as Session;
  expect((await redeem(token)).status).toBe(403);
  const events = await plane.query<{ name: string; event: string }>(
    `SELECT event_name AS name, event FROM audit_events WHERE event_name IN ('CreateSignInLink', 'SignIn') ORDER BY id`,
  );
  expect(events.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['CreateSignInLink', 'SignIn']) as string[],
  );
  const done = JSON.parse(events.find(({ name }) => name === 'SignIn')!.event) as object;
  expect(done).toMatchObject({
    userIdentity: { type: 'Root', accountId: plane.accountId, accessKeyId: plane.credentials.accessKeyId },
    eventSource: 'tollgate',
    responseElements: { accessKeyId: session.accessKeyId },
  });
  const kept = await plane.query<{ row: string }>('SELECT sign_in_links::text AS row FROM sign_in_links');
  const all = [...events.map(({ event }) => event), ...kept.map(({ row }) => row), ...lines].join('\n');
  for (const secret of [token, session.secretAccessKey, session.sessionToken])
    expect(all).not.toContain(secret);
});

test('a link that was made more than 15 minutes ago signs nobody in, and goes when another is made', async () => {
  const token = await link();
  await plane.query(`UPDATE sign_in_links SET expires_at = expires_at - interval '15 minutes'`);
  expect((await redeem(token)).status).toBe(403);
  await link();
  expect(await plane.query('SELECT 1 FROM sign_in_links WHERE expires_at <= now()')).toEqual([]);
});

test('ten links of one user are open at most: a further one puts an end to the oldest', async () => {
  const bob = await makeUser(plane, 'bob', '/', { policy: mayMake });
  const tokens: string[] = [];
  for (let at = 0; at < 12; at += 1) tokens.push(await link(bob));
  const statuses = [];
  for (const at of [0, 1, 2, 11]) statuses.push((await redeem(tokens[at]!)).status);
  expect(statuses).toEqual([403, 403, 201, 201]);
});

test('however many one user makes at once, ten are open', async () => {
  const carl = await makeUser(plane, 'carl', '/', { policy: mayMake });
  await Promise.all(Array.from({ length: 15 }, () => link(carl)));
  const [counted] = await plane.query<{ n: string }>(
    `SELECT count(*) AS n FROM sign_in_links l JOIN iam_principals p ON p.id = l.principal_id WHERE p.name = 'carl'`,
  );
  expect(Number(counted!.n)).toBe(10);
});

test('a link of a user who is gone signs nobody in, and neither does one of a key that is', async () => {
  const dora = await makeUser(plane, 'dora', '/', { policy: mayMake });
  const [first, second] = [await link(dora), await link(dora)];
  const iam = iamOf(plane);
  await iam.send(new DeleteAccessKeyCommand({ UserName: 'dora', AccessKeyId: dora.accessKeyId }));
  expect((await redeem(first)).status).toBe(403);
  await iam.send(new DeleteUserPolicyCommand({ UserName: 'dora', PolicyName: 'inline' }));
  await iam.send(new DeleteUserCommand({ UserName: 'dora' }));
  expect((await redeem(second)).status).toBe(403);
});

test('no link for a session of a role, nor for who may not make one, nor for who signs nothing', async () => {
  const eve = await makeUser(plane, 'eve', '/', { policy: allowing('sts:AssumeRole') });
  expect((await make(eve)).status).toBe(403);
  const principal = { AWS: `arn:aws:iam::${plane.accountId}:user/eve` };
  const role = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' };
  const RoleArn = await makeRole(plane, 'maker', role, { policy: mayMake });
  const sts = new STSClient({ endpoint: plane.url, region: 'us-east-1', maxAttempts: 1, credentials: eve });
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session' }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials!;
  const refused = await make({
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  });
  expect([refused.status, await refused.json()]).toEqual([
    403,
    { message: 'Cannot call CreateSignInLink with session credentials' },
  ]);
  const unsigned = await fetch(`${plane.url}/_tollgate/v1/console/sign-in-links`, { method: 'POST' });
  expect(unsigned.status).toBe(403);
});

test('a body that no token needs is refused before it is read', async () => {
  const response = await fetch(`${plane.url}/_tollgate/v1/console/sessions`, {
    method: 'POST',
    body: JSON.stringify({ token: 'x'.repeat(100_000) }),
  });
  expect(response.status).toBe(403);
});
