import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '#libs/testing';
import type { SigningCredentials } from '#libs/sigv4';
import type { ControlPlaneConfig } from '../../config.js';
import { CONFIG } from '../../tokens.js';
import { iamOf } from '../../testing/iam-of.js';
import { refusalOf } from '../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../testing/start-control-plane.js';

let plane: TestControlPlane;
/** Another process on the same database, as far as it matters: connections and a memory of its own. */
let other: TestControlPlane;
let iam: IAMClient;
beforeAll(async () => {
  plane = await startControlPlane();
  const { databaseUrl } = plane.app.get<ControlPlaneConfig>(CONFIG);
  const masterKey = await readFile(join(plane.dataDir, 'master-key'), 'utf8');
  other = await startControlPlane({
    databaseUrlOf: () => databaseUrl,
    env: { TOLLGATE_MASTER_KEY: masterKey.trim() },
  });
  iam = iamOf(plane);
});
afterAll(async () => {
  await other?.close();
  await plane.close();
});

async function newKey(UserName: string): Promise<SigningCredentials> {
  await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
}

const whoIs = async ({ url }: TestControlPlane, credentials: SigningCredentials) => {
  const sts = new STSClient({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 });
  return (await sts.send(new GetCallerIdentityCommand({}))).Arn;
};

test('the secret is shown once, signs at once, and is nowhere in the tables', async () => {
  const key = await newKey('ada');
  expect(key.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
  expect(await whoIs(other, key)).toBe(`arn:aws:iam::${plane.accountId}:user/ada`);
  const listed = await iam.send(new ListAccessKeysCommand({ UserName: 'ada' }));
  expect(listed.AccessKeyMetadata).toEqual([
    {
      UserName: 'ada',
      AccessKeyId: key.accessKeyId,
      Status: 'Active',
      CreateDate: expect.any(Date) as Date,
    },
  ]);
  const rows = await plane.query('SELECT * FROM credentials');
  expect(JSON.stringify(rows)).not.toContain(key.secretAccessKey);
  expect(
    rows.map((row) => (row as { secret_sealed: Buffer }).secret_sealed.toString('latin1')).join(),
  ).not.toContain(key.secretAccessKey);
});

test('a key that is switched off or deleted is refused by every process when the call returns', async () => {
  const key = await newKey('rotated');
  const set = (Status: 'Active' | 'Inactive') =>
    iam.send(new UpdateAccessKeyCommand({ UserName: 'rotated', AccessKeyId: key.accessKeyId, Status }));
  const refused = '403 InvalidClientTokenId: The security token included in the request is invalid.';
  for (let round = 0; round < 3; round += 1) {
    await Promise.all([whoIs(plane, key), whoIs(other, key)]);
    await set('Inactive');
    expect(await refusalOf(whoIs(other, key))).toBe(refused);
    expect(await refusalOf(whoIs(plane, key))).toBe(refused);
    await set('Active');
  }
  await Promise.all([whoIs(plane, key), whoIs(other, key)]);
  await iam.send(new DeleteAccessKeyCommand({ UserName: 'rotated', AccessKeyId: key.accessKeyId }));
  expect(await refusalOf(whoIs(other, key))).toBe(refused);
  expect(await refusalOf(whoIs(plane, key))).toBe(refused);
});

test('of ten that make a key at once two have one, of a user and of a root', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'raced' }));
  const root = iamOf(plane, await plane.credentialsOf('333333333333'));
  const quota = '409 LimitExceededException: Cannot exceed quota for AccessKeysPerUser: 2';
  for (const [client, input, left] of [
    [iam, { UserName: 'raced' }, 2],
    // It has one, with which it signs.
    [root, {}, 1],
  ] as const) {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () =>
        refusalOf(client.send(new CreateAccessKeyCommand(input))).catch(() => 'made'),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'made')).toHaveLength(left);
    expect(outcomes.filter((outcome) => outcome === quota)).toHaveLength(10 - left);
  }
});

test('the root makes, lists and deletes keys of its own without a name', async () => {
  const credentials = await plane.credentialsOf('444444444444');
  const root = iamOf(plane, credentials);
  const { AccessKey } = await root.send(new CreateAccessKeyCommand({}));
  const second = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
  expect(await whoIs(plane, second)).toBe('arn:aws:iam::444444444444:root');
  const { AccessKeyMetadata } = await root.send(new ListAccessKeysCommand({}));
  expect(AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId)).toEqual(
    [credentials.accessKeyId, second.accessKeyId].sort(),
  );
  // It makes no operator of a root that is none.
  const operators = await plane.query('SELECT access_key_id FROM credentials WHERE operator');
  expect(operators).toEqual([{ access_key_id: plane.credentials.accessKeyId }]);
  await root.send(new DeleteAccessKeyCommand({ AccessKeyId: second.accessKeyId }));
  expect(await refusalOf(whoIs(plane, second))).toMatch(/^403 InvalidClientTokenId/);
});

test('a key of another user, or of another account, is not there', async () => {
  const key = await newKey('owner');
  await iam.send(new CreateUserCommand({ UserName: 'thief' }));
  const text = `404 NoSuchEntityException: The Access Key with id ${key.accessKeyId} cannot be found.`;
  const AccessKeyId = key.accessKeyId;
  const stranger = iamOf(plane, await plane.credentialsOf('555555555555'));
  expect(await refusalOf(iam.send(new DeleteAccessKeyCommand({ UserName: 'thief', AccessKeyId })))).toBe(
    text,
  );
  expect(await refusalOf(stranger.send(new DeleteAccessKeyCommand({ AccessKeyId })))).toBe(text);
  expect(await refusalOf(stranger.send(new GetAccessKeyLastUsedCommand({ AccessKeyId })))).toBe(text);
  expect(await whoIs(plane, key)).toContain('user/owner');
});

test('when a key has signed last is told, N/A before', async () => {
  const key = await newKey('used');
  const lastUse = () => iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: key.accessKeyId }));
  expect(await lastUse()).toMatchObject({
    UserName: 'used',
    AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' },
  });
  await whoIs(plane, key);
  const used = await waitFor(async () => {
    const { AccessKeyLastUsed } = await lastUse();
    return AccessKeyLastUsed?.LastUsedDate && AccessKeyLastUsed;
  });
  expect(used).toMatchObject({ ServiceName: 'sts', Region: 'us-east-1' });
});
