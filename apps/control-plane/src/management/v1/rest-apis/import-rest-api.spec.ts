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
  ImportRestApiCommand,
  type ImportRestApiCommandInput,
} from '@aws-sdk/client-api-gateway';
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
const pathsOf = async (restApiId: string) => {
  const { items } = await plane.client.send(new GetResourcesCommand({ restApiId, limit: 500 }));
  return (items ?? []).map(({ path }) => path).sort();
};
const methodAt = async (restApiId: string, path: string, httpMethod: string) => {
  const { items } = await plane.client.send(new GetResourcesCommand({ restApiId, limit: 500 }));
  const resourceId = items?.find((resource) => resource.path === path)?.id;
  return plane.client.send(new GetMethodCommand({ restApiId, resourceId, httpMethod }));
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
