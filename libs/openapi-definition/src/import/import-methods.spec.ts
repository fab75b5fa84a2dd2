import { exportIntegration } from '../export/export-integration.js';
import { exportOperation } from '../export/export-operation.js';
import { importDefinition, readOpenApiDocument, type ImportOptions } from '../index.js';

const integration = {
  type: 'mock',
  responses: {
    default: {
      statusCode: '200',
      responseTemplates: { 'text/html': '<p>', 'application/json': '{}' },
    },
  },
};
const operation = { responses: { 200: {} }, 'x-amazon-apigateway-integration': integration };
const paths = { '/a': { get: operation, post: operation }, '/b': { get: operation } };

function imported(existing: ImportOptions['existing']) {
  const result = read(paths, existing);
  if (!result.ok) throw new Error(result.error.message);
  return result.value.tree;
}

function read(paths: object, existing: ImportOptions['existing'] = null) {
  const document = readOpenApiDocument(Buffer.from(JSON.stringify({ swagger: '2.0', paths })), {
    accountId: '123456789012',
    region: 'eu-west-1',
  });
  if (!document.ok) throw new Error(document.error.message);
  let ids = 0;
  return importDefinition(document.value, {
    restApiId: 'api1234567',
    rootResourceId: 'root123456',
    basePathMode: 'ignore',
    mode: 'overwrite',
    existing,
    ignoresDocumentation: false,
    failsOnWarnings: false,
    nextId: () => `${existing ? 'new' : 'old'}${++ids}`,
  });
}

test('an overwritten RestApi has one new cache namespace for each resource, which its methods share', () => {
  const before = imported(null);
  const namespaces = imported(before).methods.map(({ resourceId, httpMethod, methodIntegration }) => ({
    path: before.resources.find(({ id }) => id === resourceId)?.path,
    httpMethod,
    resourceId,
    cacheNamespace: methodIntegration!.cacheNamespace,
  }));
  const [getA, postA, getB] = namespaces;
  expect(namespaces.map(({ path, httpMethod }) => `${httpMethod} ${path}`)).toEqual([
    'GET /a',
    'POST /a',
    'GET /b',
  ]);
  expect(postA!.cacheNamespace).toBe(getA!.cacheNamespace);
  expect(getA!.cacheNamespace).not.toBe(getA!.resourceId);
  expect(getB!.cacheNamespace).not.toBe(getA!.cacheNamespace);
});

describe('the cache of a method', () => {
  const cached = (cacheKeyParameters: readonly string[]) => ({
    ...operation,
    parameters: [{ name: 'id', in: 'path', required: true, type: 'string' }],
    'x-amazon-apigateway-integration': { ...integration, cacheNamespace: 'pets', cacheKeyParameters },
  });

  test('has the namespace and the key that the document names, and exports them', () => {
    const result = read({ '/a/{id}': { get: cached(['method.request.path.id']) } });
    const [method] = result.ok ? result.value.tree.methods : [];
    const cache = { cacheNamespace: 'pets', cacheKeyParameters: ['method.request.path.id'] };
    expect(method?.methodIntegration).toMatchObject(cache);
    expect(exportIntegration(method!.methodIntegration!, method!.resourceId)).toMatchObject(cache);
  });

  test('cannot have a key of parameters that the method does not declare', () => {
    const result = read({ '/a/{id}': { get: cached(['method.request.header.Who']) } });
    expect(result.ok ? '' : result.error.message).toContain('Invalid cache key parameter specified');
  });
});

test('a MOCK method without models produces what its response templates write', () => {
  const [method] = imported(null).methods;
  expect(exportOperation(method!, 'swagger', '')).toMatchObject({
    produces: ['text/html', 'application/json'],
  });
});
