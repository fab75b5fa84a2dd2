import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { UpdateMethodCommand } from '@aws-sdk/client-api-gateway';
import { signRequest, type SigningCredentials } from '#libs/sigv4';
import { waitFor } from '#libs/testing';
import { createApi, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

const gateways = [0, 1];
let tollgate: Installation;
let restApiId: string;
let root: SigningCredentials;
let iam: IAMClient;

beforeAll(async () => {
  tollgate = await startInstallation({ gateways: 2 });
  const { client, controlPlaneUrl: endpoint, awsEnvironment } = tollgate;
  root = {
    accessKeyId: awsEnvironment['AWS_ACCESS_KEY_ID']!,
    secretAccessKey: awsEnvironment['AWS_SECRET_ACCESS_KEY']!,
  };
  iam = new IAMClient({ endpoint, region: 'us-east-1', credentials: root });
  const api = await createApi(client, 'signed');
  restApiId = api.restApiId;
  const at = { restApiId, resourceId: api.rootId };
  await putMockMethod(client, { ...at, body: 'in' });
  const patchOperations = [{ op: 'replace' as const, path: '/authorizationType', value: 'AWS_IAM' }];
  await client.send(new UpdateMethodCommand({ ...at, httpMethod: 'GET', patchOperations }));
  await deploy(client, restApiId, 'dev');
});
afterAll(() => tollgate?.close());

/** The statuses of one call of each gateway. */
const statuses = (credentials: SigningCredentials | null) =>
  Promise.all(
    gateways.map(async (gateway) => {
      const url = new URL(`http://127.0.0.1:${tollgate.gateways[gateway]!.httpPort}`);
      const rawPath = `/_aws/execute-api/${restApiId}/dev/`;
      const headers = credentials
        ? signRequest({
            method: 'GET',
            rawPath,
            rawQuery: '',
            headers: { host: url.host },
            body: '',
            credentials,
            region: 'us-east-1',
            service: 'execute-api',
            now: Date.now(),
          })
        : {};
      const response = await fetch(new URL(rawPath, url), { headers: headers as Record<string, string> });
      await response.arrayBuffer();
      return response.status;
    }),
  );
const allowed = [200, 200];
const refused = [403, 403];
const policy = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: statement });
const mayInvoke = policy({ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' });

test('what IAM says of a caller holds on every gateway when the call that says it returns', async () => {
  expect(await statuses(null)).toEqual(refused);
  // Nobody waits for the first credential: a sweep finds it.
  await waitFor(async () => (await statuses(root)).join() === allowed.join(), {
    timeoutMs: 60_000,
    describe: 'the root to be known to gateways',
  });

  const UserName = 'ada';
  await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const AccessKeyId = AccessKey!.AccessKeyId!;
  const ada = { accessKeyId: AccessKeyId, secretAccessKey: AccessKey!.SecretAccessKey! };
  expect(await statuses(ada)).toEqual(refused);
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument: mayInvoke }));
  expect(await statuses(ada)).toEqual(allowed);
  for (const Status of ['Inactive', 'Active', 'Inactive', 'Active'] as const) {
    await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status }));
    expect(await statuses(ada)).toEqual(Status === 'Active' ? allowed : refused);
  }
  await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  expect(await statuses(ada)).toEqual(refused);
});

test('a session of a role may what the role may', async () => {
  const RoleName = 'reader';
  const Principal = { AWS: 'arn:aws:iam::000000000000:root' };
  const trust = policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
  await iam.send(new CreateUserCommand({ UserName: 'eve' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'eve' }));
  const assume = policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' });
  await iam.send(new PutUserPolicyCommand({ UserName: 'eve', PolicyName: 'p', PolicyDocument: assume }));
  const eve = new STSClient({
    endpoint: tollgate.controlPlaneUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! },
  });
  const { Credentials } = await eve.send(
    new AssumeRoleCommand({ RoleArn: Role!.Arn, RoleSessionName: 'eve' }),
  );
  const session = {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
  expect(await statuses(session)).toEqual(refused);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: mayInvoke }));
  expect(await statuses(session)).toEqual(allowed);
});

test('gateways check on without a control plane, also those that start without one', async () => {
  await tollgate.controlPlane.kill('SIGKILL');
  expect([await statuses(root), await statuses(null)]).toEqual([allowed, refused]);
  const [gateway] = tollgate.gateways;
  await gateway!.kill('SIGKILL');
  await gateway!.start();
  expect([await statuses(root), await statuses(null)]).toEqual([allowed, refused]);
  await tollgate.controlPlane.start();
});
