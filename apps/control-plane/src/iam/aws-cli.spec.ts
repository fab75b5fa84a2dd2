import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { allow, trust } from '../testing/iam-of.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

const run = promisify(execFile);
let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** `aws ... --output json`, with nothing of the machine's in its environment. */
async function aws(words: readonly string[], keys: Keys = plane.credentials): Promise<Record<string, never>> {
  const { stdout } = await run('aws', [...words, '--output', 'json'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: '/nonexistent',
      AWS_ENDPOINT_URL: plane.url,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_MAX_ATTEMPTS: '1',
    },
  });
  return stdout.trim() === '' ? {} : (JSON.parse(stdout) as Record<string, never>);
}
const iam = (...words: string[]) => aws(['iam', ...words]);
const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => 'not refused',
    (error: unknown) => (error as { readonly stderr: string }).stderr.trim(),
  );

test('a user from its first day to its last', async () => {
  const user = ['--user-name', 'cli'];
  expect(await iam('create-user', ...user, '--path', '/team/', '--tags', 'Key=a,Value=b')).toMatchObject({
    User: { UserName: 'cli', Path: '/team/', Tags: [{ Key: 'a', Value: 'b' }] },
  });
  expect(await refusalOf(iam('create-user', ...user))).toContain(
    '(EntityAlreadyExists) when calling the CreateUser operation: User with name cli already exists.',
  );
  const { AccessKey } = (await iam('create-access-key', ...user)) as unknown as {
    AccessKey: { AccessKeyId: string; SecretAccessKey: string };
  };
  const keys = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
  expect(await aws(['sts', 'get-caller-identity'], keys)).toMatchObject({
    Arn: `arn:aws:iam::${plane.accountId}:user/team/cli`,
  });
  await iam('put-user-policy', ...user, '--policy-name', 'own', '--policy-document', allow('iam:GetUser'));
  // The CLI decodes it.
  expect(await iam('get-user-policy', ...user, '--policy-name', 'own')).toMatchObject({
    PolicyDocument: JSON.parse(allow('iam:GetUser')) as object,
  });
  const managed = ['--policy-arn', 'arn:aws:iam::aws:policy/AmazonAPIGatewayAdministrator'];
  await iam('attach-user-policy', ...user, ...managed);
  expect(await iam('list-attached-user-policies', ...user)).toMatchObject({
    AttachedPolicies: [{ PolicyName: 'AmazonAPIGatewayAdministrator' }],
  });
  await iam('detach-user-policy', ...user, ...managed);
  await iam('delete-user-policy', ...user, '--policy-name', 'own');
  await iam('update-access-key', ...user, '--access-key-id', keys.accessKeyId, '--status', 'Inactive');
  expect(await refusalOf(aws(['sts', 'get-caller-identity'], keys))).toContain('(InvalidClientTokenId)');
  await iam('delete-access-key', ...user, '--access-key-id', keys.accessKeyId);
  await iam('delete-user', ...user);
  expect(await refusalOf(iam('get-user', ...user))).toContain(
    '(NoSuchEntity) when calling the GetUser operation: The user with name cli cannot be found.',
  );
});

test('a role and a policy with versions, paged by the CLI itself', async () => {
  const document = ['--assume-role-policy-document', trust({ AWS: plane.accountId })];
  for (const name of ['r1', 'r2', 'r3']) await iam('create-role', '--role-name', name, ...document);
  const { Roles } = (await iam('list-roles', '--page-size', '2')) as unknown as {
    Roles: { RoleName: string; AssumeRolePolicyDocument: object }[];
  };
  expect(Roles.map(({ RoleName }) => RoleName)).toEqual(['r1', 'r2', 'r3']);
  expect(Roles[0]?.AssumeRolePolicyDocument).toHaveProperty('Statement');

  const made = await iam('create-policy', '--policy-name', 'p', '--policy-document', allow('apigateway:GET'));
  const arn = ['--policy-arn', (made as unknown as { Policy: { Arn: string } }).Policy.Arn];
  const next = ['--policy-document', allow('apigateway:*'), '--set-as-default'];
  await iam('create-policy-version', ...arn, ...next);
  expect(await iam('get-policy-version', ...arn, '--version-id', 'v2')).toMatchObject({
    PolicyVersion: { IsDefaultVersion: true, Document: JSON.parse(allow('apigateway:*')) as object },
  });
  await iam('attach-role-policy', '--role-name', 'r1', ...arn);
  expect(await iam('list-entities-for-policy', ...arn)).toMatchObject({ PolicyRoles: [{ RoleName: 'r1' }] });
  expect(await iam('get-account-summary')).toMatchObject({ SummaryMap: { Roles: 3, Policies: 1 } });
});
