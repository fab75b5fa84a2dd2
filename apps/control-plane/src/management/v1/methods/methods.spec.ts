import {
  CreateRestApiCommand,
  DeleteMethodCommand,
  GetMethodCommand,
  PutMethodCommand,
  UpdateMethodCommand,
  type PatchOperation,
  type PutMethodCommandInput,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let at: { restApiId: string; resourceId: string; httpMethod: string };

beforeAll(async () => {
  plane = await startControlPlane();
});
beforeEach(async () => {
  const restApi = await plane.client.send(new CreateRestApiCommand({ name: 'methods' }));
  at = { restApiId: restApi.id!, resourceId: restApi.rootResourceId!, httpMethod: 'GET' };
});
afterAll(() => plane.close());

const put = (input: Partial<PutMethodCommandInput> = {}) =>
  plane.client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE', ...input }));
const get = (input: Partial<typeof at> = {}) => plane.client.send(new GetMethodCommand({ ...at, ...input }));
const update = (...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateMethodCommand({ ...at, patchOperations }));
const noResource = '404 NotFoundException: Invalid Resource identifier specified';
const noMethod = '404 NotFoundException: Invalid Method identifier specified';

describe('PutMethod', () => {
  test('201: only what was given, the authorization type in capitals', async () => {
    const target = `/restapis/${at.restApiId}/resources/${at.resourceId}/methods/GET`;
    const response = await plane.signedFetch(target, { method: 'PUT', body: { authorizationType: 'none' } });
    expect([response.status, await response.json()]).toEqual([
      201,
      { httpMethod: 'GET', authorizationType: 'NONE', apiKeyRequired: false },
    ]);
  });

  test('201: everything, with the models that every API has', async () => {
    const given = {
      apiKeyRequired: true,
      operationName: 'op',
      requestParameters: { 'method.request.querystring.q': true, 'method.request.header.X-A': false },
      requestModels: { 'application/json': 'Empty', 'text/plain': 'Error' },
      authorizationScopes: ['a/b'],
    };
    const { $metadata: _, ...created } = await put({ ...given, httpMethod: 'ANY' });
    expect(created).toEqual({ httpMethod: 'ANY', authorizationType: 'NONE', ...given });
    const { $metadata: __, ...read } = await get({ httpMethod: 'ANY' });
    expect(read).toEqual(created);
  });

  test('201: empty maps stay, an authorizer without its type does not', async () => {
    const created = await put({ requestParameters: {}, requestModels: {}, authorizerId: 'abc' });
    expect(created).toMatchObject({ requestParameters: {}, requestModels: {} });
    expect(created.authorizerId).toBeUndefined();
  });

  test.each<[string, Partial<PutMethodCommandInput>, string]>([
    [
      'no such verb',
      { httpMethod: 'FETCH' },
      'Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY',
    ],
    [
      'the same name in two places',
      { requestParameters: { 'method.request.path.a': true, 'method.request.header.a': true } },
      'Parameter names must be unique across querystring, header and path',
    ],
    [
      'a malformed parameter',
      { requestParameters: { true: true } },
      'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: true]',
    ],
    [
      'CUSTOM without an authorizer',
      { authorizationType: 'CUSTOM' },
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    ],
    [
      'COGNITO_USER_POOLS with an unknown one',
      { authorizationType: 'COGNITO_USER_POOLS', authorizerId: 'abcdef' },
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    ],
    [
      'an unknown validator',
      { requestValidatorId: 'abcdef' },
      'Invalid Request Validator identifier specified',
    ],
    [
      'an unknown model',
      { requestModels: { 'application/json': 'Pet' } },
      'Invalid model identifier specified: Pet',
    ],
  ])('400: %s', async (_, input, message) => {
    expect(await refusalOf(put(input))).toBe(`400 BadRequestException: ${message}`);
    expect(await refusalOf(get())).toBe(noMethod);
  });

  test('404: the resource is looked up before the verb', async () => {
    expect(await refusalOf(put({ resourceId: 'nothing', httpMethod: 'FETCH' }))).toBe(noResource);
    expect(await refusalOf(put({ restApiId: 'nothing' }))).toBe(noResource);
  });

  test('409: there is one already', async () => {
    await put();
    expect(await refusalOf(put())).toBe('409 ConflictException: Method already exists for this resource');
  });
});

describe('UpdateMethod', () => {
  test('200: every member, and a map is absent once its last entry is gone', async () => {
    await put({ requestModels: { 'application/json': 'Empty' } });
    const changed = await update(
      { op: 'replace', path: '/operationName', value: 'named' },
      { op: 'replace', path: '/apiKeyRequired', value: 'TRUE' },
      { op: 'add', path: '/requestParameters/method.request.header.X', value: 'true' },
      { op: 'replace', path: '/requestModels/application~1json', value: 'Error' },
      { op: 'add', path: '/authorizationScopes', value: 's' },
      { op: 'replace', path: '/authorizerId', value: 'ignored' },
    );
    expect(changed).toMatchObject({
      operationName: 'named',
      apiKeyRequired: true,
      requestParameters: { 'method.request.header.X': true },
      requestModels: { 'application/json': 'Error' },
      authorizationScopes: ['s'],
    });
    expect(changed.authorizerId).toBeUndefined();
    const emptied = await update(
      { op: 'remove', path: '/requestParameters/method.request.header.X', value: 'ignored' },
      { op: 'remove', path: '/requestModels/application~1json' },
      { op: 'remove', path: '/authorizationScopes', value: 's' },
      { op: 'replace', path: '/apiKeyRequired', value: 'whatever' },
    );
    const { $metadata: _, ...left } = emptied;
    expect(left).toEqual({
      httpMethod: 'GET',
      authorizationType: 'NONE',
      apiKeyRequired: false,
      operationName: 'named',
    });
  });

  test.each<[PatchOperation, string]>([
    [{ op: 'replace', path: '/httpMethod', value: 'PUT' }, 'Invalid patch path /httpMethod'],
    [{ op: 'add', path: '/requestParameters', value: 'x' }, 'Invalid patch path /requestParameters'],
    [
      { op: 'replace', path: '/requestModels/application/json', value: 'Empty' },
      'Invalid patch path /requestModels/application/json',
    ],
    [
      { op: 'add', path: '/operationName', value: 'x' },
      'Invalid patch operation specified. Must be one of: [replace]',
    ],
    [
      { op: 'replace', path: '/requestValidatorId', value: 'abcdef' },
      'Invalid Request Validator identifier specified',
    ],
    [{ op: 'add', path: '/requestModels/a~1b', value: 'Pet' }, 'Invalid model identifier specified: Pet'],
    [
      { op: 'replace', path: '/authorizationType', value: 'CUSTOM' },
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    ],
  ])('400: %j', async (operation, message) => {
    await put();
    expect(await refusalOf(update(operation))).toBe(`400 BadRequestException: ${message}`);
  });

  test('404: with no operation at all, too', async () => {
    expect(await refusalOf(update())).toBe(noMethod);
    const elsewhere = new UpdateMethodCommand({ ...at, resourceId: 'nothing', patchOperations: [] });
    expect(await refusalOf(plane.client.send(elsewhere))).toBe(noResource);
  });
});

describe('GetMethod and DeleteMethod', () => {
  test('204, and then 404', async () => {
    await put();
    const target = `/restapis/${at.restApiId}/resources/${at.resourceId}/methods/GET`;
    const response = await plane.signedFetch(target, { method: 'DELETE' });
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(await refusalOf(plane.client.send(new DeleteMethodCommand(at)))).toBe(noMethod);
    expect(await refusalOf(get())).toBe(noMethod);
    expect(await refusalOf(get({ resourceId: 'nothing' }))).toBe(noResource);
  });
});
