import {
  GetMethodCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
  type ImportRestApiCommandInput,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';
import { pets } from '../../../testing/pets-document.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const bytes = (document: object | string): Uint8Array =>
  Buffer.from(typeof document === 'string' ? document : JSON.stringify(document));
const importApi = (document: object | string, more: Partial<ImportRestApiCommandInput> = {}) =>
  plane.client.send(new ImportRestApiCommand({ body: bytes(document), ...more }));
const methodAt = async (restApiId: string, path: string, httpMethod: string) => {
  const { items } = await plane.client.send(new GetResourcesCommand({ restApiId, limit: 500 }));
  const resourceId = items?.find((resource) => resource.path === path)?.id;
  return plane.client.send(new GetMethodCommand({ restApiId, resourceId, httpMethod }));
};

describe('400', () => {
  const unreadable = '400 BadRequestException: Invalid OpenAPI input.';

  test.each([
    ['nothing of the kind', 'no document'],
    ['an empty body', ''],
    ['half a document', '{"swagger": "2.0",'],
    ['another version', '{"openapi": "4.0.0"}'],
    ['OpenAPI 3.1', '{"openapi": "3.1.0"}'],
    [
      'a lock on a method that is a map instead of a list',
      '{"swagger":"2.0","info":{"title":"t"},"paths":{"/":{"get":{"security":{"k":[]}}}}}',
    ],
    ['a list', '[]'],
    ['nesting without end', `{"swagger":"2.0","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['unfinished nesting', '['.repeat(2_000_000)],
    ['aliases that double twenty times', aliasBomb()],
    ['a map that contains itself', 'swagger: "2.0"\nx: &x\n  y: *x\n'],
    ['more than 6 MB', `{"swagger":"2.0","x":"${'x'.repeat(6 * 1024 * 1024)}"}`],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00])],
  ])('%s', async (_, body) => {
    const response = await plane.signedFetch('/restapis?mode=import', {
      method: 'POST',
      body: typeof body === 'string' ? Buffer.from(body) : body,
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-errortype')).toMatch(/BadRequestException|ValidationException/);
    if (body.length > 0) expect(await response.json()).toEqual({ message: 'Invalid OpenAPI input.' });
  });

  test.each([
    '{"swagger":"2.0"}',
    '{"openapi":"3.0.1","info":{"version":"1"}}',
    '{"swagger":"2.0","info":{"title":""}}',
  ])(
    '%s is an API that is called by the moment of its import, and keeps its name when that is put over it',
    async (document) => {
      const imported = await importApi(document);
      expect(imported.name).toMatch(/^Imported on \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      for (const mode of ['merge', 'overwrite'] as const) {
        const again = await plane.client.send(
          new PutRestApiCommand({ restApiId: imported.id!, mode, body: Buffer.from(document) }),
        );
        expect(again.name).toBe(imported.name);
      }
    },
  );

  test('a body whose model is not there is told, and refused only where warnings are; a model without what it needs is refused', async () => {
    const missing = { $ref: '#/definitions/Pet' };
    const document = {
      swagger: '2.0',
      info: { title: 'no pet' },
      paths: {
        '/': {
          post: {
            parameters: [{ in: 'body', name: 'body', schema: missing }],
            responses: { 200: { schema: missing } },
          },
        },
      },
    };
    const told = "Reference to model 'Pet' not found. Ignoring.";
    const { id, warnings } = await importApi(JSON.stringify(document));
    expect(warnings).toEqual([told, told]);
    expect((await methodAt(id!, '/', 'POST')).methodResponses).toEqual({ 200: { statusCode: '200' } });
    const body = Buffer.from(JSON.stringify(document));
    expect(await refusalOf(plane.client.send(new ImportRestApiCommand({ failOnWarnings: true, body })))).toBe(
      `400 BadRequestException: Warnings found during import:\n\t${told}\n\t${told}`,
    );
    const definitions = { A: { type: 'object', properties: { pet: missing } } };
    expect(await refusalOf(importApi(JSON.stringify({ ...document, paths: {}, definitions })))).toBe(
      "400 BadRequestException: Errors found during import:\n\tUnable to insert model 'A' due to an unsatisfied schema reference.",
    );
  });

  test('mappings of what is not declared are errors, and nothing is made', async () => {
    const document = (parameters: object, headers: object) => ({
      swagger: '2.0',
      info: { title: 'undeclared', version: '1' },
      paths: {
        '/': {
          get: {
            responses: { 200: { headers: {} } },
            'x-amazon-apigateway-integration': {
              type: 'http',
              httpMethod: 'GET',
              uri: 'http://example.com',
              requestParameters: parameters,
              responses: { default: { statusCode: '200', responseParameters: headers } },
            },
          },
        },
      },
    });
    const refusal = (parameters: object, headers: object) =>
      refusalOf(importApi(JSON.stringify(document(parameters, headers))));
    const found = (what: string, name: string) =>
      `400 BadRequestException: Errors found during import:\n\tUnable to put ${what} on 'GET' for resource at path '/': ` +
      'Invalid mapping expression specified: Validation Result: warnings : [], errors : ' +
      `[Invalid mapping expression parameter specified: ${name}]`;
    expect(await refusal({ 'integration.request.header.A': 'method.request.header.A' }, {})).toBe(
      found('integration', 'method.request.header.A'),
    );
    expect(await refusal({}, { 'method.response.header.A': "'a'" })).toBe(
      found('integration response', 'method.response.header.A'),
    );
  });

  test('unreadable input is told to the SDK as a BadRequestException', async () => {
    expect(await refusalOf(importApi('{'))).toBe(unreadable);
  });

  test.each([
    ['a NUL', '\\u0000'],
    ['half a surrogate pair', '\\ud800'],
  ])('%s, which no text in Postgres can hold', async (_, escaped) => {
    const inNames = `{"openapi":"3.0.1","info":{"title":"t${escaped}"}}`;
    const inTemplates =
      '{"openapi":"3.0.1","info":{"title":"t"},"paths":{"/":{"get":{"x-amazon-apigateway-integration":' +
      `{"type":"mock","requestTemplates":{"application/json":"${escaped}"}}}}}}`;
    for (const document of [inNames, inTemplates]) {
      const response = await plane.signedFetch('/restapis?mode=import', {
        method: 'POST',
        body: bytes(document),
      });
      expect([201, 400]).toContain(response.status);
      if (escaped === '\\u0000') expect(response.status).toBe(400);
    }
  });

  test('all errors are told at once, and nothing is left behind', async () => {
    const before = await plane.client.send(new GetRestApisCommand({ limit: 500 }));
    const refusal = await refusalOf(
      importApi({
        openapi: '3.0.1',
        info: { title: 'wrong' },
        paths: {
          '/a b': { get: {} },
          '/x/{a}': { get: {} },
          '/x/{b}': { get: { 'x-amazon-apigateway-integration': { type: 'soap' } } },
          '/y': { get: { 'x-amazon-apigateway-integration': { type: 'http', uri: 'http://a' } } },
        },
        components: { schemas: { Dangling: { $ref: '#/components/schemas/Nothing' } } },
      }),
    );
    expect(refusal).toContain('400 BadRequestException: Errors found during import:\n\t');
    expect(refusal).toContain("Unable to create resource at path '/a b'");
    expect(refusal).toContain('A sibling ({a}) of this resource already has a variable path part');
    expect(refusal).toContain("Unable to put integration on 'GET' for resource at path '/y'");
    expect(refusal).toContain("Unable to insert model 'Dangling' due to an unsatisfied schema reference.");
    const after = await plane.client.send(new GetRestApisCommand({ limit: 500 }));
    expect(after.items?.length).toBe(before.items?.length);
  });

  test('warnings are errors for who asks for that', async () => {
    const document = {
      openapi: '3.0.1',
      info: { title: 'warned' },
      components: { securitySchemes: { petstore: { type: 'oauth2' } } },
    };
    expect((await importApi(document)).warnings).toEqual([
      "Unsupported security definition type 'oauth2' for 'petstore'. Ignoring.",
    ]);
    expect(await refusalOf(importApi(document, { failOnWarnings: true }))).toBe(
      "400 BadRequestException: Warnings found during import:\n\tUnsupported security definition type 'oauth2' for 'petstore'. Ignoring.",
    );
  });

  test('a base path mode or endpoint type that there is not', async () => {
    expect(await refusalOf(importApi(pets, { parameters: { basepath: 'keep' } }))).toMatch(
      /^400 BadRequestException/,
    );
    expect(await refusalOf(importApi(pets, { parameters: { endpointConfigurationTypes: 'LOCAL' } }))).toBe(
      '400 BadRequestException: Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE',
    );
  });
});

describe('429', () => {
  test('more Resources than a RestApi may have', async () => {
    const path = `/${Array.from({ length: 4000 }, () => 'a').join('/')}`;
    const document = {
      openapi: '3.0.1',
      info: { title: 'deep' },
      paths: { [path]: {}, [`/b${path}`.slice(0, 8000)]: {}, [`/c${path}`.slice(0, 8000)]: {} },
    };
    expect(await refusalOf(importApi(document))).toMatch(
      /^429 LimitExceededException: Maximum number of resources/,
    );
  });
});

/** A kilobyte that stands for 2^20 lists. */
function aliasBomb(): string {
  const lines = Array.from({ length: 20 }, (_, level) => `  - &l${level + 1} [*l${level}, *l${level}]`);
  return ['swagger: "2.0"', 'x:', '  - &l0 [x, x]', ...lines].join('\n');
}
