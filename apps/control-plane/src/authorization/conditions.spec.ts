import {
  CreateAuthorizerCommand,
  CreateRestApiCommand,
  DeleteStageCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetStageCommand,
  ImportRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  PutRestApiCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateMethodCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { AttachUserPolicyCommand, CreateUserCommand, DeleteUserCommand } from '@aws-sdk/client-iam';
import { iamOf } from '../testing/iam-of.js';
import { allowing, denying, gatewayArn, limitedUser, notAuthorized } from '../testing/limited-user.js';
import { insertStage } from '../testing/insert-stage.js';
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
const where = (operator: string, key: string, value: string | string[]) => ({
  Condition: { [operator]: { [key]: value } },
});

describe('tags', () => {
  const inTeam = where('StringEquals', 'aws:ResourceTag/team', 'a');
  const tag = (path: string, tags: Record<string, string>) =>
    plane.client.send(new TagResourceCommand({ resourceArn: gatewayArn(path), tags }));

  test('of a resource let in, and are inherited by what stands below it', async () => {
    const restApiId = 'api0000001';
    const owner = { accountId: plane.accountId, region: 'us-east-1' };
    await plane.database.write((uow) => insertStage(uow, owner));
    const { gateway, arn } = await user(allowing('apigateway:GET', '*', inTeam));
    const api = () => gateway.send(new GetRestApiCommand({ restApiId }));
    const stage = () => gateway.send(new GetStageCommand({ restApiId, stageName: 'dev' }));
    expect(await refusalOf(api())).toBe(
      notAuthorized(arn, 'apigateway:GET', gatewayArn(`/restapis/${restApiId}`)),
    );
    await tag(`/restapis/${restApiId}`, { Team: 'a' });
    await api();
    await gateway.send(new GetResourcesCommand({ restApiId }));
    await stage();
    // Its own wins.
    await tag(`/restapis/${restApiId}/stages/dev`, { Team: 'b' });
    expect(await refusalOf(stage())).toMatch(/^403/);
    await api();
  });

  test('keep out', async () => {
    const { id: restApiId } = await seedRestApi(plane);
    await tag(`/restapis/${restApiId}`, { env: 'prod' });
    const { gateway, arn } = await user(
      allowing('apigateway:*'),
      denying('apigateway:*', '*', where('StringEquals', 'aws:ResourceTag/env', 'prod')),
    );
    const refused = (action: string, path: string) =>
      notAuthorized(arn, action, gatewayArn(path), explicitly);
    expect(await refusalOf(gateway.send(new DeleteStageCommand({ restApiId, stageName: 'dev' })))).toBe(
      refused('apigateway:DELETE', `/restapis/${restApiId}/stages/dev`),
    );
    // Nor is the tag taken away, or a clone made, to get around it.
    const resourceArn = gatewayArn(`/restapis/${restApiId}`);
    expect(await refusalOf(gateway.send(new UntagResourceCommand({ resourceArn, tagKeys: ['env'] })))).toBe(
      refused('apigateway:PATCH', `/restapis/${restApiId}`),
    );
    expect(await refusalOf(gateway.send(new CreateRestApiCommand({ name: 'n', cloneFrom: restApiId })))).toBe(
      refused('apigateway:GET', `/restapis/${restApiId}`),
    );
  });

  test('that a request gives can be asked for, and kept to', async () => {
    const { gateway } = await user(
      allowing('apigateway:*', '*', {
        Condition: {
          StringEquals: { 'aws:RequestTag/team': 'a' },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'note'] },
        },
      }),
    );
    const create = (tags?: Record<string, string>) =>
      gateway.send(new CreateRestApiCommand({ name: 'n', ...(tags && { tags }) }));
    await create({ team: 'a', note: 'x' });
    const refused: (Record<string, string> | undefined)[] = [
      undefined,
      { team: 'b' },
      { team: 'a', other: 'x' },
    ];
    for (const tags of refused) {
      expect(await refusalOf(create(tags))).toMatch(/^403/);
    }
  });

  test('of users and roles count in IAM', async () => {
    const root = iamOf(plane);
    const Tags = [{ Key: 'temporary', Value: 'yes' }];
    await root.send(new CreateUserCommand({ UserName: 'kept' }));
    await root.send(new CreateUserCommand({ UserName: 'passing', Tags }));
    const { iam } = await user(
      allowing('iam:DeleteUser', '*', where('StringEquals', 'iam:ResourceTag/temporary', 'yes')),
      allowing(
        'iam:AttachUserPolicy',
        '*',
        where('ArnLike', 'iam:PolicyARN', 'arn:aws:iam::aws:policy/Read*'),
      ),
    );
    expect(await refusalOf(iam.send(new DeleteUserCommand({ UserName: 'kept' })))).toMatch(/^403/);
    await iam.send(new DeleteUserCommand({ UserName: 'passing' }));
    const attach = (name: string) =>
      iam.send(
        new AttachUserPolicyCommand({ UserName: 'kept', PolicyArn: `arn:aws:iam::aws:policy/${name}` }),
      );
    await attach('ReadOnlyAccess');
    expect(await refusalOf(attach('AdministratorAccess'))).toMatch(/^403/);
  });
});

