import { GetAccountCommand, APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ListUsersCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { accessKeys, principals, type Sealer } from '#libs/persistence';
import { waitFor } from '#libs/testing';
import { SEALER } from '../tokens.js';
import { refusalOf } from '../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
const credentials = { accessKeyId: 'AKIAOFAUSER234567234', secretAccessKey: 'secret' };
const userArn = 'arn:aws:iam::000000000000:user/team/ada';
beforeAll(async () => {
  plane = await startControlPlane();
  const { accountId } = plane;
  await plane.database.write(async (uow) => {
    const id = 'AIDAADA';
    const facts = { accountId, id, name: 'ada', path: '/team/', createdAtMs: 1, tags: [] };
    await principals.insert(uow, { kind: 'user', ...facts });
    const key = {
      owner: { accountId, userId: id },
      id: credentials.accessKeyId,
      isActive: true,
      createdAtMs: 1,
    };
    const secret = { secretAccessKey: credentials.secretAccessKey, isOperator: true };
    await accessKeys.insert(uow, plane.app.get<Sealer>(SEALER), key, secret);
  });
});
afterAll(() => plane.close());

const options = () => ({ endpoint: plane.url, region: 'eu-west-1', credentials, maxAttempts: 1 });

test('a user may ask who it is', async () => {
  expect(await new STSClient(options()).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '000000000000',
    UserId: 'AIDAADA',
    Arn: userArn,
  });
});

test('and for credentials of its own that end, and nothing else of any service, ours included', async () => {
  const { Credentials } = await new STSClient(options()).send(new GetSessionTokenCommand({}));
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
  const refusal = `User: ${userArn} is not authorized to perform this action`;
  expect(await refusalOf(new APIGatewayClient(options()).send(new GetAccountCommand({})))).toBe(
    `403 AccessDeniedException: ${refusal}`,
  );
  expect(await refusalOf(new IAMClient(options()).send(new ListUsersCommand({})))).toBe(
    `403 AccessDenied: ${refusal}`,
  );
  for (const path of ['/_tollgate/v1/jobs', '/_tollgate/v1/leases', '/restapis', '/tags/x']) {
    expect((await plane.signedFetch(path, { credentials })).status).toBe(403);
  }
  // Signed as a call that is allowed, sent to where another is.
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  const posted = await plane.signedFetch('/restapis', { method: 'POST', body, service: 'sts', credentials });
  expect(posted.status).toBe(403);
});

test('when and for what its key has signed is known a moment later', async () => {
  await new STSClient(options()).send(new GetCallerIdentityCommand({}));
  const owner = { accountId: plane.accountId, userId: 'AIDAADA' };
  const lastUse = () =>
    plane.database
      .read((uow) => accessKeys.find(uow, owner, credentials.accessKeyId))
      .then((key) => key?.lastUse);
  expect(await waitFor(lastUse)).toMatchObject({ service: 'sts', region: 'eu-west-1' });
});
