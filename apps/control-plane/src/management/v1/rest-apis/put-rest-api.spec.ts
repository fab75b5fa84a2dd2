import {
  CreateRestApiCommand,
  GetAuthorizersCommand,
  GetDocumentationPartsCommand,
  GetMethodCommand,
  GetModelsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
  type PutRestApiCommandInput,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const bytes = (document: object): Uint8Array => Buffer.from(JSON.stringify(document));
const importApi = async (document: object): Promise<string> =>
  (await plane.client.send(new ImportRestApiCommand({ body: bytes(document) }))).id ?? '';
const put = (restApiId: string, document: object, more: Partial<PutRestApiCommandInput> = {}) =>
  plane.client.send(new PutRestApiCommand({ restApiId, body: bytes(document), ...more }));

interface Snapshot {
  readonly restApi: unknown;
  readonly resources: ReadonlyMap<string, { readonly id: string; readonly methods: readonly string[] }>;
  readonly models: readonly string[];
  readonly authorizers: readonly {
    readonly id: string;
    readonly name: string;
    readonly ttl: number | undefined;
  }[];
  readonly documented: readonly string[];
}
async function look(restApiId: string): Promise<Snapshot> {
  const { $metadata: _, ...restApi } = await plane.client.send(new GetRestApiCommand({ restApiId }));
  const { items: resources = [] } = await plane.client.send(
    new GetResourcesCommand({ restApiId, limit: 500 }),
  );
  const { items: models = [] } = await plane.client.send(new GetModelsCommand({ restApiId }));
  const { items: authorizers = [] } = await plane.client.send(new GetAuthorizersCommand({ restApiId }));
  const { items: parts = [] } = await plane.client.send(new GetDocumentationPartsCommand({ restApiId }));
  return {
    restApi,
    resources: new Map(
      resources.map(({ path, id, resourceMethods }) => [
        path!,
        { id: id!, methods: Object.keys(resourceMethods ?? {}).sort() },
      ]),
    ),
    models: models.map(({ name }) => name!),
    authorizers: authorizers.map(({ id, name, authorizerResultTtlInSeconds: ttl }) => ({
      id: id!,
      name: name!,
      ttl,
    })),
    documented: parts.map(({ location }) => location!.type!),
  };
}

const mock = {
  'x-amazon-apigateway-integration': { type: 'mock', responses: { default: { statusCode: '200' } } },
};
const lambda = (ttl: number) => ({
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authorizer': {
    type: 'token',
    authorizerUri:
      'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations',
    authorizerResultTtlInSeconds: ttl,
  },
});
const first = {
  openapi: '3.0.1',
  info: { title: 'first', version: '1', description: 'the first' },
  paths: {
    '/a': { get: { ...mock, security: [{ lambda: [] }] }, put: mock },
    '/a/b': { get: mock },
    '/old': { get: mock },
  },
  components: {
    schemas: { Kept: { type: 'object' }, Shared: { type: 'string' } },
    securitySchemes: { lambda: lambda(10) },
  },
  'x-amazon-apigateway-binary-media-types': ['image/png'],
  'x-amazon-apigateway-minimum-compression-size': 7,
  'x-amazon-apigateway-documentation': {
    documentationParts: [{ location: { type: 'API' }, properties: { a: 1 } }],
  },
};
const second = {
  openapi: '3.0.1',
  info: { title: 'second', version: '2' },
  paths: {
    '/a': { get: { ...mock, operationId: 'new', security: [{ lambda: [] }] } },
    '/new/c': { post: mock },
  },
  components: {
    schemas: { Shared: { type: 'integer' }, Added: { type: 'object' } },
    securitySchemes: { lambda: lambda(20) },
  },
  'x-amazon-apigateway-binary-media-types': ['image/gif'],
};

