import {
  CreateRequestValidatorCommand,
  CreateRestApiCommand,
  DeleteRequestValidatorCommand,
  GetMethodCommand,
  GetRequestValidatorCommand,
  GetRequestValidatorsCommand,
  PutMethodCommand,
  UpdateRequestValidatorCommand,
  type CreateRequestValidatorCommandInput,
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
  const restApi = await plane.client.send(new CreateRestApiCommand({ name: 'validators' }));
  [restApiId, resourceId] = [restApi.id!, restApi.rootResourceId!];
});
afterAll(() => plane.close());

const create = (input: Partial<CreateRequestValidatorCommandInput> = {}) =>
  plane.client.send(new CreateRequestValidatorCommand({ restApiId, name: 'body', ...input }));
const get = (requestValidatorId: string, api = restApiId) =>
  plane.client.send(new GetRequestValidatorCommand({ restApiId: api, requestValidatorId }));
const update = (requestValidatorId: string, ...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateRequestValidatorCommand({ restApiId, requestValidatorId, patchOperations }));
const remove = (requestValidatorId: string, api = restApiId) =>
  plane.client.send(new DeleteRequestValidatorCommand({ restApiId: api, requestValidatorId }));
const unknown = '404 NotFoundException: Invalid Request Validator identifier specified';
const blank = '400 BadRequestException: Request Validator name cannot be blank';

test('201: both flags are shown, off unless asked for', async () => {
  const response = await plane.signedFetch(`/restapis/${restApiId}/requestvalidators`, {
    body: { name: 'v' },
  });
  expect([response.status, await response.json()]).toEqual([
    201,
    {
      id: expect.stringMatching(/^[a-z0-9]{6}$/) as string,
      name: 'v',
      validateRequestBody: false,
      validateRequestParameters: false,
    },
  ]);
});

describe('200', () => {
  test('none are an empty list', async () => {
    const response = await plane.signedFetch(`/restapis/${restApiId}/requestvalidators`);
    expect([response.status, await response.json()]).toEqual([200, { item: [] }]);
  });

  test('a validator is read, listed and changed; a flag without a value goes off', async () => {
    const { id } = await create({ validateRequestBody: true, validateRequestParameters: true });
    const changed = await update(
      id!,
      { op: 'replace', path: '/name', value: 'other' },
      { op: 'replace', path: '/validateRequestBody' },
    );
    const { $metadata: _, ...shown } = changed;
    expect(shown).toEqual({ id, name: 'other', validateRequestBody: false, validateRequestParameters: true });
    expect(await get(id!)).toMatchObject(shown);
    const { items } = await plane.client.send(new GetRequestValidatorsCommand({ restApiId }));
    expect(items).toEqual([shown]);
  });

  test('a method may name a validator of its own RestApi', async () => {
    const { id } = await create();
    const at = { restApiId, resourceId, httpMethod: 'GET' };
    await plane.client.send(
      new PutMethodCommand({ ...at, authorizationType: 'NONE', requestValidatorId: id }),
    );
    expect(await plane.client.send(new GetMethodCommand(at))).toMatchObject({ requestValidatorId: id });
  });
});

test('202: DeleteRequestValidator', async () => {
  const { id } = await create();
  expect((await remove(id!)).$metadata.httpStatusCode).toBe(202);
  expect(await refusalOf(get(id!))).toBe(unknown);
});

describe('400', () => {
  test('create on an unknown RestApi', async () => {
    expect(await refusalOf(create({ restApiId: 'nope' }))).toBe(
      '400 BadRequestException: Invalid REST API identifier specified',
    );
  });

  test('a name is needed', async () => {
    expect(await refusalOf(create({ name: undefined }))).toBe(blank);
  });

  test('a method may not name a validator of another RestApi', async () => {
    const other = await plane.client.send(new CreateRestApiCommand({ name: 'other' }));
    const { id: requestValidatorId } = await create({ restApiId: other.id });
    const put = new PutMethodCommand({
      restApiId,
      resourceId,
      httpMethod: 'GET',
      authorizationType: 'NONE',
      requestValidatorId,
    });
    expect(await refusalOf(plane.client.send(put))).toBe(
      '400 BadRequestException: Invalid Request Validator identifier specified',
    );
  });

  const listed = '[/name, /validateRequestParameters, /validateRequestBody]';
  test.each<[PatchOperation, string]>([
    [{ op: 'replace', path: '/name' }, blank],
    [
      { op: 'replace', path: '/id', value: 'x' },
      `400 BadRequestException: Invalid patch path  '/id' specified for op 'replace'. Must be one of: ${listed}`,
    ],
    [
      { op: 'remove', path: '/name' },
      "400 BadRequestException: Invalid patch path  '/name' specified for op 'remove'. Please choose supported operations",
    ],
  ])('UpdateRequestValidator %j', async (operation, refusal) => {
    const { id } = await create();
    expect(await refusalOf(update(id!, operation))).toBe(refusal);
  });
});

test('404: an unknown validator and an unknown RestApi give the same, but the list names the RestApi', async () => {
  const refusals = await Promise.all(
    [get('nope'), get('nope', 'nope'), remove('nope'), remove('nope', 'nope'), update('nope')].map(refusalOf),
  );
  expect(new Set(refusals)).toEqual(new Set([unknown]));
  const list = plane.client.send(new GetRequestValidatorsCommand({ restApiId: 'nope' }));
  expect(await refusalOf(list)).toBe(
    '404 NotFoundException: Invalid API identifier specified 000000000000:nope',
  );
});

test('409: a validator that a method uses', async () => {
  const { id } = await create();
  await plane.client.send(
    new PutMethodCommand({
      restApiId,
      resourceId,
      httpMethod: 'POST',
      authorizationType: 'NONE',
      requestValidatorId: id,
    }),
  );
  expect(await refusalOf(remove(id!))).toBe(
    "409 ConflictException: Cannot delete Request Validator 'body', is referenced in method: POST//",
  );
});
