import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateStageCommand,
  ExportApiCommand,
  GetApiCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStageCommand,
  ImportApiCommand,
  ReimportApiCommand,
  type ExportApiCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { refusalOf } from '../../../testing/refusal-of.js';
import { refusedUnchanged } from '../../../testing/refused-unchanged.js';
import { startV2Plane, type V2Plane } from '../../../testing/start-v2-plane.js';

import { petsDocument as document, proxy } from '../../../testing/http-pets-document.js';

let v2: V2Plane;
let client: ApiGatewayV2Client;
beforeAll(async () => {
  v2 = await startV2Plane();
  ({ client } = v2);
});
afterAll(() => v2.plane.close());

const importOf = (body: unknown, query: { Basepath?: string; FailOnWarnings?: boolean } = {}) =>
  client.send(
    new ImportApiCommand({ Body: typeof body === 'string' ? body : JSON.stringify(body), ...query }),
  );
const reimportOf = (ApiId: string | undefined, body: unknown) =>
  client.send(new ReimportApiCommand({ ApiId, Body: JSON.stringify(body) }));
const exportOf = async (ApiId: string | undefined, input: Partial<ExportApiCommandInput> = {}) => {
  const { body } = await client.send(
    new ExportApiCommand({ ApiId, OutputType: 'JSON', Specification: 'OAS30', ...input }),
  );
  return Buffer.from(body!).toString();
};
const routesOf = async (ApiId: string | undefined) =>
  (await client.send(new GetRoutesCommand({ ApiId }))).Items!.sort((a, b) =>
    a.RouteKey! < b.RouteKey! ? -1 : 1,
  );

