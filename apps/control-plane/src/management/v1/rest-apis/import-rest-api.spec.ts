import {
  GetAuthorizersCommand,
  GetDocumentationPartsCommand,
  GetDocumentationVersionsCommand,
  GetGatewayResponseCommand,
  GetMethodCommand,
  GetModelsCommand,
  GetRequestValidatorsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
  type ImportRestApiCommandInput,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const bytes = (document: object | string): Uint8Array =>
  Buffer.from(typeof document === 'string' ? document : JSON.stringify(document));
const importApi = (document: object | string, more: Partial<ImportRestApiCommandInput> = {}) =>
  plane.client.send(new ImportRestApiCommand({ body: bytes(document), ...more }));
const pathsOf = async (restApiId: string) => {
  const { items } = await plane.client.send(new GetResourcesCommand({ restApiId, limit: 500 }));
  return (items ?? []).map(({ path }) => path).sort();
};
const methodAt = async (restApiId: string, path: string, httpMethod: string) => {
  const { items } = await plane.client.send(new GetResourcesCommand({ restApiId, limit: 500 }));
  const resourceId = items?.find((resource) => resource.path === path)?.id;
  return plane.client.send(new GetMethodCommand({ restApiId, resourceId, httpMethod }));
};

const functionUri =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations';

const pets = {
  swagger: '2.0',
  info: { title: 'Pets', version: 1, description: 'All pets' },
  basePath: '/base/v1',
  produces: ['application/json'],
  security: [{ key: [] }],
  paths: {
    '/pets': {
      get: {
        operationId: 'ListPets',
        parameters: [
          { name: 'type', in: 'query', type: 'string' },
          { name: 'X-Trace', in: 'header', required: true, type: 'string' },
        ],
        responses: {
          200: {
            description: 'ok',
            headers: { 'X-Total': { type: 'integer' } },
            schema: { $ref: '#/definitions/Pets' },
          },
          404: {},
        },
        'x-amazon-apigateway-integration': {
          type: 'http_proxy',
          httpMethod: 'GET',
          uri: 'http://example.com/pets',
          passthroughBehavior: 'when_no_match',
          contentHandling: 'CONVERT_TO_TEXT',
          payloadFormatVersion: '1.0',
          requestParameters: { 'integration.request.querystring.type': 'method.request.querystring.type' },
          responses: { default: { statusCode: 200 }, '4\\d{2}': { statusCode: '404' } },
        },
      },
      post: {
        security: [{ lambda: [] }],
        parameters: [{ name: 'Pet', in: 'body', required: true, schema: { $ref: '#/definitions/Pet' } }],
        'x-amazon-apigateway-request-validator': 'all',
        responses: { 201: { description: 'made' } },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          httpMethod: 'POST',
          uri: 'http://example.com',
          requestTemplates: { 'application/json': '{"statusCode": 201}' },
          responses: { default: { statusCode: '201' } },
        },
      },
    },
    '/pets/{petId}': {
      'x-amazon-apigateway-any-method': {
        security: [{ pool: ['read'] }],
        'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: functionUri },
      },
      options: { security: [], responses: {} },
    },
  },
  definitions: {
    Pet: {
      type: 'object',
      description: 'One pet',
      properties: { id: { type: 'integer' }, mother: { $ref: '#/definitions/Pet' } },
    },
    Pets: { type: 'array', items: { $ref: '#/definitions/Pet' } },
  },
  securityDefinitions: {
    key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
    lambda: {
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authtype': 'oauth2',
      'x-amazon-apigateway-authorizer': {
        type: 'token',
        authorizerUri: functionUri,
        authorizerResultTtlInSeconds: 60,
      },
    },
    pool: {
      type: 'apiKey',
      name: 'X-Token',
      in: 'header',
      'x-amazon-apigateway-authorizer': {
        type: 'cognito_user_pools',
        providerARNs: ['arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_abc'],
      },
    },
  },
  'x-amazon-apigateway-request-validators': {
    all: { validateRequestBody: true, validateRequestParameters: true },
  },
  'x-amazon-apigateway-gateway-responses': {
    THROTTLED: { statusCode: 420, responseParameters: { 'gatewayresponse.header.Calm': "'yes'" } },
  },
  'x-amazon-apigateway-binary-media-types': ['image/png'],
  'x-amazon-apigateway-api-key-source': 'HEADER',
  'x-amazon-apigateway-documentation': {
    version: 'docs-1',
    documentationParts: [{ location: { type: 'METHOD', method: 'GET' }, properties: { summary: 'List' } }],
  },
};

