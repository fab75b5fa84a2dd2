/** A document in the shape of AWS's samples of HTTP APIs, and what its API answers. */
export interface PublishedDocument {
  readonly document: object;
  readonly answers: readonly {
    readonly path: string;
    readonly init?: RequestInit;
    readonly status: number;
    /** In the body. */
    readonly contains?: string;
    readonly header?: readonly [name: string, value: string];
  }[];
}

const functionArn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
const invocationOf = (name: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`;

const calling = (name: string) => ({
  'x-amazon-apigateway-integration': {
    type: 'AWS_PROXY',
    httpMethod: 'POST',
    uri: functionArn(name),
    payloadFormatVersion: '2.0',
  },
});
const api = (paths: object, more: object = {}) => ({
  openapi: '3.0.1',
  info: { title: 'sample', version: '2026-01-01' },
  paths,
  'x-amazon-apigateway-importexport-version': '1.0',
  ...more,
});

/** `backend`: the origin of a backend that answers with what it was asked. */
export function publishedDocuments(backend: string): Readonly<Record<string, PublishedDocument>> {
  const proxied = (path: string, more: object = {}) => ({
    'x-amazon-apigateway-integration': {
      type: 'http_proxy',
      httpMethod: 'ANY',
      uri: `${backend}${path}`,
      payloadFormatVersion: '1.0',
      connectionType: 'INTERNET',
      ...more,
    },
  });
  const locked = (scheme: object, operation: object) =>
    api(
      { '/secret': { get: { ...operation, security: [{ guard: [] }] } } },
      { components: { securitySchemes: { guard: scheme } } },
    );
  return {
    'a quick create, as it is exported': {
      document: api({
        '/$default': { 'x-amazon-apigateway-any-method': { isDefaultRoute: true, ...proxied('/up') } },
      }),
      answers: [{ path: '/anything/at/all', status: 200, contains: '/up/anything/at/all' }],
    },
    'a greedy proxy': {
      document: api({
        '/{proxy+}': {
          'x-amazon-apigateway-any-method': {
            parameters: [{ name: 'proxy', in: 'path', required: true, schema: { type: 'string' } }],
            responses: { default: { description: 'Default response for ANY /{proxy+}' } },
            ...proxied('/{proxy}'),
          },
        },
      }),
      answers: [{ path: '/pets/1?a=b', init: { method: 'PUT' }, status: 200, contains: '/pets/1?a=b' }],
    },
    'the pet store, with the operations that have an integration': {
      document: api(
        {
          '/pets': {
            get: { operationId: 'GetPets', responses: { 200: { description: 'pets' } }, ...proxied('/pets') },
            post: {
              operationId: 'CreatePet',
              requestBody: {
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
              },
              ...proxied('/pets'),
            },
          },
          '/pets/{petId}': { get: { operationId: 'GetPet', ...proxied('/pets/{petId}') } },
        },
        { components: { schemas: { Pet: { type: 'object', properties: { type: { type: 'string' } } } } } },
      ),
      answers: [
        { path: '/pets', status: 200, contains: '"GET"' },
        { path: '/pets', init: { method: 'POST', body: '{"type":"dog"}' }, status: 200, contains: 'dog' },
        { path: '/pets/7', status: 200, contains: '/pets/7' },
        { path: '/pets/7', init: { method: 'DELETE' }, status: 404, contains: 'Not Found' },
      ],
    },
    'functions behind a table, as in the tutorial': {
      document: api({
        '/items': { get: calling('list'), put: calling('put') },
        '/items/{id}': { get: calling('get'), delete: calling('delete') },
      }),
      answers: [
        { path: '/items', status: 200, contains: 'list GET /items' },
        { path: '/items/1', init: { method: 'DELETE' }, status: 200, contains: 'delete DELETE /items/{id}' },
      ],
    },
    'CORS by the gateway': {
      document: api(
        { '/pets': { get: proxied('/pets') } },
        {
          'x-amazon-apigateway-cors': {
            allowOrigins: ['https://www.example.com'],
            allowMethods: ['GET', 'OPTIONS'],
            allowHeaders: ['x-api-id'],
            maxAge: 3600,
          },
        },
      ),
      answers: [
        {
          path: '/pets',
          init: { headers: { origin: 'https://www.example.com' } },
          status: 200,
          header: ['access-control-allow-origin', 'https://www.example.com'],
        },
        {
          path: '/pets',
          init: {
            method: 'OPTIONS',
            headers: { origin: 'https://www.example.com', 'access-control-request-method': 'GET' },
          },
          status: 204,
          header: ['access-control-max-age', '3600'],
        },
      ],
    },
    'a JWT authorizer': {
      document: locked(
        {
          type: 'oauth2',
          flows: {},
          'x-amazon-apigateway-authorizer': {
            type: 'jwt',
            identitySource: '$request.header.Authorization',
            jwtConfiguration: { issuer: 'http://127.0.0.1:9/issuer', audience: ['app'] },
          },
        },
        proxied('/secret'),
      ),
      answers: [{ path: '/secret', status: 401, contains: 'Unauthorized' }],
    },
    'a Lambda authorizer that answers simply': {
      document: locked(
        {
          type: 'apiKey',
          name: 'x-token',
          in: 'header',
          'x-amazon-apigateway-authorizer': {
            type: 'request',
            identitySource: '$request.header.x-token',
            authorizerUri: invocationOf('guard'),
            authorizerPayloadFormatVersion: '2.0',
            authorizerResultTtlInSeconds: 0,
            enableSimpleResponses: true,
          },
        },
        proxied('/secret'),
      ),
      answers: [
        { path: '/secret', status: 401 },
        { path: '/secret', init: { headers: { 'x-token': 'no' } }, status: 403, contains: 'Forbidden' },
        { path: '/secret', init: { headers: { 'x-token': 'let me in' } }, status: 200, contains: '/secret' },
      ],
    },
    'signatures, as exports have them': {
      document: locked(
        {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          'x-amazon-apigateway-authtype': 'awsSigv4',
        },
        proxied('/secret'),
      ),
      answers: [{ path: '/secret', status: 403, contains: 'Forbidden' }],
    },
    'mapped parameters': {
      document: api({
        '/old/{id}': {
          get: proxied('', {
            requestParameters: {
              'overwrite:path': '/new/${request.path.id}',
              'append:header.x-api': '$context.apiId',
              'overwrite:querystring.from': 'gateway',
            },
            responseParameters: { 200: { 'overwrite:statuscode': '203', 'append:header.x-by': 'tollgate' } },
          }),
        },
      }),
      answers: [
        { path: '/old/5', status: 203, contains: '/new/5?from=gateway', header: ['x-by', 'tollgate'] },
      ],
    },
    'integrations by reference': {
      document: api(
        {
          '/a': {
            get: {
              'x-amazon-apigateway-integration': {
                $ref: '#/components/x-amazon-apigateway-integrations/one',
              },
            },
          },
          '/b': {
            get: {
              'x-amazon-apigateway-integration': {
                $ref: '#/components/x-amazon-apigateway-integrations/one',
              },
            },
          },
        },
        {
          components: {
            'x-amazon-apigateway-integrations': {
              one: proxied('/shared')['x-amazon-apigateway-integration'],
            },
          },
        },
      ),
      answers: [
        { path: '/a', status: 200, contains: '/shared' },
        { path: '/b', status: 200, contains: '/shared' },
      ],
    },
    'a document of which only a part is called yet': {
      document: api({ '/a': { get: proxied('/a') }, '/b': { get: { operationId: 'later' } } }),
      answers: [
        { path: '/a', status: 200 },
        { path: '/b', status: 404, contains: 'Not Found' },
      ],
    },
  };
}