describe('ImportApi', () => {
  test('201: the API with its settings, and what was left out', async () => {
    const { $metadata, ApiId, ...api } = await importOf(document());
    expect($metadata.httpStatusCode).toBe(201);
    expect(api).toMatchObject({
      Name: 'Pets',
      Version: '1.2',
      Description: 'All pets',
      ProtocolType: 'HTTP',
      CorsConfiguration: { AllowOrigins: ['https://app.test'], AllowMethods: ['GET'], MaxAge: 60 },
      Tags: { team: 'pets', plain: '' },
      ImportInfo: ["Request bodies are not supported for HTTP APIs: 'POST /pets'. Ignoring."],
    });
    expect((await client.send(new GetApiCommand({ ApiId }))).ImportInfo).toEqual(api.ImportInfo);

    const routes = await routesOf(ApiId);
    const { Items: integrations = [] } = await client.send(new GetIntegrationsCommand({ ApiId }));
    const { Items: authorizers = [] } = await client.send(new GetAuthorizersCommand({ ApiId }));
    expect(routes).toMatchObject([
      { RouteKey: '$default', AuthorizationType: 'NONE' },
      {
        RouteKey: 'GET /pets',
        OperationName: 'listPets',
        AuthorizationType: 'JWT',
        AuthorizationScopes: ['pets:read'],
        AuthorizerId: authorizers[0]!.AuthorizerId,
      },
      { RouteKey: 'POST /pets', AuthorizationType: 'NONE' },
    ]);
    expect(authorizers).toMatchObject([
      { Name: 'tokens', JwtConfiguration: { Issuer: 'https://issuer.test/pool', Audience: ['app'] } },
    ]);
    // The named one is one, whoever refers to it.
    expect(routes[1]!.Target).toBe(routes[2]!.Target);
    expect(integrations).toHaveLength(2);
  });

  test.each([
    ['ignore', ['$default', 'GET /pets', 'POST /pets']],
    ['prepend', ['$default', 'GET /v1/shop/pets', 'POST /v1/shop/pets']],
    ['split', ['$default', 'GET /shop/pets', 'POST /shop/pets']],
  ])('201: base path, %s', async (Basepath, keys) => {
    const { ApiId } = await importOf(document(), { Basepath });
    expect((await routesOf(ApiId)).map(({ RouteKey }) => RouteKey)).toEqual(keys);
  });

  test('201: YAML, with numbers where texts are meant', async () => {
    const yaml = `
openapi: 3.0.1
info: { title: Pets, version: 1.0 }
paths:
  /pets/{id}:
    x-amazon-apigateway-any-method:
      x-amazon-apigateway-integration:
        type: AWS_PROXY
        httpMethod: POST
        uri: arn:aws:lambda:us-east-1:\${AWS::AccountId}:function:pets
        payloadFormatVersion: 2.0
x-amazon-apigateway-importexport-version: 1.0
`;
    const { ApiId, Version } = await importOf(yaml);
    expect(Version).toBe('1.0');
    const { Items } = await client.send(new GetIntegrationsCommand({ ApiId }));
    expect(Items).toMatchObject([
      { PayloadFormatVersion: '2.0', IntegrationUri: 'arn:aws:lambda:us-east-1:000000000000:function:pets' },
    ]);
  });

  const get = (operation: object, change: object = {}) =>
    document({ paths: { '/a': { get: operation } }, ...change });
  const called = { 'x-amazon-apigateway-integration': proxy() };

  test('warnings are kept, and fail the import if that is asked for', async () => {
    const mocked = get({ 'x-amazon-apigateway-integration': { type: 'mock' } });
    const { ApiId, Warnings } = await importOf(mocked);
    expect(Warnings).toEqual(["Integration type MOCK is not supported for HTTP APIs: 'GET /a'. Ignoring."]);
    expect((await routesOf(ApiId))[0]!.Target).toBeUndefined();
    const refusal = await refusedUnchanged(v2.plane, () => importOf(mocked, { FailOnWarnings: true }));
    expect(refusal).toMatch(/^400 /);
  });

  test.each<[string, unknown, string]>([
    ['no document', 'what?', 'Invalid OpenAPI input.'],
    ['Swagger', { swagger: '2.0', info: { title: 'a', version: '1' }, paths: {} }, 'Invalid OpenAPI input.'],
    ['a part of the wrong shape', document({ paths: [] }), 'Invalid OpenAPI input.'],
    ['another format of extensions', document({ 'x-amazon-apigateway-importexport-version': '2.0' }), '2.0'],
    ['a scheme that is not defined', get({ ...called, security: [{ none: [] }] }), "'none' is not defined"],
    [
      'two authorizations',
      get({ ...called, security: [{ tokens: [] }], 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } }),
      'Only one authorization',
    ],
    [
      'an unknown authorization',
      get({ ...called, 'x-amazon-apigateway-auth': { type: 'MAGIC' } }),
      'Invalid authorization type specified: MAGIC',
    ],
    [
      'a function without a payload format',
      get({
        'x-amazon-apigateway-integration': {
          type: 'aws_proxy',
          uri: 'arn:aws:lambda:us-east-1:1:function:a',
        },
      }),
      "Unable to create integration for 'GET /a'",
    ],
    [
      'a path that no route may have',
      document({ paths: { '/a*': { get: called } } }),
      'Invalid route path part specified',
    ],
    [
      'paths that differ in the names of their variables',
      document({ paths: { '/a/{x}': { get: called }, '/a/{y}': { get: called } } }),
      'conflicting variable',
    ],
    [
      'CORS with credentials for everybody',
      document({ 'x-amazon-apigateway-cors': { allowOrigins: ['*'], allowCredentials: true } }),
      'allow-credentials is not supported',
    ],
    [
      'an authorizer that is none',
      get(called, {
        components: {
          securitySchemes: { a: { type: 'oauth2', 'x-amazon-apigateway-authorizer': { type: 'jwt' } } },
        },
      }),
      "Unable to create authorizer 'a'",
    ],
    ['a reserved tag', document({ tags: [{ name: 'aws:a' }] }), 'Keys must not begin with aws:'],
  ])('400: %s, and nothing is made', async (_, body, message) => {
    const refusal = await refusedUnchanged(v2.plane, () => importOf(body));
    expect(refusal).toMatch(/^400 BadRequestException: /);
    expect(refusal).toContain(message);
  });

  test('400: a base path mode that is none', async () => {
    expect(await refusalOf(importOf(document(), { Basepath: 'append' }))).toMatch(/^400 /);
  });

  test('201: API keys by the tag that gives what REST APIs have, and not without', async () => {
    const keyed = (tags: object[]) =>
      get(
        { ...called, security: [{ key: [] }] },
        {
          tags,
          components: { securitySchemes: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } } },
        },
      );
    const on = await importOf(
      keyed([{ name: 'tollgate:rest-features', 'x-amazon-apigateway-tag-value': 'on' }]),
    );
    expect(await routesOf(on.ApiId)).toMatchObject([{ ApiKeyRequired: true }]);
    const off = await importOf(keyed([]));
    expect(off.Warnings).toEqual(["API keys are not supported for HTTP APIs: 'GET /a'. Ignoring."]);
    expect(await routesOf(off.ApiId)).toMatchObject([{ ApiKeyRequired: false }]);
  });
});

