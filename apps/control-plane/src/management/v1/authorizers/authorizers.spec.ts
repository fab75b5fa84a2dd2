import {
  CreateAuthorizerCommand,
  CreateRestApiCommand,
  DeleteAuthorizerCommand,
  GetAuthorizerCommand,
  GetAuthorizersCommand,
  PutMethodCommand,
  UpdateAuthorizerCommand,
  UpdateMethodCommand,
  type CreateAuthorizerCommandInput,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let restApiId: string;
let resourceId: string;
beforeAll(async () => {
  plane = await startControlPlane();
});
beforeEach(async () => {
  const restApi = await plane.client.send(new CreateRestApiCommand({ name: 'authorizers' }));
  [restApiId, resourceId] = [restApi.id!, restApi.rootResourceId!];
});
afterAll(() => plane.close());

const authorizerUri =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations';
const pool = (name: string) => `arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_${name}`;
const token = {
  name: 'token',
  type: 'TOKEN',
  authorizerUri,
  identitySource: 'method.request.header.Auth',
} as const;
const create = (input: Partial<CreateAuthorizerCommandInput> = {}) =>
  plane.client.send(new CreateAuthorizerCommand({ restApiId, ...token, ...input }));
const get = (authorizerId: string, api = restApiId) =>
  plane.client.send(new GetAuthorizerCommand({ restApiId: api, authorizerId }));
const update = (authorizerId: string, ...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateAuthorizerCommand({ restApiId, authorizerId, patchOperations }));
const remove = (authorizerId: string) =>
  plane.client.send(new DeleteAuthorizerCommand({ restApiId, authorizerId }));
const protect = (authorizerId: string, httpMethod = 'GET') =>
  plane.client.send(
    new PutMethodCommand({ restApiId, resourceId, httpMethod, authorizationType: 'CUSTOM', authorizerId }),
  );
const unknown = '404 NotFoundException: Invalid Authorizer identifier specified';
const badUri = (uri: string) =>
  `400 BadRequestException: Invalid Authorizer URI: ${uri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`;

describe('201', () => {
  test('a token authorizer shows its auth type and no TTL', async () => {
    const response = await plane.signedFetch(`/restapis/${restApiId}/authorizers`, { body: token });
    expect([response.status, await response.json()]).toEqual([
      201,
      { id: expect.stringMatching(/^[a-z0-9]{6}$/) as string, ...token, authType: 'custom' },
    ]);
  });

  test('user pools, with a TTL that was given', async () => {
    const {
      $metadata: _,
      id,
      ...shown
    } = await create({
      type: 'COGNITO_USER_POOLS',
      providerARNs: [pool('a')],
      authorizerUri: undefined,
      authorizerResultTtlInSeconds: 60,
    });
    expect(shown).toEqual({
      name: 'token',
      type: 'COGNITO_USER_POOLS',
      authType: 'cognito_user_pools',
      providerARNs: [pool('a')],
      identitySource: token.identitySource,
      authorizerResultTtlInSeconds: 60,
    });
    expect(await get(id!)).toMatchObject(shown);
  });

  test('a method is protected by an authorizer of its RestApi', async () => {
    const { id } = await create();
    expect(await protect(id!)).toMatchObject({ authorizationType: 'CUSTOM', authorizerId: id });
  });
});

test('200: of a patch that names the authorizer before the type, both hold', async () => {
  const { id } = await create();
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await plane.client.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
  const patchOperations: PatchOperation[] = [
    { op: 'replace', path: '/authorizerId', value: id },
    { op: 'replace', path: '/authorizationType', value: 'CUSTOM' },
  ];
  const changed = await plane.client.send(new UpdateMethodCommand({ ...method, patchOperations }));
  expect(changed).toMatchObject({ authorizationType: 'CUSTOM', authorizerId: id });
});

describe('200', () => {
  test('GetAuthorizers lists all', async () => {
    const ids = [(await create()).id, (await create({ name: 'second' })).id];
    const { items } = await plane.client.send(new GetAuthorizersCommand({ restApiId }));
    expect(items!.map(({ id }) => id)).toEqual(ids.sort());
  });

  test('UpdateAuthorizer takes operations that only fit together', async () => {
    const { id } = await create();
    const changed = await update(
      id!,
      { op: 'replace', path: '/type', value: 'COGNITO_USER_POOLS' },
      { op: 'replace', path: '/authorizerUri', value: '' },
      { op: 'add', path: '/providerARNs', value: pool('a') },
      { op: 'add', path: '/providerARNs', value: pool('b') },
      { op: 'remove', path: '/providerARNs', value: pool('a') },
      { op: 'replace', path: '/authorizerResultTtlInSeconds', value: '0' },
      { op: 'replace', path: '/identityValidationExpression', value: 'Bearer .*' },
    );
    const { $metadata: _, ...shown } = changed;
    expect(shown).toEqual({
      id,
      name: 'token',
      type: 'COGNITO_USER_POOLS',
      authType: 'cognito_user_pools',
      providerARNs: [pool('b')],
      identitySource: token.identitySource,
      identityValidationExpression: 'Bearer .*',
      authorizerResultTtlInSeconds: 0,
    });
    expect(await get(id!)).toMatchObject(shown);
  });

  test('UpdateMethod may set the authorizer before the type', async () => {
    const { id } = await create();
    const at = { restApiId, resourceId, httpMethod: 'PUT' };
    await plane.client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' }));
    const changed = await plane.client.send(
      new UpdateMethodCommand({
        ...at,
        patchOperations: [
          { op: 'replace', path: '/authorizerId', value: id },
          { op: 'replace', path: '/authorizationType', value: 'custom' },
        ],
      }),
    );
    expect(changed).toMatchObject({ authorizationType: 'CUSTOM', authorizerId: id });
  });
});

test('202: DeleteAuthorizer', async () => {
  const { id } = await create();
  expect((await remove(id!)).$metadata.httpStatusCode).toBe(202);
  expect(await refusalOf(get(id!))).toBe(unknown);
});

describe('400', () => {
  test('the URI is judged before the RestApi is looked up', async () => {
    expect(await refusalOf(create({ restApiId: 'nope', authorizerUri: 'lambda' }))).toBe(badUri('lambda'));
  });

  test('names are unique in a RestApi', async () => {
    await create();
    const { id } = await create({ name: 'other' });
    const refusal =
      '400 BadRequestException: Authorizer name must be unique. Authorizer token already exists in this RestApi.';
    expect(await refusalOf(create())).toBe(refusal);
    expect(await refusalOf(update(id!, { op: 'replace', path: '/name', value: 'token' }))).toBe(refusal);
  });

  test.each<[PatchOperation, string]>([
    [{ op: 'replace', path: '/no', value: 'x' }, '400 BadRequestException: Invalid patch path /no'],
    [
      { op: 'remove', path: '/name' },
      '400 BadRequestException: Invalid patch operation specified. Must be one of: [replace]',
    ],
    [{ op: 'replace', path: '/authorizerUri', value: 'x' }, badUri('x')],
    [
      { op: 'replace', path: '/authorizerResultTtlInSeconds', value: 'soon' },
      '400 BadRequestException: Invalid authorizerResultTtlInSeconds specified: soon',
    ],
  ])('UpdateAuthorizer %j', async (operation, refusal) => {
    const { id } = await create();
    expect(await refusalOf(update(id!, operation))).toBe(refusal);
    expect(await get(id!)).toMatchObject(token);
  });

  test('a method may not name an authorizer of another RestApi', async () => {
    const other = await plane.client.send(new CreateRestApiCommand({ name: 'other' }));
    const { id } = await create({ restApiId: other.id });
    expect(await refusalOf(protect(id!))).toBe(
      '400 BadRequestException: Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    );
  });
});

test('404: an unknown authorizer; the list names an unknown RestApi', async () => {
  const refusals = await Promise.all(
    [get('nope'), get('nope', 'nope'), update('nope'), remove('nope')].map(refusalOf),
  );
  expect(new Set(refusals)).toEqual(new Set([unknown]));
  expect(await refusalOf(plane.client.send(new GetAuthorizersCommand({ restApiId: 'nope' })))).toBe(
    '404 NotFoundException: Invalid API identifier specified 000000000000:nope',
  );
});

describe('409', () => {
  test('create on an unknown RestApi', async () => {
    expect(await refusalOf(create({ restApiId: 'nope' }))).toBe(
      '409 ConflictException: Unable to complete operation due to concurrent modification. Please try again later.',
    );
  });

  test('an authorizer that a method uses', async () => {
    const { id } = await create();
    await protect(id!);
    expect(await refusalOf(remove(id!))).toBe(
      "409 ConflictException: Cannot delete authorizer 'token', is referenced in method: GET//",
    );
  });
});