describe('what a request asks for', () => {
  const regionalOnly = denying(
    'apigateway:*',
    '*',
    where('ForAnyValue:StringEquals', 'apigateway:Request/EndpointType', ['EDGE', 'PRIVATE']),
  );

  test('types of endpoints, the default one too', async () => {
    const { gateway } = await user(allowing('apigateway:*'), regionalOnly);
    const create = (types?: 'REGIONAL'[]) =>
      gateway.send(
        new CreateRestApiCommand({ name: 'n', ...(types && { endpointConfiguration: { types } }) }),
      );
    const { id: restApiId } = await create(['REGIONAL']);
    expect(await refusalOf(create())).toMatch(/^403 .* with an explicit deny/);
    const patchOperations = [
      { op: 'replace' as const, path: '/endpointConfiguration/types/REGIONAL', value: 'EDGE' },
    ];
    expect(await refusalOf(gateway.send(new UpdateRestApiCommand({ restApiId, patchOperations })))).toMatch(
      /^403 .* with an explicit deny/,
    );
  });

  test('open methods, in whatever spelling', async () => {
    const { id: restApiId, rootResourceId: resourceId } = await plane.client.send(
      new CreateRestApiCommand({ name: 'n' }),
    );
    const { gateway } = await user(
      allowing('apigateway:*'),
      denying(
        'apigateway:*',
        '*',
        where('ForAnyValue:StringEquals', 'apigateway:Request/RouteAuthorizationType', 'NONE'),
      ),
    );
    const place = { restApiId, resourceId, httpMethod: 'GET' };
    const put = (authorizationType: string) =>
      gateway.send(new PutMethodCommand({ ...place, authorizationType }));
    for (const open of ['NONE', 'none', 'None']) expect(await refusalOf(put(open))).toMatch(/^403/);
    await put('AWS_IAM');
    const patchOperations = [{ op: 'replace' as const, path: '/authorizationType', value: 'none' }];
    expect(await refusalOf(gateway.send(new UpdateMethodCommand({ ...place, patchOperations })))).toMatch(
      /^403/,
    );
  });

  test('roles, which must be passed on', async () => {
    const { id: restApiId, rootResourceId: resourceId } = await plane.client.send(
      new CreateRestApiCommand({ name: 'n' }),
    );
    const { gateway, arn } = await user(
      allowing('apigateway:*'),
      allowing('iam:PassRole', '*', {
        Condition: {
          StringEquals: { 'iam:PassedToService': 'apigateway.amazonaws.com' },
          ArnLike: { 'aws:PrincipalArn': '*' },
        },
      }),
      denying('iam:PassRole', 'arn:aws:iam::*:role/admin'),
    );
    const place = { restApiId, resourceId, httpMethod: 'GET' };
    await gateway.send(new PutMethodCommand({ ...place, authorizationType: 'NONE' }));
    const role = (name: string) => `arn:aws:iam::${plane.accountId}:role/${name}`;
    const put = (credentials: string) =>
      gateway.send(
        new PutIntegrationCommand({
          ...place,
          type: 'AWS',
          integrationHttpMethod: 'POST',
          uri: 'arn:aws:apigateway:us-east-1:sqs:path/q',
          credentials,
        }),
      );
    await put(role('worker'));
    expect(await refusalOf(put(role('admin')))).toBe(
      notAuthorized(arn, 'iam:PassRole', role('admin'), explicitly),
    );
    const authorizer = new CreateAuthorizerCommand({
      restApiId,
      name: 'a',
      type: 'TOKEN',
      identitySource: 'method.request.header.A',
      authorizerUri:
        'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations',
      authorizerCredentials: role('admin'),
    });
    expect(await refusalOf(gateway.send(authorizer))).toMatch(/^403/);
  });
});