describe('ReimportApi', () => {
  test('201: the definition is replaced, what keeps its key keeps its id, and stages that deploy do', async () => {
    const { ApiId } = await importOf(document());
    await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
    const before = await routesOf(ApiId);
    const { DeploymentId } = await client.send(new GetStageCommand({ ApiId, StageName: '$default' }));
    const { paths } = document();
    const changed = document({
      info: { title: 'Cats', version: '2' },
      paths: {
        '/pets': { get: paths['/pets'].get },
        '/cats': { get: { ...paths['/pets'].get, operationId: 'c' } },
      },
      tags: [{ name: 'more' }],
      'x-amazon-apigateway-cors': undefined,
    });
    const { $metadata, ...api } = await reimportOf(ApiId, changed);
    expect($metadata.httpStatusCode).toBe(201);
    expect(api).toMatchObject({ ApiId, Name: 'Cats', Version: '2', Description: 'All pets' });
    expect(api.Tags).toEqual({ team: 'pets', plain: '', more: '' });
    expect(api.CorsConfiguration).toBeUndefined();
    const after = await routesOf(ApiId);
    expect(after.map(({ RouteKey }) => RouteKey)).toEqual(['GET /cats', 'GET /pets']);
    const same = before.find(({ RouteKey }) => RouteKey === 'GET /pets')!;
    expect(after[1]).toEqual(same);
    const stage = await client.send(new GetStageCommand({ ApiId, StageName: '$default' }));
    expect(stage.DeploymentId).not.toBe(DeploymentId);
  });

  test('201: a large document, which another thread reads, is imported and imported again', async () => {
    const large = document({ 'x-notes': 'large '.repeat(10_000) });
    const { ApiId } = await importOf(large);
    const before = await routesOf(ApiId);
    expect(before).toHaveLength(3);
    await reimportOf(ApiId, large);
    expect(await routesOf(ApiId)).toEqual(before);
  });

  test('a refused document leaves everything as it is', async () => {
    const { ApiId } = await importOf(document());
    const broken = document({ paths: { '/a': { get: { security: [{ none: [] }] } } } });
    const refusal = await refusedUnchanged(v2.plane, () => reimportOf(ApiId, broken));
    expect(refusal).toMatch(/^400 /);
  });

  test('404 without the API; 400 of a WebSocket API', async () => {
    expect(await refusalOf(reimportOf('nothere123', document()))).toMatch(/^404 /);
    const { ApiId } = await client.send(
      new CreateApiCommand({
        Name: 'a',
        ProtocolType: 'WEBSOCKET',
        RouteSelectionExpression: '$request.body.action',
      }),
    );
    expect(await refusalOf(reimportOf(ApiId, document()))).toMatch(/^400 /);
    expect(await refusalOf(exportOf(ApiId))).toMatch(/^400 /);
  });
});
