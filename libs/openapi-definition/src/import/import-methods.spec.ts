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
  const document = readOpenApiDocument(Buffer.from(JSON.stringify({ swagger: '2.0', paths })), {
    accountId: '123456789012',
    region: 'eu-west-1',
  });
  if (!document.ok) throw new Error(document.error.message);
  let ids = 0;
  const result = importDefinition(document.value, {
    restApiId: 'api1234567',
    rootResourceId: 'root123456',
    basePathMode: 'ignore',
    mode: 'overwrite',
    existing,
    ignoresDocumentation: false,
    failsOnWarnings: false,
    nextId: () => `${existing ? 'new' : 'old'}${++ids}`,
  });
  if (!result.ok) throw new Error(result.error.message);
  return result.value.tree;
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

test('a MOCK method without models produces what its response templates write', () => {
  const [method] = imported(null).methods;
  expect(exportOperation(method!, 'swagger', '')).toMatchObject({
    produces: ['text/html', 'application/json'],
  });
});
