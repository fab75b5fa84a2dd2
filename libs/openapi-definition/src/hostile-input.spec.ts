import { importDefinition, readOpenApiDocument, type ImportOptions } from './index.js';

const owner = { accountId: '123456789012', region: 'eu-west-1' };
const options = (): ImportOptions => {
  let ids = 0;
  return {
    restApiId: 'api1234567',
    rootResourceId: 'root123456',
    basePathMode: 'ignore',
    mode: 'overwrite',
    existing: null,
    ignoresDocumentation: false,
    failsOnWarnings: false,
    nextId: () => `id${++ids}`,
  };
};
const importText = (text: string) => {
  const document = readOpenApiDocument(Buffer.from(text), owner);
  return document.ok ? importDefinition(document.value, options()) : document;
};
const repeat = (count: number, write: (index: number) => string, separator = ',') =>
  Array.from({ length: count }, (_, index) => write(index)).join(separator);
const head = '"openapi":"3.0.1","info":{"title":"t"}';

/** Generous: these take well under a second, and what they guard against takes hours. */
const BOUND_MS = 10_000;

test.each([
  [
    'names of models that all become the same one',
    `{${head},"components":{"schemas":{${repeat(150_000, (i) => `"${'-'.repeat(1 + (i % 5))}_${'.$'.repeat(i % 7)}é${String.fromCharCode(0x4e00 + (i % 20_000))}${String.fromCharCode(0x400 + Math.floor(i / 20_000))}":{}`)}}}}`,
  ],
  ['many paths side by side', `{${head},"paths":{${repeat(100_000, (i) => `"/p${i}":{"get":{}}`)}}}`],
  [
    'many responses of one method',
    `{${head},"paths":{"/":{"get":{"responses":{${repeat(200_000, (i) => `"${i}":{}`)}}}}}}`,
  ],
  ['a path of a million segments', `{${head},"paths":{"${'/a'.repeat(1_000_000)}":{}}}`],
  ['a path of open braces', `{${head},"paths":{"/${'{'.repeat(8000)}":{"get":{}}}}`],
  [
    'references in a circle',
    `{${head},"paths":{"/":{"get":{"responses":{"200":{"$ref":"#/components/responses/a"}}}}},"components":{"responses":{"a":{"$ref":"#/components/responses/b"},"b":{"$ref":"#/components/responses/a"}}}}`,
  ],
  [
    'a schema that refers to itself through a parameter',
    `{${head},"paths":{"/":{"get":{"requestBody":{"content":{"a/b":{"schema":{"$ref":"#/paths/~1/get/requestBody/content/a~1b/schema"}}}}}}}}`,
  ],
  [
    'a hundred thousand inline schemas',
    `{${head},"paths":{${repeat(1000, (i) => `"/p${i}":{"get":{"responses":{${repeat(50, (j) => `"${200 + j}":{"content":{"a/b":{"schema":{"title":"${i}.${j}"}}}}`)}}}}`)}}}`,
  ],
  [
    'YAML merges of merges',
    `openapi: 3.0.1\ninfo: {title: t}\nx: &x {${repeat(5000, (i) => `k${i}: 1`)}}\ny:\n${repeat(5000, () => '  - {<<: *x}', '\n')}`,
  ],
  ['quotes and colons', `openapi: 3.0.1\ninfo: {title: t}\nx: "${'\\n: '.repeat(500_000)}`],
  [
    'a number of a million digits',
    `{"openapi":"3.0.1","info":{"title":"t","version":${'9'.repeat(1_000_000)}}}`,
  ],
])('%s end in bounded time', (_, text) => {
  const start = performance.now();
  const result = importText(text);
  expect(typeof result.ok).toBe('boolean');
  expect(performance.now() - start).toBeLessThan(BOUND_MS);
});

test('values of any type in any place are read, refused or skipped, never thrown at', () => {
  const odd = [
    null,
    true,
    0,
    1.5,
    '',
    'x',
    [],
    [[]],
    {},
    { $ref: '#' },
    { $ref: 1 },
    { $ref: '#/paths' },
    { type: [] },
  ];
  const members = (value: unknown): object[] => [
    { info: value },
    { info: { title: value, version: value, description: value } },
    { servers: value, basePath: value, security: value, paths: value, components: value, definitions: value },
    { servers: [value], security: [value], securityDefinitions: { a: value } },
    { paths: { '/a': value } },
    { paths: { '/a': { get: value, parameters: value } } },
    {
      paths: {
        '/a': {
          get: { parameters: [value], responses: value, security: [{ a: value }], requestBody: value },
        },
      },
    },
    { paths: { '/a': { get: { responses: { 200: value }, 'x-amazon-apigateway-integration': value } } } },
    { paths: { '/a': { get: { responses: { 200: { headers: value, content: value, schema: value } } } } } },
    { paths: { '/a': { get: { responses: { 200: { content: { 'a/b': value } } } } } } },
    {
      paths: {
        '/a': {
          get: {
            'x-amazon-apigateway-integration': {
              type: 'mock',
              responses: value,
              requestParameters: value,
              requestTemplates: value,
              cacheKeyParameters: value,
              tlsConfig: value,
              timeoutInMillis: value,
            },
          },
        },
      },
    },
    {
      paths: {
        '/a': { get: { 'x-amazon-apigateway-integration': { type: 'mock', responses: { default: value } } } },
      },
    },
    { components: { schemas: { A: value }, securitySchemes: { a: value } } },
    {
      components: {
        schemas: { A: { properties: value, items: value, allOf: value, $ref: value, required: value } },
      },
    },
    { components: { securitySchemes: { a: { type: value, 'x-amazon-apigateway-authorizer': value } } } },
    {
      components: {
        securitySchemes: {
          a: {
            'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: value, providerARNs: value },
          },
        },
      },
    },
    { 'x-amazon-apigateway-request-validators': value, 'x-amazon-apigateway-request-validator': value },
    { 'x-amazon-apigateway-request-validators': { a: value } },
    { 'x-amazon-apigateway-gateway-responses': value, 'x-amazon-apigateway-policy': value },
    {
      'x-amazon-apigateway-gateway-responses': {
        THROTTLED: value,
        DEFAULT_4XX: { statusCode: value, responseTemplates: value },
      },
    },
    { 'x-amazon-apigateway-documentation': value },
    { 'x-amazon-apigateway-documentation': { documentationParts: value, version: value } },
    { 'x-amazon-apigateway-documentation': { documentationParts: [value, { location: value }] } },
    { 'x-amazon-apigateway-binary-media-types': value, 'x-amazon-apigateway-api-key-source': value },
    {
      'x-amazon-apigateway-minimum-compression-size': value,
      'x-amazon-apigateway-endpoint-configuration': value,
    },
  ];
  for (const version of [{ swagger: '2.0' }, { openapi: '3.0.1' }]) {
    for (const value of odd) {
      for (const member of members(value)) {
        const result = importText(JSON.stringify({ ...version, info: { title: 't' }, ...member }));
        if (!result.ok) expect(result.error.message).not.toBe('');
      }
    }
  }
});
