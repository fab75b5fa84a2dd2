import {
  APIGatewayClient,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  TagResourceCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { AttachUserPolicyCommand, DeleteUserPolicyCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { iamOf } from '../testing/iam-of.js';
import { allowing, denying, gatewayArn, limitedUser, notAuthorized } from '../testing/limited-user.js';
import { makeRole } from '../testing/make-principals.js';
import { refusalOf } from '../testing/refusal-of.js';
import { seedRestApi } from '../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const user = (...policy: object[]) => limitedUser(plane, ...policy);
const explicitly = 'with an explicit deny in an identity-based policy';

const countRestApis = () => plane.query('SELECT count(*) FROM rest_apis');

test('a user with read-only rights reads, and changes nothing', async () => {
  const { gateway, arn: who } = await user(allowing('apigateway:GET', gatewayArn('/*')));
  await gateway.send(new GetRestApisCommand({}));
  const before = await countRestApis();
  expect(await refusalOf(gateway.send(new CreateRestApiCommand({ name: 'n' })))).toBe(
    notAuthorized(who, 'apigateway:POST', gatewayArn('/restapis')),
  );
  expect(await countRestApis()).toEqual(before);
});

test('AWS’s managed policies act as they say', async () => {
  const { gateway, name, arn: who } = await user();
  const attach = (PolicyArn: string) =>
    iamOf(plane).send(new AttachUserPolicyCommand({ UserName: name, PolicyArn }));
  await attach('arn:aws:iam::aws:policy/ReadOnlyAccess');
  await gateway.send(new GetRestApisCommand({}));
  const create = () => gateway.send(new CreateRestApiCommand({ name: 'n' }));
  expect(await refusalOf(create())).toBe(notAuthorized(who, 'apigateway:POST', gatewayArn('/restapis')));
  await attach('arn:aws:iam::aws:policy/AmazonAPIGatewayAdministrator');
  expect((await create()).id).toBeDefined();
});

test('a user of one API cannot tell whether there are others', async () => {
  const mine = await seedRestApi(plane);
  const other = await seedRestApi(plane);
  const resource = [gatewayArn(`/restapis/${mine.id}`), gatewayArn(`/restapis/${mine.id}/*`)];
  const { gateway, arn: who } = await user(allowing('apigateway:*', resource));
  const { items = [] } = await gateway.send(new GetResourcesCommand({ restApiId: mine.id }));
  const parentId = items.find(({ path }) => path === '/')?.id;
  await gateway.send(new CreateResourceCommand({ restApiId: mine.id, parentId, pathPart: 'new' }));
  for (const restApiId of [other.id, 'nothinghere']) {
    expect(await refusalOf(gateway.send(new GetRestApiCommand({ restApiId })))).toBe(
      notAuthorized(who, 'apigateway:GET', gatewayArn(`/restapis/${restApiId}`)),
    );
  }
  expect(await refusalOf(gateway.send(new GetRestApisCommand({})))).toBe(
    notAuthorized(who, 'apigateway:GET', gatewayArn('/restapis')),
  );
});

test('a deny wins, and is said to be one', async () => {
  const { gateway, arn: who } = await user(allowing('*'), denying('apigateway:GET', gatewayArn('/restapis')));
  expect(await refusalOf(gateway.send(new GetRestApisCommand({})))).toBe(
    notAuthorized(who, 'apigateway:GET', gatewayArn('/restapis'), explicitly),
  );
});

test('conditions of the call count: where from, by what, when, in which region', async () => {
  const outcomeOf = async (operator: string, key: string, value: string) => {
    const { gateway } = await user(
      allowing('apigateway:GET', '*', { Condition: { [operator]: { [key]: value } } }),
    );
    return gateway.send(new GetRestApisCommand({})).then(
      () => 'allowed',
      () => 'refused',
    );
  };
  for (const [operator, key, yes, no] of [
    ['IpAddress', 'aws:SourceIp', '127.0.0.0/8', '10.0.0.0/8'],
    ['StringLike', 'aws:UserAgent', 'aws-sdk-js/*', 'curl/*'],
    ['Bool', 'aws:SecureTransport', 'false', 'true'],
    ['DateGreaterThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z', '2999-01-01T00:00:00Z'],
    ['NumericGreaterThan', 'aws:EpochTime', '1', '99999999999'],
    ['StringEquals', 'aws:RequestedRegion', 'us-east-1', 'eu-west-1'],
    ['StringLike', 'aws:username', 'user*', 'x*'],
    ['StringLike', 'aws:userid', 'AIDA*', 'AROA*'],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/user*', 'arn:aws:iam::*:role/*'],
    ['StringEquals', 'aws:PrincipalAccount', plane.accountId, '999999999999'],
    ['StringEquals', 'aws:PrincipalType', 'User', 'Account'],
  ] as const) {
    expect([key, await outcomeOf(operator, key, yes)]).toEqual([key, 'allowed']);
    expect([key, await outcomeOf(operator, key, no)]).toEqual([key, 'refused']);
  }
});

test('a changed policy acts on the next call', async () => {
  const { gateway, name, arn: who } = await user();
  const list = () => gateway.send(new GetRestApisCommand({}));
  const policy = { UserName: name, PolicyName: 'p' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: allowing('apigateway:GET') });
  for (let round = 0; round < 3; round++) {
    expect(await refusalOf(list())).toBe(notAuthorized(who, 'apigateway:GET', gatewayArn('/restapis')));
    await iamOf(plane).send(new PutUserPolicyCommand({ ...policy, PolicyDocument }));
    await list();
    await iamOf(plane).send(new DeleteUserPolicyCommand(policy));
  }
});

test('a role’s session does what the role may, and no more than its session policy', async () => {
  const { sts, arn: userArn } = await user(allowing('sts:AssumeRole'));
  const RoleArn = await makeRole(
    plane,
    'worker',
    { Effect: 'Allow', Principal: { AWS: userArn }, Action: 'sts:AssumeRole' },
    { policy: allowing('apigateway:*') },
  );
  const who = `arn:aws:sts::${plane.accountId}:assumed-role/worker/se`;
  const session = async (Policy?: object) => {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn,
        RoleSessionName: 'se',
        ...(Policy && { Policy: JSON.stringify({ Version: '2012-10-17', Statement: Policy }) }),
      }),
    );
    const credentials = {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretAccessKey!,
      sessionToken: Credentials!.SessionToken!,
    };
    return new APIGatewayClient({ endpoint: plane.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  };
  const create = (client: APIGatewayClient) => client.send(new CreateRestApiCommand({ name: 'n' }));
  expect((await create(await session())).id).toBeDefined();
  const reader = await session(allowing('apigateway:GET'));
  await reader.send(new GetRestApisCommand({}));
  expect(await refusalOf(create(reader))).toBe(
    notAuthorized(
      who,
      'apigateway:POST',
      gatewayArn('/restapis'),
      'because no session policy allows the apigateway:POST action',
    ),
  );
  const kept = await session([allowing('*'), denying('apigateway:POST')]);
  expect(await refusalOf(create(kept))).toBe(
    notAuthorized(
      who,
      'apigateway:POST',
      gatewayArn('/restapis'),
      'with an explicit deny in a session policy',
    ),
  );
});

describe('operations that need more than their verb', () => {
  test('a resource policy needs UpdateRestApiPolicy', async () => {
    const { gateway, arn: who } = await user(allowing(['apigateway:POST', 'apigateway:PATCH']));
    const { id: restApiId } = await gateway.send(new CreateRestApiCommand({ name: 'n' }));
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    expect(await refusalOf(gateway.send(new CreateRestApiCommand({ name: 'n', policy })))).toBe(
      notAuthorized(who, 'apigateway:UpdateRestApiPolicy', gatewayArn('/restapis')),
    );
    const patchOperations = [{ op: 'replace' as const, path: '/policy', value: policy }];
    expect(await refusalOf(gateway.send(new UpdateRestApiCommand({ restApiId, patchOperations })))).toBe(
      notAuthorized(who, 'apigateway:UpdateRestApiPolicy', gatewayArn(`/restapis/${restApiId}`)),
    );
  });

  test('tags need their path, and what they are put on', async () => {
    const { gateway, arn: who } = await user(allowing('apigateway:*', gatewayArn('/restapis*')));
    const tags = { a: 'b' };
    expect(await refusalOf(gateway.send(new CreateRestApiCommand({ name: 'n', tags })))).toBe(
      notAuthorized(
        who,
        'apigateway:PUT',
        gatewayArn(`/tags/${encodeURIComponent(gatewayArn('/restapis/*'))}`),
      ),
    );
    const { id } = await gateway.send(new CreateRestApiCommand({ name: 'n' }));
    const resourceArn = gatewayArn(`/restapis/${id}`);
    expect(await refusalOf(gateway.send(new TagResourceCommand({ resourceArn, tags })))).toBe(
      notAuthorized(who, 'apigateway:PUT', gatewayArn(`/tags/${encodeURIComponent(resourceArn)}`)),
    );
    const tagger = await user(
      allowing('apigateway:*', gatewayArn('/tags/*')),
      allowing('apigateway:PATCH', gatewayArn('/apikeys/*')),
    );
    expect(await refusalOf(tagger.gateway.send(new TagResourceCommand({ resourceArn, tags })))).toBe(
      notAuthorized(tagger.arn, 'apigateway:PATCH', resourceArn),
    );
    const asInChina = resourceArn.replace('arn:aws:', 'arn:aws-cn:');
    expect(
      await refusalOf(tagger.gateway.send(new TagResourceCommand({ resourceArn: asInChina, tags }))),
    ).toBe(notAuthorized(tagger.arn, 'apigateway:PATCH', resourceArn));
  });

  test('a clone needs to read what it is made of', async () => {
    const { id: cloneFrom } = await seedRestApi(plane);
    const { gateway, arn: who } = await user(allowing('apigateway:*', gatewayArn('/restapis')));
    expect(await refusalOf(gateway.send(new CreateRestApiCommand({ name: 'n', cloneFrom })))).toBe(
      notAuthorized(who, 'apigateway:GET', gatewayArn(`/restapis/${cloneFrom}`)),
    );
  });
});