describe('200', () => {
  test('merge replaces what the document has and keeps the rest', async () => {
    const id = await importApi(first);
    const before = await look(id);
    const { $metadata: metadata, ...response } = await put(id, second);
    expect(metadata.httpStatusCode).toBe(200);
    const after = await look(id);
    expect(after.restApi).toEqual(response);
    expect(response).toMatchObject({
      name: 'second',
      version: '2',
      description: 'the first',
      binaryMediaTypes: ['image/png', 'image/gif'],
      minimumCompressionSize: 7,
      tags: {},
    });
    expect([...after.resources].map(([path, { methods }]) => [path, methods]).sort()).toEqual([
      ['/', []],
      ['/a', ['GET', 'PUT']],
      ['/a/b', ['GET']],
      ['/new', []],
      ['/new/c', ['POST']],
      ['/old', ['GET']],
    ]);
    for (const [path, { id: resourceId }] of before.resources)
      expect(after.resources.get(path)?.id).toBe(resourceId);
    expect(after.models).toEqual(['Added', 'Kept', 'Shared']);
    expect(after.authorizers).toEqual([{ ...before.authorizers[0]!, ttl: 20 }]);
    expect(after.documented).toEqual(['API']);
    const resourceId = after.resources.get('/a')?.id;
    expect(
      await plane.client.send(new GetMethodCommand({ restApiId: id, resourceId, httpMethod: 'GET' })),
    ).toMatchObject({
      operationName: 'new',
      authorizationType: 'CUSTOM',
      authorizerId: before.authorizers[0]!.id,
    });
  });

  test('overwrite leaves only the document; what keeps its path keeps its id', async () => {
    const id = await importApi(first);
    const before = await look(id);
    const response = await put(id, second, { mode: 'overwrite' });
    expect(response).toMatchObject({
      name: 'second',
      version: '2',
      binaryMediaTypes: ['image/gif'],
      tags: {},
    });
    expect(response).not.toHaveProperty('description');
    expect(response).not.toHaveProperty('minimumCompressionSize');
    const after = await look(id);
    expect([...after.resources.keys()].sort()).toEqual(['/', '/a', '/new', '/new/c']);
    for (const path of ['/', '/a'])
      expect(after.resources.get(path)?.id).toBe(before.resources.get(path)?.id);
    expect(after.resources.get('/a')?.methods).toEqual(['GET']);
    expect(after.models).toEqual(['Added', 'Shared']);
    expect(after.documented).toEqual([]);
    const resourceId = after.resources.get('/a')?.id;
    const { methodIntegration } = await plane.client.send(
      new GetMethodCommand({ restApiId: id, resourceId, httpMethod: 'GET' }),
    );
    expect(methodIntegration?.cacheNamespace).not.toBe(resourceId);
  });

  test('putting a document again changes nothing', async () => {
    const id = await importApi(first);
    await put(id, second);
    const once = await look(id);
    await put(id, second);
    const twice = await look(id);
    expect({ ...twice, restApi: null }).toEqual({ ...once, restApi: null });
  });

  test('a version that the document does not have is gone; the default models stay in a merge', async () => {
    const { id } = await plane.client.send(
      new CreateRestApiCommand({ name: 'made', version: 'v1', tags: { a: 'b' } }),
    );
    const response = await put(id!, { swagger: '2.0', info: { title: 'put' } });
    expect(response).not.toHaveProperty('version');
    expect(response.tags).toEqual({ a: 'b' });
    expect((await look(id!)).models).toEqual(['Empty', 'Error']);
  });

  test('documentation can be left alone', async () => {
    const id = await importApi(first);
    await put(id, second, { mode: 'overwrite', parameters: { ignore: 'documentation' } });
    expect((await look(id)).documented).toEqual(['API']);
  });

  test('puts at the same time come one after the other, each whole', async () => {
    const id = await importApi({ openapi: '3.0.1', info: { title: 'many' } });
    const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
    await Promise.all(
      names.map((name) =>
        put(id, { openapi: '3.0.1', info: { title: name }, paths: { [`/shared/${name}`]: { get: mock } } }),
      ),
    );
    const { resources } = await look(id);
    expect([...resources.keys()].sort()).toEqual(
      ['/', '/shared', ...names.map((name) => `/shared/${name}`)].sort(),
    );
  });
});

describe('400', () => {
  test('an unreadable document, even for a RestApi that does not exist', async () => {
    const response = await plane.signedFetch('/restapis/unknown?mode=merge', {
      method: 'PUT',
      body: Buffer.from('{'),
    });
    expect([response.status, await response.json()]).toEqual([400, { message: 'Invalid OpenAPI input.' }]);
  });

  test('a mode that there is not', async () => {
    const id = await importApi(first);
    expect(await refusalOf(put(id, second, { mode: 'replace' as never }))).toMatch(
      /^400 ValidationException/,
    );
  });

  test('an error, or a warning that is to fail, leaves everything as it was', async () => {
    const id = await importApi(first);
    const before = await look(id);
    const wrong = { ...second, paths: { ...second.paths, '/{a}': {}, '/{b}': {} } };
    expect(await refusalOf(put(id, wrong, { mode: 'overwrite' }))).toMatch(
      /^400 BadRequestException: Errors found/,
    );
    const warned = { ...second, paths: { '/w': { trace: {} } } };
    expect(await refusalOf(put(id, warned, { failOnWarnings: true }))).toBe(
      "400 BadRequestException: Warnings found during import:\n\tUnsupported method 'TRACE' on path '/w'. Ignoring.",
    );
    const refused = { ...second, 'x-amazon-apigateway-minimum-compression-size': -1 };
    expect(await refusalOf(put(id, refused))).toBe(
      '400 BadRequestException: Invalid minimum compression size, must be between 0 and 10485760',
    );
    expect(await look(id)).toEqual(before);
  });

  test('a variable sibling of one that stays', async () => {
    const id = await importApi({ ...first, paths: { '/{x}': { get: mock } } });
    expect(await refusalOf(put(id, { ...second, paths: { '/{y}': { get: mock } } }))).toContain(
      'A sibling ({x}) of this resource already has a variable path part -- only one is allowed',
    );
    expect(
      await put(id, { ...second, paths: { '/{y}': { get: mock } } }, { mode: 'overwrite' }),
    ).toBeDefined();
  });
});

describe('404', () => {
  test('an unknown RestApi, or one of another region', async () => {
    const id = await importApi(first);
    expect(await refusalOf(put('unknown123', second))).toBe(
      `404 NotFoundException: Invalid API identifier specified ${plane.accountId}:unknown123`,
    );
    const elsewhere = plane.clientFor('eu-west-1');
    expect(
      await refusalOf(elsewhere.send(new PutRestApiCommand({ restApiId: id, body: bytes(second) }))),
    ).toMatch(/^404 /);
  });
});
