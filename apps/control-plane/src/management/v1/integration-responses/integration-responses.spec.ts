import {
  CreateRestApiCommand,
  DeleteIntegrationResponseCommand,
  GetIntegrationCommand,
  GetIntegrationResponseCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  UpdateIntegrationResponseCommand,
  type PatchOperation,
  type PutIntegrationResponseCommandInput,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let at: { restApiId: string; resourceId: string; httpMethod: string };
const path = (rest = '') =>
  `/restapis/${at.restApiId}/resources/${at.resourceId}/methods/GET/integration${rest}`;

beforeAll(async () => {
  plane = await startControlPlane();
});
beforeEach(async () => {
  const restApi = await plane.client.send(new CreateRestApiCommand({ name: 'integrations' }));
  at = { restApiId: restApi.id!, resourceId: restApi.rootResourceId!, httpMethod: 'GET' };
  await plane.client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' }));
});
afterAll(() => plane.close());

const put = () => plane.client.send(new PutIntegrationCommand({ ...at, type: 'MOCK' }));
const get = () => plane.client.send(new GetIntegrationCommand(at));
const noResource = '404 NotFoundException: Invalid Resource identifier specified';
const noMethod = '404 NotFoundException: Invalid Method identifier specified';
const noIntegration = '404 NotFoundException: Invalid Integration identifier specified';
const putResponse = (input: Partial<PutIntegrationResponseCommandInput> = {}) =>
  plane.client.send(new PutIntegrationResponseCommand({ ...at, statusCode: '200', ...input }));
const getResponse = (input: Partial<PutIntegrationResponseCommandInput> = {}) =>
  plane.client.send(new GetIntegrationResponseCommand({ ...at, statusCode: '200', ...input }));
const remove = (input: Partial<PutIntegrationResponseCommandInput> = {}) =>
  plane.client.send(new DeleteIntegrationResponseCommand({ ...at, statusCode: '200', ...input }));
const patch = (...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateIntegrationResponseCommand({ ...at, statusCode: '200', patchOperations }));
const noCode = '404 NotFoundException: Invalid Response status code specified';

test('201: an empty pattern and empty maps stay, empty templates are null, no method response is needed', async () => {
  await put();
  const { $metadata: _, ...bare } = await putResponse({ statusCode: '504' });
  expect(bare).toEqual({ statusCode: '504' });
  const body = { selectionPattern: '', responseTemplates: { 'application/json': '', 'text/plain': null } };
  const response = await plane.signedFetch(path('/responses/200'), { method: 'PUT', body });
  expect([response.status, await response.json()]).toEqual([
    201,
    {
      statusCode: '200',
      selectionPattern: '',
      responseTemplates: { 'application/json': null, 'text/plain': null },
    },
  ]);
  const { $metadata: __, ...replaced } = await putResponse({ responseTemplates: {} });
  expect(replaced).toEqual({ statusCode: '200', responseTemplates: {} });
  expect((await get()).integrationResponses).toEqual({ 200: replaced, 504: bare });
});

const declare = (...names: string[]) =>
  plane.client.send(
    new PutMethodResponseCommand({
      ...at,
      statusCode: '200',
      responseParameters: Object.fromEntries(names.map((name) => [`method.response.header.${name}`, false])),
    }),
  );

test('400: headers are mapped to what the method response declares, and to nothing without one', async () => {
  const refused = (error: string) =>
    `400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]`;
  const mapping = { 'method.response.header.A': "'a'" };
  await put();
  expect(await refusalOf(putResponse({ responseParameters: mapping }))).toBe(
    refused('No method response exists for method.'),
  );
  await declare('B');
  const undeclared = refused('Invalid mapping expression parameter specified: method.response.header.A');
  expect(await refusalOf(putResponse({ responseParameters: mapping }))).toBe(undeclared);
  await putResponse({ responseParameters: { 'method.response.header.B': "'b'" } });
  expect(
    await refusalOf(patch({ op: 'add', path: '/responseParameters/method.response.header.A', value: "'a'" })),
  ).toBe(undeclared);
  expect((await getResponse()).responseParameters).toEqual({ 'method.response.header.B': "'b'" });
});

test('200: every path', async () => {
  await put();
  await declare('A');
  await putResponse();
  const changed = await patch(
    { op: 'replace', path: '/selectionPattern', value: '5\\d\\d' },
    { op: 'add', path: '/responseTemplates/application~1json', value: 'x' },
    { op: 'add', path: '/responseParameters/method.response.header.A', value: "'a'" },
    { op: 'replace', path: '/contentHandling', value: 'CONVERT_TO_TEXT' },
  );
  const shown = {
    statusCode: '200',
    selectionPattern: '5\\d\\d',
    responseTemplates: { 'application/json': 'x' },
    responseParameters: { 'method.response.header.A': "'a'" },
    contentHandling: 'CONVERT_TO_TEXT',
  };
  expect(changed).toMatchObject(shown);
  expect(await getResponse()).toMatchObject(shown);
  expect((await get()).integrationResponses).toEqual({ 200: shown });
  const emptied = await patch({ op: 'remove', path: '/responseTemplates/application~1json' });
  expect(emptied.responseTemplates).toBeUndefined();
});

test('204: after the last one the member is absent', async () => {
  await put();
  await putResponse();
  const response = await plane.signedFetch(path('/responses/200'), { method: 'DELETE' });
  expect([response.status, await response.text()]).toEqual([204, '']);
  expect((await get()).integrationResponses).toBeUndefined();
});

test('400: a malformed code comes before everything, then values that are none', async () => {
  expect(await refusalOf(putResponse({ statusCode: 'abc', restApiId: 'nothing' }))).toContain(
    "400 ValidationException: 1 validation error detected: Value 'abc' at 'statusCode'",
  );
  await put();
  expect(await refusalOf(putResponse({ responseTemplates: { 123: 'x' } }))).toBe(
    '400 BadRequestException: Validation Result: warnings : [], errors : [Invalid content type specified: 123]',
  );
  expect(await refusalOf(putResponse({ responseParameters: { 'method.response.header.A': 'a' } }))).toContain(
    'Invalid mapping expression specified: a',
  );
  const body = { responseTemplates: { 'application/json': 123 } };
  const response = await plane.signedFetch(path('/responses/200'), { method: 'PUT', body });
  expect(await response.json()).toEqual({
    message:
      'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String',
  });
});

test('404: in the order of the recordings', async () => {
  expect(await refusalOf(putResponse({ resourceId: 'nothing' }))).toBe(noResource);
  expect(await refusalOf(putResponse({ httpMethod: 'wrong-method' }))).toBe(noMethod);
  expect(await refusalOf(getResponse({ httpMethod: 'PUT' }))).toBe(noMethod);
  expect(await refusalOf(putResponse())).toBe(noIntegration);
  expect(await refusalOf(remove({ httpMethod: 'PUT' }))).toBe(noIntegration);
  expect(await refusalOf(remove({ restApiId: 'nothing' }))).toBe(noResource);
  await put();
  expect(await refusalOf(getResponse())).toBe(noCode);
  expect(await refusalOf(remove())).toBe(noCode);
  expect(await refusalOf(patch())).toBe(noCode);
});