describe('imports are held to what their documents say', () => {
  const document = (more: object = {}) =>
    Buffer.from(
      JSON.stringify({
        openapi: '3.0.1',
        info: { title: 't' },
        paths: { '/open': { get: { 'x-amazon-apigateway-integration': { type: 'mock' }, ...more } } },
      }),
    );
  const withPolicy = Buffer.from(
    String.raw`{"openapi":"3.0.1","info":{"title":"t"},"paths":{},"x-amazon-apigateway-p\u006flicy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*"}]}}`,
  );

  test('a policy in one needs UpdateRestApiPolicy, however it is spelt', async () => {
    const { id: restApiId } = await seedRestApi(plane);
    const { gateway, arn } = await user(allowing(['apigateway:POST', 'apigateway:PUT']));
    const before = await plane.query('SELECT count(*) FROM rest_apis');
    expect(await refusalOf(gateway.send(new ImportRestApiCommand({ body: withPolicy })))).toBe(
      notAuthorized(arn, 'apigateway:UpdateRestApiPolicy', gatewayArn('/restapis')),
    );
    expect(await plane.query('SELECT count(*) FROM rest_apis')).toEqual(before);
    expect(await refusalOf(gateway.send(new PutRestApiCommand({ restApiId, body: withPolicy })))).toBe(
      notAuthorized(arn, 'apigateway:UpdateRestApiPolicy', gatewayArn(`/restapis/${restApiId}`)),
    );
    await gateway.send(new PutRestApiCommand({ restApiId, body: document() }));
  });

  test('what hangs on no document is refused before one is read', async () => {
    const { gateway, arn } = await user(
      allowing('apigateway:PUT', '*', where('Bool', 'aws:MultiFactorAuthPresent', 'true')),
    );
    const put = new PutRestApiCommand({ restApiId: 'nothinghere', body: Buffer.from('no document') });
    expect(await refusalOf(gateway.send(put))).toBe(
      notAuthorized(arn, 'apigateway:PUT', gatewayArn('/restapis/nothinghere')),
    );
  });

  test('and its methods are methods of the request', async () => {
    const { id: restApiId } = await seedRestApi(plane);
    const kept = await user(
      allowing('apigateway:*'),
      denying(
        'apigateway:*',
        '*',
        where('ForAnyValue:StringEquals', 'apigateway:Request/RouteAuthorizationType', 'NONE'),
      ),
    );
    const signed = document({ 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } });
    expect(await refusalOf(kept.gateway.send(new ImportRestApiCommand({ body: document() })))).toMatch(
      /^403/,
    );
    expect(
      await refusalOf(kept.gateway.send(new PutRestApiCommand({ restApiId, body: document() }))),
    ).toMatch(/^403/);
    await kept.gateway.send(new ImportRestApiCommand({ body: signed }));
    const named = await user(
      allowing('apigateway:POST', '*', where('StringEquals', 'apigateway:Request/ApiName', 't')),
    );
    await named.gateway.send(new ImportRestApiCommand({ body: document() }));
    const other = Buffer.from(document().toString().replace('"t"', '"u"'));
    expect(await refusalOf(named.gateway.send(new ImportRestApiCommand({ body: other })))).toMatch(/^403/);
  });
});