describe('201', () => {
  let restApiId: string;
  beforeAll(async () => {
    restApiId = (await importApi(pets)).id ?? '';
  });

  test('the RestApi is named, described and set as the document says', async () => {
    const { $metadata: metadata, ...restApi } = await importApi(pets);
    expect(metadata.httpStatusCode).toBe(201);
    expect(restApi).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{10}$/) as string,
      name: 'Pets',
      version: '1',
      description: 'All pets',
      createdDate: expect.any(Date) as Date,
      apiKeySource: 'HEADER',
      disableExecuteApiEndpoint: false,
      binaryMediaTypes: ['image/png'],
      endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
      rootResourceId: expect.stringMatching(/^[a-z0-9]{10}$/) as string,
    });
    const { $metadata: _, ...read } = await plane.client.send(
      new GetRestApiCommand({ restApiId: restApi.id }),
    );
    expect(read).toEqual({ ...restApi, tags: {} });
  });

  test('paths become Resources, with the parents that they need', async () => {
    expect(await pathsOf(restApiId)).toEqual(['/', '/pets', '/pets/{petId}']);
  });

  test('an operation becomes a Method with its responses and its integration', async () => {
    const { $metadata: _, ...method } = await methodAt(restApiId, '/pets', 'GET');
    const resourceId = method.methodIntegration?.cacheNamespace;
    expect(method).toEqual({
      httpMethod: 'GET',
      authorizationType: 'NONE',
      apiKeyRequired: true,
      operationName: 'ListPets',
      requestParameters: { 'method.request.querystring.type': false, 'method.request.header.X-Trace': true },
      methodResponses: {
        200: {
          statusCode: '200',
          responseParameters: { 'method.response.header.X-Total': false },
          responseModels: { 'application/json': 'Pets' },
        },
        404: { statusCode: '404' },
      },
      methodIntegration: {
        type: 'HTTP_PROXY',
        httpMethod: 'GET',
        uri: 'http://example.com/pets',
        connectionType: 'INTERNET',
        contentHandling: 'CONVERT_TO_TEXT',
        passthroughBehavior: 'WHEN_NO_MATCH',
        timeoutInMillis: 29000,
        cacheNamespace: resourceId,
        cacheKeyParameters: [],
        requestParameters: { 'integration.request.querystring.type': 'method.request.querystring.type' },
        integrationResponses: {
          200: { statusCode: '200' },
          404: { statusCode: '404', selectionPattern: '4\\d{2}' },
        },
      },
    });
  });

  test('security names authorizers, scopes and keys; an empty list asks for nothing', async () => {
    const { items = [] } = await plane.client.send(new GetAuthorizersCommand({ restApiId }));
    const byName = new Map(items.map((authorizer) => [authorizer.name, authorizer]));
    expect(byName.get('lambda')).toMatchObject({
      type: 'TOKEN',
      authType: 'oauth2',
      identitySource: 'method.request.header.Authorization',
      authorizerResultTtlInSeconds: 60,
    });
    expect(byName.get('pool')).toMatchObject({
      type: 'COGNITO_USER_POOLS',
      authType: 'cognito_user_pools',
      identitySource: 'method.request.header.X-Token',
    });
    expect(byName.get('pool')).not.toHaveProperty('authorizerResultTtlInSeconds');
    const post = await methodAt(restApiId, '/pets', 'POST');
    expect(post).toMatchObject({
      authorizationType: 'CUSTOM',
      authorizerId: byName.get('lambda')?.id,
      apiKeyRequired: false,
      requestModels: { 'application/json': 'Pet' },
    });
    expect(post.methodIntegration).not.toHaveProperty('uri');
    expect(await methodAt(restApiId, '/pets/{petId}', 'ANY')).toMatchObject({
      authorizationType: 'COGNITO_USER_POOLS',
      authorizerId: byName.get('pool')?.id,
      authorizationScopes: ['read'],
      requestParameters: { 'method.request.path.petId': true },
    });
    expect(await methodAt(restApiId, '/pets/{petId}', 'OPTIONS')).toMatchObject({
      authorizationType: 'NONE',
      apiKeyRequired: false,
    });
  });

  test('schemas become Models that refer to one another; there are no others', async () => {
    const { items = [] } = await plane.client.send(new GetModelsCommand({ restApiId }));
    expect(items.map(({ name, description, contentType }) => [name, description, contentType])).toEqual([
      ['Pet', 'One pet', 'application/json'],
      ['Pets', undefined, 'application/json'],
    ]);
    expect(JSON.parse(items[1]!.schema!)).toEqual({
      type: 'array',
      items: { $ref: `https://apigateway.amazonaws.com/restapis/${restApiId}/models/Pet` },
    });
  });

  test('validators, gateway responses and documentation come along', async () => {
    const { items: validators = [] } = await plane.client.send(
      new GetRequestValidatorsCommand({ restApiId }),
    );
    expect(validators).toEqual([
      {
        id: expect.any(String) as string,
        name: 'all',
        validateRequestBody: true,
        validateRequestParameters: true,
      },
    ]);
    expect((await methodAt(restApiId, '/pets', 'POST')).requestValidatorId).toBe(validators[0]!.id);
    expect(
      await plane.client.send(new GetGatewayResponseCommand({ restApiId, responseType: 'THROTTLED' })),
    ).toMatchObject({ statusCode: '420', responseParameters: { 'gatewayresponse.header.Calm': "'yes'" } });
    const { items: parts } = await plane.client.send(new GetDocumentationPartsCommand({ restApiId }));
    expect(parts).toMatchObject([
      { location: { type: 'METHOD', path: '/', method: 'GET' }, properties: '{"summary":"List"}' },
    ]);
    const { items: versions } = await plane.client.send(new GetDocumentationVersionsCommand({ restApiId }));
    expect(versions).toMatchObject([{ version: 'docs-1' }]);
  });

  test('YAML without a Content-Type is read as well', async () => {
    const yaml = [
      'openapi: 3.0.1',
      'info: {title: Yaml, version: 2026-01-31}',
      'paths:',
      '  /a/{b}:',
      '    get:',
      '      responses: {200: {description: ok}}',
      '      x-amazon-apigateway-integration: {type: mock, responses: {default: {statusCode: 200}}}',
    ].join('\n');
    const response = await plane.signedFetch('/restapis?mode=import', { method: 'POST', body: bytes(yaml) });
    expect(response.status).toBe(201);
    const restApi = (await response.json()) as { id: string };
    expect(restApi).toMatchObject({ name: 'Yaml', version: '2026-01-31' });
    expect(await methodAt(restApi.id, '/a/{b}', 'GET')).toMatchObject({
      methodResponses: { 200: { statusCode: '200' } },
    });
  });

  test('base path and endpoint type come from the query', async () => {
    const prepended = await importApi(pets, {
      parameters: { basepath: 'prepend', endpointConfigurationTypes: 'REGIONAL' },
    });
    expect(prepended.endpointConfiguration?.types).toEqual(['REGIONAL']);
    expect(await pathsOf(prepended.id!)).toEqual(
      ['/', '/base', '/base/v1', '/base/v1/pets', '/base/v1/pets/{petId}'].sort(),
    );
    const split = await importApi(pets, { parameters: { basepath: 'split' } });
    expect(await pathsOf(split.id!)).toEqual(['/', '/v1', '/v1/pets', '/v1/pets/{petId}'].sort());
  });

  test('what is left out is said in warnings', async () => {
    const { warnings } = await importApi({
      swagger: '2.0',
      info: { title: 'w' },
      paths: {
        '/test': {
          get: {
            'x-amazon-apigateway-integration': {
              type: 'http',
              httpMethod: 'GET',
              uri: 'http://example.com',
              requestParameters: { 'integration.request.header.nothing': true },
            },
          },
        },
      },
    });
    expect(warnings).toEqual([
      "Invalid format for 'requestParameters'. Expected type string for property 'integration.request.header.nothing' of resource '/test' and method 'GET' but got 'true'",
    ]);
  });

  test('names that JavaScript objects have by themselves are names like others', async () => {
    const document =
      '{"openapi":"3.0.1","info":{"title":"p"},"__proto__":{"paths":{"/x":{"get":{}}}},' +
      '"components":{"securitySchemes":{"__proto__":{"type":"apiKey","name":"x-api-key","in":"header"}}},' +
      '"paths":{"/constructor":{"get":{"security":[{"__proto__":[]}],"responses":{"200":{"headers":{"__proto__":{}}}}}}}}';
    const restApi = await importApi(document);
    expect(await pathsOf(restApi.id!)).toEqual(['/', '/constructor']);
    const method = await methodAt(restApi.id!, '/constructor', 'GET');
    expect(Object.keys(method.methodResponses?.['200']?.responseParameters ?? {})).toEqual([
      'method.response.header.__proto__',
    ]);
    expect(({} as { paths?: unknown }).paths).toBeUndefined();
  });
});

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
