import { startStepCounter } from '#libs/testing';
import { importHttpDefinition, readOpenApiDocument, type HttpImportOptions } from '../index.js';

// As of documents of REST APIs, whose reader this shares: see there for what is hostile to that.
const steps = startStepCounter();
afterAll(() => steps.stop());

const owner = { accountId: '123456789012', region: 'eu-west-1' };
const options = (): HttpImportOptions => {
  let ids = 0;
  return {
    apiId: 'api1234567',
    basePathMode: 'split',
    failsOnWarnings: false,
    existing: null,
    tags: {},
    nextId: () => `id${++ids}`,
  };
};
const importText = (text: string) => {
  const document = readOpenApiDocument(Buffer.from(text), owner, 'http');
  return document.ok ? importHttpDefinition(document.value, options()) : document;
};
const repeat = (count: number, write: (index: number) => string, separator = ',') =>
  Array.from({ length: count }, (_, index) => write(index)).join(separator);
const head = '"openapi":"3.0.1","info":{"title":"t","version":"1"}';
const proxy = '"type":"http_proxy","httpMethod":"GET","uri":"http://a.test/","payloadFormatVersion":"1.0"';
const integration = `"x-amazon-apigateway-integration":{${proxy}}`;
const paths = (members: string) => `{${head},"paths":{${members}}}`;

/** Documents that grow with a number, and with which reading must grow no faster. */
const growing: [string, number, (count: number) => string][] = [
  ['many routes', 500, (count) => paths(repeat(count, (i) => `"/p${i}":{"get":{${integration}}}`))],
  [
    'many routes that differ behind a variable',
    500,
    (count) => paths(repeat(count, (i) => `"/{a}/{b}/p${i}":{"get":{${integration}}}`)),
  ],
  [
    'many references to one integration',
    500,
    (count) =>
      `{${head},"paths":{${repeat(count, (i) => `"/p${i}":{"get":{"x-amazon-apigateway-integration":{"$ref":"#/components/x-amazon-apigateway-integrations/a"}}}`)}},"components":{"x-amazon-apigateway-integrations":{"a":{${proxy}}}}}`,
  ],
  [
    'many authorizers, each of one route',
    200,
    (count) =>
      `{${head},"paths":{${repeat(count, (i) => `"/p${i}":{"get":{${integration},"security":[{"a${i}":[]}]}}`)}},"components":{"securitySchemes":{${repeat(count, (i) => `"a${i}":{"type":"oauth2","x-amazon-apigateway-authorizer":{"type":"jwt","identitySource":"$request.header.Authorization","jwtConfiguration":{"issuer":"https://i${i}.test","audience":["a"]}}}`)}}}}`,
  ],
  [
    'many audiences of one authorizer',
    2000,
    (count) =>
      `{${head},"paths":{"/":{"get":{${integration},"security":[{"a":[]}]}}},"components":{"securitySchemes":{"a":{"type":"oauth2","x-amazon-apigateway-authorizer":{"type":"jwt","identitySource":"$request.header.Authorization","jwtConfiguration":{"issuer":"https://i.test","audience":[${repeat(count, (i) => `"a${i}"`)}]}}}}}}`,
  ],
  [
    'many things that are passed over',
    500,
    (count) =>
      paths(
        repeat(
          count,
          (i) =>
            `"/p${i}":{"get":{"requestBody":{"content":{}},"x-amazon-apigateway-integration":{"type":"mock"}}}`,
        ),
      ),
  ],
  [
    'many mapped parameters',
    2000,
    (count) =>
      paths(
        `"/":{"get":{"x-amazon-apigateway-integration":{${proxy},"requestParameters":{${repeat(count, (i) => `"append:header.h${i}":"$request.header.a"`)}}}}}`,
      ),
  ],
  ['many tags', 2000, (count) => `{${head},"paths":{},"tags":[${repeat(count, (i) => `{"name":"t${i}"}`)}]}`],
  [
    'many origins',
    2000,
    (count) =>
      `{${head},"paths":{},"x-amazon-apigateway-cors":{"allowOrigins":[${repeat(count, (i) => `"https://o${i}.test"`)}]}}`,
  ],
  ['a path of many segments', 20_000, (count) => paths(`"${'/a'.repeat(count)}":{"get":{${integration}}}`)],
  ['a path of open braces', 2000, (count) => paths(`"/${'{'.repeat(count)}":{"get":{${integration}}}`)],
  [
    'a base path of many variables',
    1000,
    (count) =>
      `{${head},"paths":{},"servers":[{"url":"https://a.test/${repeat(count, (i) => `{v${i}}`, '/')}","variables":{${repeat(count, (i) => `"v${i}":{"default":"{v${(i + 1) % count}}"}`)}}}]}`,
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
    'integrations that refer to one another in a circle',
    `{${head},"paths":{"/":{"get":{"x-amazon-apigateway-integration":{"$ref":"#/components/x-amazon-apigateway-integrations/a"}}}},"components":{"x-amazon-apigateway-integrations":{"a":{"$ref":"#/components/x-amazon-apigateway-integrations/b"},"b":{"$ref":"#/components/x-amazon-apigateway-integrations/a"}}}}`,
  ],
  ['a path that refers to itself', paths('"/":{"$ref":"#/paths/~1"}')],
  [
    'aliases of aliases',
    `openapi: 3.0.1\ninfo: {title: t}\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${repeat(9, (i) => `a${i + 1}: &a${i + 1} [${repeat(10, () => `*a${i}`)}]`, '\n')}\npaths: *a9`,
  ],
  ['an alias of what it is in', 'openapi: 3.0.1\ninfo: &i {title: t, inner: *i}\npaths: &p\n  /: *p\n'],
  [
    'merges of merges',
    `openapi: 3.0.1\ninfo: {title: t}\nx: &x {${repeat(5000, (i) => `k${i}: 1`)}}\ny:\n${repeat(5000, () => '  - {<<: *x}', '\n')}`,
  ],
])('%s end within ten million steps', (_, text) => {
  expect(steps.count(() => importText(text))).toBeLessThan(10_000_000);
});

