import {
  CreateDeploymentCommand,
  GetExportCommand,
  GetResourcesCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
  UpdateIntegrationCommand,
  UpdateMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

// Lists of an export are made from maps, which jsonb and canonical JSON sort. Here nothing is in the order of
// the alphabet or of length.
let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane?.close());

interface Exported {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
const parameter = (name: string, place = 'query') => ({
  name,
  in: place,
  required: place === 'path',
  type: 'string',
});
const types = ['text/xml', 'application/json', 'image/png', 'a/b'];
const templates = Object.fromEntries(types.map((type) => [type, '{"statusCode": 200}']));
const document = (names: readonly string[] = ['zebra', 'b', 'ant']) => ({
  swagger: '2.0',
  info: { title: 'order', version: '1' },
  paths: {
    '/{id}': {
      get: {
        consumes: types,
        produces: types,
        parameters: [
          ...names.map((name) => parameter(name)),
          parameter('id', 'path'),
          { in: 'body', name: 'Pet', required: true, schema: { $ref: '#/definitions/Pet' } },
        ],
        responses: { 200: { description: '200 response', schema: { $ref: '#/definitions/Pet' } } },
        'x-amazon-apigateway-integration': {
          type: 'http_proxy',
          httpMethod: 'GET',
          uri: 'http://example.com/{id}',
          passthroughBehavior: 'when_no_match',
          requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
        },
      },
      post: {
        consumes: types,
        produces: types,
        parameters: [parameter('id', 'path')],
        responses: { 200: { description: '200 response' } },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          passthroughBehavior: 'when_no_match',
          requestTemplates: templates,
          cacheKeyParameters: ['method.request.path.id', 'integration.request.header.a'],
          responses: { default: { statusCode: '200', responseTemplates: templates } },
        },
      },
    },
  },
  definitions: { Pet: { type: 'object', required: ['z', 'a', 'm'] } },
});
const body = (value: object) => Buffer.from(JSON.stringify(value));

async function imported(value: object): Promise<string> {
  const { id } = await plane.client.send(new ImportRestApiCommand({ body: body(value) }));
  return id!;
}
async function deployedExport(restApiId: string, exportType = 'swagger'): Promise<Exported> {
  await plane.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
  const { body: text } = await plane.client.send(
    new GetExportCommand({
      restApiId,
      stageName: 'dev',
      exportType,
      parameters: { extensions: 'apigateway' },
    }),
  );
  return JSON.parse(Buffer.from(text!).toString()) as Exported;
}

test('an export has the lists of the document that was imported, as the document orders them', async () => {
  const source = document();
  const { paths, ...exported } = await deployedExport(await imported(source));
  expect(paths).toEqual(source.paths);
  expect(exported).toMatchObject({ definitions: source.definitions });
});

test('OpenAPI 3: parameters, and the content types in their order', async () => {
  const { paths } = await deployedExport(await imported(document()), 'oas30');
  const get = paths['/{id}']!['get'] as {
    readonly parameters: readonly { readonly name: string }[];
    readonly requestBody: { readonly content: object };
    readonly responses: Readonly<Record<string, { readonly content: object }>>;
  };
  expect(get.parameters.map(({ name }) => name)).toEqual(['zebra', 'b', 'ant', 'id']);
  expect(Object.keys(get.requestBody.content)).toEqual(types);
  expect(Object.keys(get.responses['200']!.content)).toEqual(types);
});

test('what patches add comes last, and what they replace stays in its place', async () => {
  const restApiId = await imported(document());
  const { items } = await plane.client.send(new GetResourcesCommand({ restApiId }));
  const resourceId = items!.find(({ path }) => path === '/{id}')!.id!;
  await plane.client.send(
    new UpdateMethodCommand({
      restApiId,
      resourceId,
      httpMethod: 'GET',
      patchOperations: [
        { op: 'replace', path: '/requestParameters/method.request.querystring.b', value: 'true' },
        { op: 'add', path: '/requestParameters/method.request.header.aa', value: 'false' },
        { op: 'add', path: '/requestModels/a~1a', value: 'Pet' },
      ],
    }),
  );
  await plane.client.send(
    new UpdateIntegrationCommand({
      restApiId,
      resourceId,
      httpMethod: 'POST',
      patchOperations: [
        { op: 'replace', path: '/requestTemplates/text~1xml', value: '{"statusCode": 201}' },
        { op: 'add', path: '/requestTemplates/a~1a', value: '{}' },
      ],
    }),
  );
  const { paths } = await deployedExport(restApiId);
  const { get, post } = paths['/{id}'] as unknown as Record<
    'get' | 'post',
    { readonly consumes: readonly string[]; readonly parameters: readonly { readonly name: string }[] }
  >;
  expect(get.parameters.map(({ name }) => name)).toEqual(['zebra', 'b', 'ant', 'id', 'aa', 'Pet']);
  expect(get.consumes).toEqual([...types, 'a/a']);
  expect(post.consumes).toEqual([...types, 'a/a']);
});

test('another order is no drift and no other digest', async () => {
  const restApiId = await imported(document(['b', 'ant', 'zebra']));
  await deployedExport(restApiId);
  await plane.client.send(
    new PutRestApiCommand({ restApiId, mode: 'merge', body: body(document(['zebra', 'b', 'ant'])) }),
  );
  const response = await plane.signedFetch(`/_tollgate/v1/restapis/${restApiId}/stages/dev/drift`);
  expect(await response.json()).toMatchObject({ drifted: false, added: [], changed: [], removed: [] });
});
