import {
  CreateRestApiCommand,
  DeleteMethodResponseCommand,
  GetMethodCommand,
  GetMethodResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  UpdateMethodResponseCommand,
  type PatchOperation,
  type PutMethodResponseCommandInput,
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

const noResource = '404 NotFoundException: Invalid Resource identifier specified';
const noMethod = '404 NotFoundException: Invalid Method identifier specified';

const putResponse = (input: Partial<PutMethodResponseCommandInput> = {}) =>
  plane.client.send(new PutMethodResponseCommand({ ...at, statusCode: '200', ...input }));
const patch = (...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateMethodResponseCommand({ ...at, statusCode: '200', patchOperations }));
const getResponse = (statusCode = '200') =>
  plane.client.send(new GetMethodResponseCommand({ ...at, statusCode }));
beforeEach(() => plane.client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' })));
const get = () => plane.client.send(new GetMethodCommand(at));

test('201: only what was given, empty maps kept; embedded in the method', async () => {
  const { $metadata: _, ...bare } = await putResponse();
  expect(bare).toEqual({ statusCode: '200' });
  const full = {
    statusCode: '400',
    responseParameters: { 'method.response.header.X': false },
    responseModels: { 'application/json': 'Error' },
  };
  await putResponse(full);
  await putResponse({ statusCode: '500', responseModels: {} });
  expect((await get()).methodResponses).toEqual({
    200: { statusCode: '200' },
    400: full,
    500: { statusCode: '500', responseModels: {} },
  });
  expect(await getResponse('400')).toMatchObject(full);
});

test('201: an update answers as a creation does', async () => {
  await putResponse();
  const target = `/restapis/${at.restApiId}/resources/${at.resourceId}/methods/GET/responses/200`;
  const body = {
    patchOperations: [
      { op: 'add', path: '/responseParameters/method.response.header.X', value: 'true' },
      { op: 'add', path: '/responseModels/application~1json', value: 'Empty' },
      { op: 'replace', path: '/responseParameters/method.response.header.X', value: 'no' },
    ],
  };
  const response = await plane.signedFetch(target, { method: 'PATCH', body });
  expect([response.status, await response.json()]).toEqual([
    201,
    {
      statusCode: '200',
      responseParameters: { 'method.response.header.X': false },
      responseModels: { 'application/json': 'Empty' },
    },
  ]);
  const { $metadata: _, ...left } = await patch({
    op: 'remove',
    path: '/responseModels/application~1json',
  });
  expect(left).toEqual({ statusCode: '200', responseParameters: { 'method.response.header.X': false } });
});

test('204: a delete has no body', async () => {
  await putResponse();
  const target = `/restapis/${at.restApiId}/resources/${at.resourceId}/methods/GET/responses/200`;
  const response = await plane.signedFetch(target, { method: 'DELETE' });
  expect([response.status, await response.text()]).toEqual([204, '']);
  expect((await get()).methodResponses).toBeUndefined();
});

test('400: malformed code, unknown path, unknown model, malformed header; several violations are told at once', async () => {
  expect(await refusalOf(putResponse({ statusCode: '600' }))).toBe(
    "400 ValidationException: 1 validation error detected: Value '600' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d",
  );
  expect(await refusalOf(putResponse({ responseModels: { 'a/b': 'Pet' } }))).toContain(
    'identifier specified: Pet',
  );
  expect(await refusalOf(putResponse({ responseParameters: { x: true } }))).toContain(
    'Invalid mapping expression',
  );
  await putResponse();
  expect(await refusalOf(patch({ op: 'add', path: '/wrong/method.response.header.my-header' }))).toBe(
    '400 BadRequestException: Invalid patch path /wrong/method.response.header.my-header',
  );
  const bad = { op: 'wrong' as never };
  expect(await refusalOf(patch(bad, { op: 'add' }, bad))).toContain('2 validation errors detected');
});

test('404: what is not there', async () => {
  await putResponse();
  const unknownCode = '404 NotFoundException: Invalid Response status code specified';
  expect(await refusalOf(getResponse('404'))).toBe(unknownCode);
  expect(
    await refusalOf(plane.client.send(new DeleteMethodResponseCommand({ ...at, statusCode: '404' }))),
  ).toBe(unknownCode);
  expect(
    await refusalOf(
      patch({ op: 'replace', path: '/responseParameters/method.response.header.X', value: 'true' }),
    ),
  ).toBe('404 NotFoundException: Invalid parameter name specified');
  expect(await refusalOf(patch({ op: 'remove', path: '/responseModels/application~1json' }))).toBe(
    '404 NotFoundException: Content-Type specified was not found',
  );
  expect(await refusalOf(putResponse({ httpMethod: 'PUT' }))).toBe(noMethod);
  expect(await refusalOf(putResponse({ restApiId: 'nothing' }))).toBe(noResource);
});

test('409: a second one of the same code', async () => {
  await putResponse();
  expect(await refusalOf(putResponse())).toBe(
    '409 ConflictException: Response already exists for this resource',
  );
});