test('names of the prototype are names like any other', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const result = importText(
    `{${head},"paths":{${repeat(names.length, (i) => `"/${names[i]}":{"get":{${integration}}}`)}},"tags":[{"name":"__proto__"}],"components":{"securitySchemes":{"__proto__":{"type":"http"}}},"__proto__":{"paths":{}}}`,
  );
  if (!result.ok) throw new Error(result.error.message);
  expect(result.value.parts.routes.map(({ routeKey }) => routeKey).sort()).toEqual(
    names.map((name) => `GET /${name}`).sort(),
  );
  expect(Object.keys(result.value.settings.tags ?? {})).toEqual(['__proto__']);
  expect(({} as { readonly paths?: unknown }).paths).toBeUndefined();
  // What nobody has defined is not found at the prototype either.
  for (const name of names) {
    const undefinedScheme = importText(paths(`"/":{"get":{${integration},"security":[{"${name}":[]}]}}`));
    expect(undefinedScheme.ok ? 'taken' : undefinedScheme.error.message).toContain(
      `'${name}' is not defined`,
    );
    const undefinedReference = importText(
      paths(`"/":{"get":{"x-amazon-apigateway-integration":{"$ref":"#/components/${name}"}}}`),
    );
    expect(undefinedReference).toMatchObject({
      value: {
        warnings: [`Reference '#/components/${name}' not found. Ignoring.`],
        parts: { integrations: [] },
      },
    });
  }
});

test('values of any type in any place are read, refused or skipped, never thrown at', () => {
  const odd = [null, true, 0, 1e308, '', 'x', [], [[]], {}, { $ref: '#' }, { $ref: 1 }, { $ref: '#/paths' }];
  const extension = 'x-amazon-apigateway';
  const operations = (value: unknown): object[] => [
    { security: value },
    { security: [value] },
    { security: [{ a: value }] },
    { operationId: value, requestBody: value, parameters: value, responses: value },
    { [`${extension}-auth`]: value },
    { [`${extension}-auth`]: { type: value } },
    { [`${extension}-integration`]: value },
    ...[
      'type',
      'httpMethod',
      'uri',
      'payloadFormatVersion',
      'connectionType',
      'connectionId',
      'credentials',
    ].map((member) => ({ [`${extension}-integration`]: { type: 'http_proxy', [member]: value } })),
    ...['requestParameters', 'responseParameters', 'tlsConfig', 'timeoutInMillis', 'integrationSubtype'].map(
      (member) => ({ [`${extension}-integration`]: { type: 'aws_proxy', [member]: value } }),
    ),
    { [`${extension}-integration`]: { type: 'http_proxy', responseParameters: { '200': value } } },
  ];
  const members = (value: unknown): object[] => [
    { info: value },
    { info: { title: value, version: value, description: value } },
    { servers: value },
    { servers: [{ url: value, variables: value }] },
    { servers: [{ url: '/{a}', variables: { a: value, basePath: { default: value } } }] },
    { tags: value },
    { tags: [{ name: value, [`${extension}-tag-value`]: value }] },
    { security: value, components: value },
    { components: { securitySchemes: { a: value }, [`${extension}-integrations`]: value } },
    { components: { securitySchemes: { a: { [`${extension}-authorizer`]: value } } } },
    ...['type', 'identitySource', 'jwtConfiguration', 'authorizerUri', 'enableSimpleResponses'].map(
      (member) => ({
        components: {
          securitySchemes: { a: { [`${extension}-authorizer`]: { type: 'jwt', [member]: value } } },
        },
        paths: { '/a': { get: { security: [{ a: [] }] } } },
      }),
    ),
    { [`${extension}-cors`]: value },
    { [`${extension}-cors`]: { allowOrigins: value, allowMethods: [value], maxAge: value } },
    { [`${extension}-importexport-version`]: value, [`${extension}-endpoint-configuration`]: value },
    { paths: value },
    { paths: { '/a': value, '/$default': value } },
    { paths: { '/a': { [`${extension}-any-method`]: value } } },
    ...operations(value).map((get) => ({ paths: { '/a': { get } } })),
  ];
  for (const value of odd) {
    for (const member of members(value)) {
      const result = importText(JSON.stringify({ openapi: '3.0.1', info: { title: 't' }, ...member }));
      if (!result.ok) expect(result.error.message).not.toBe('');
    }
  }
});
