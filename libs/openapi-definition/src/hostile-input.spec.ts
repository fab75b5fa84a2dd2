import { startStepCounter } from '#libs/testing';
import { importDefinition, readOpenApiDocument, type ImportOptions } from './index.js';

const steps = startStepCounter();
afterAll(() => steps.stop());

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

/** Documents that grow with a number, and with which reading must grow no faster. */
const growing: [string, number, (count: number) => string][] = [
  [
    'names of models that all become the same one',
    4000,
    (count) =>
      `{${head},"components":{"schemas":{${repeat(count, (i) => `"${'-'.repeat(1 + (i % 5))}_${'.$'.repeat(i % 7)}é${String.fromCharCode(0x4e00 + i)}":{}`)}}}}`,
  ],
  [
    'many paths side by side',
    2000,
    (count) => `{${head},"paths":{${repeat(count, (i) => `"/p${i}":{"get":{}}`)}}}`,
  ],
  [
    'many responses of one method',
    4000,
    (count) => `{${head},"paths":{"/":{"get":{"responses":{${repeat(count, (i) => `"${i}":{}`)}}}}}}`,
  ],
  ['a path of many segments', 20_000, (count) => `{${head},"paths":{"${'/a'.repeat(count)}":{}}}`],
  ['a path of open braces', 2000, (count) => `{${head},"paths":{"/${'{'.repeat(count)}":{"get":{}}}}`],
  [
    'many inline schemas',
    100,
    (count) =>
      `{${head},"paths":{${repeat(count, (i) => `"/p${i}":{"get":{"responses":{${repeat(20, (j) => `"${200 + j}":{"content":{"a/b":{"schema":{"title":"${i}.${j}"}}}}`)}}}}`)}}}`,
  ],
  ['quotes and colons', 20_000, (count) => `openapi: 3.0.1\ninfo: {title: t}\nx: "${'\\n: '.repeat(count)}`],
  [
    'a number of many digits',
    50_000,
    (count) => `{"openapi":"3.0.1","info":{"title":"t","version":${'9'.repeat(count)}}}`,
  ],
];

test.each(growing)('%s: four times as many cost about four times as much', (_, count, write) => {
  const [small, large] = [write(count), write(4 * count)];
  const base = steps.count(() => importText(small));
  const more = steps.count(() => importText(large));
  expect(more).toBeLessThan(6 * base);
});

test.each([
  [
    'references in a circle',
    `{${head},"paths":{"/":{"get":{"responses":{"200":{"$ref":"#/components/responses/a"}}}}},"components":{"responses":{"a":{"$ref":"#/components/responses/b"},"b":{"$ref":"#/components/responses/a"}}}}`,
  ],
  [
    'a schema that refers to itself through a parameter',
    `{${head},"paths":{"/":{"get":{"requestBody":{"content":{"a/b":{"schema":{"$ref":"#/paths/~1/get/requestBody/content/a~1b/schema"}}}}}}}}`,
  ],
  [
    'YAML merges of merges',
    `openapi: 3.0.1\ninfo: {title: t}\nx: &x {${repeat(5000, (i) => `k${i}: 1`)}}\ny:\n${repeat(5000, () => '  - {<<: *x}', '\n')}`,
  ],
])('%s end within ten million steps', (_, text) => {
  expect(steps.count(() => importText(text))).toBeLessThan(10_000_000);
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
