import { mock, openapi, operation, sending, swagger, type Corner } from './corner.js';

const missing = 'method.response.header.Location';

/** Definitions that respond by themselves: what is checked, refused and written before any backend. */
export const mockCorners: readonly Corner[] = [
  {
    name: 'a MOCK that chooses its status by a parameter',
    document: () =>
      swagger({
        '/a': {
          get: operation(
            mock('', {
              requestTemplates: {
                'application/json':
                  '{\n #if( $input.params(\'scope\') == "internal" )\n "statusCode": 200\n #else\n "statusCode": 500\n #end\n}',
              },
              responses: {
                '2\\d{2}': {
                  statusCode: '200',
                  responseTemplates: { 'application/json': '{"statusCode": 200, "message": "Go ahead"}' },
                },
                '5\\d{2}': {
                  statusCode: '500',
                  responseTemplates: { 'application/json': '{"message": "$context.resourcePath"}' },
                },
              },
            }),
            {
              parameters: [{ name: 'scope', in: 'query', required: false, type: 'string' }],
              responses: { 200: { description: 'ok' }, 500: { description: 'bad' } },
            },
          ),
        },
      }),
    calls: [
      { path: '/a?scope=internal', status: 200, body: { message: 'Go ahead' } },
      { path: '/a', status: 500, body: { message: '/a' } },
    ],
  },
  {
    name: 'overrides of status and headers by templates',
    document: () =>
      openapi({
        '/{id}': {
          get: operation(
            mock(
              '#set($context.responseOverride.status = 418)#set($context.responseOverride.header.X-Id = $input.params("id")){"id":"$input.params(\'id\')"}',
            ),
          ),
        },
      }),
    calls: [{ path: '/42', status: 418, body: { id: '42' }, headers: { 'x-id': '42' } }],
  },
  {
    name: 'a redirect with a header that is a mapped value',
    document: () =>
      openapi({
        '/': {
          get: operation(
            {
              type: 'mock',
              requestTemplates: { 'application/json': '{"statusCode": 302}' },
              responses: {
                default: { statusCode: '302', responseParameters: { [missing]: "'https://example.com/'" } },
              },
            },
            {
              responses: {
                302: { description: 'moved', headers: { Location: { schema: { type: 'string' } } } },
              },
            },
          ),
        },
      }),
    calls: [
      {
        path: '/',
        init: { redirect: 'manual' },
        status: 302,
        headers: { location: 'https://example.com/' },
      },
    ],
  },
  {
    name: 'gateway responses with headers for other origins, and templates',
    document: () =>
      swagger(
        { '/a': { get: operation(mock('1'), { security: [{ api_key: [] }] }) } },
        {
          securityDefinitions: { api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' } },
          'x-amazon-apigateway-gateway-responses': {
            DEFAULT_4XX: {
              responseParameters: {
                'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
                'gatewayresponse.header.X-Path': 'method.request.path.none',
              },
              responseTemplates: {
                'application/json':
                  '{"message":$context.error.messageString,"type":"$context.error.responseType"}',
              },
            },
            MISSING_AUTHENTICATION_TOKEN: {
              statusCode: 404,
              responseTemplates: {
                'application/json': '{"message":"no $context.httpMethod here, $stageVariables.version"}',
              },
            },
          },
        },
      ),
    calls: [
      {
        path: '/a',
        status: 403,
        body: { message: 'Forbidden', type: 'INVALID_API_KEY' },
        headers: { 'access-control-allow-origin': '*' },
      },
      { path: '/none', status: 404, body: { message: 'no GET here, v7' } },
    ],
  },
  {
    name: 'validators: one for the document, another for an operation',
    document: () =>
      swagger(
        {
          '/pets': {
            get: operation(mock('[]'), {
              parameters: [
                { name: 'page', in: 'query', required: true, type: 'string' },
                { name: 'X-Tenant', in: 'header', required: true, type: 'string' },
              ],
              'x-amazon-apigateway-request-validator': 'params-only',
            }),
            post: operation(mock('{}'), {
              consumes: ['application/json'],
              parameters: [
                { name: 'Pet', in: 'body', required: true, schema: { $ref: '#/definitions/Pet' } },
              ],
            }),
          },
        },
        {
          'x-amazon-apigateway-request-validators': {
            'params-only': { validateRequestBody: false, validateRequestParameters: true },
            all: { validateRequestBody: true, validateRequestParameters: true },
          },
          'x-amazon-apigateway-request-validator': 'all',
          definitions: {
            Pet: {
              type: 'object',
              required: ['type', 'price'],
              properties: {
                type: { type: 'string', enum: ['dog', 'cat'] },
                price: { type: 'number', minimum: 25, maximum: 500 },
              },
            },
          },
        },
      ),
    calls: [
      {
        path: '/pets',
        status: 400,
        body: { message: 'Missing required request parameters: [X-Tenant, page]' },
      },
      { path: '/pets?page=1', init: { headers: { 'x-tenant': 'a' } }, status: 200, body: '[]' },
      { path: '/pets', init: sending('{"type":"cow","price":30}'), status: 400 },
      { path: '/pets', init: sending('{"type":"dog","price":30}'), status: 200 },
    ],
  },
  {
    name: 'models that extend and repeat each other',
    document: () =>
      openapi(
        {
          '/tree': {
            post: operation(mock('{}'), {
              requestBody: {
                required: true,
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Tree' } } },
              },
              'x-amazon-apigateway-request-validator': 'body',
            }),
          },
        },
        {
          'x-amazon-apigateway-request-validators': {
            body: { validateRequestBody: true, validateRequestParameters: false },
          },
          components: {
            schemas: {
              Named: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
              Tree: {
                allOf: [
                  { $ref: '#/components/schemas/Named' },
                  {
                    type: 'object',
                    properties: {
                      children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
                    },
                  },
                ],
              },
            },
          },
        },
      ),
    calls: [
      { path: '/tree', init: sending('{"name":"a","children":[{"name":"b"}]}'), status: 200 },
      { path: '/tree', init: sending('{"name":"a","children":[{}]}'), status: 400 },
    ],
  },
  {
    name: 'a resource policy that lets one path through',
    document: () =>
      swagger(
        { '/open': { get: operation(mock('1')) }, '/shut': { get: operation(mock('2')) } },
        {
          'x-amazon-apigateway-policy': {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
              {
                Effect: 'Deny',
                Principal: '*',
                Action: 'execute-api:Invoke',
                Resource: 'execute-api:/*/*/shut',
              },
            ],
          },
        },
      ),
    calls: [
      { path: '/open', status: 200 },
      { path: '/shut', status: 403 },
    ],
  },
  {
    name: 'IAM by the scheme and by the older extension',
    document: () =>
      openapi(
        {
          '/scheme': { get: operation(mock('1'), { security: [{ sigv4: [] }] }) },
          '/older': { get: operation(mock('2'), { 'x-amazon-apigateway-auth': { type: 'aws_iam' } }) },
        },
        {
          components: {
            securitySchemes: {
              sigv4: {
                type: 'apiKey',
                name: 'Authorization',
                in: 'header',
                'x-amazon-apigateway-authtype': 'awsSigv4',
              },
            },
          },
        },
      ),
    calls: ['/scheme', '/older'].map((path) => ({
      path,
      status: 403,
      body: { message: 'Missing Authentication Token' },
    })),
  },
  {
    name: 'responses in other content types, chosen by Accept',
    document: () =>
      swagger({
        '/a': {
          get: operation(
            {
              type: 'mock',
              requestTemplates: { 'application/json': '{"statusCode": 200}' },
              responses: {
                default: {
                  statusCode: '200',
                  responseParameters: { 'method.response.header.Content-Type': "'text/html'" },
                  responseTemplates: { 'text/html': '<html><body>$context.stage</body></html>' },
                },
              },
            },
            {
              produces: ['text/html'],
              responses: { 200: { description: 'page', headers: { 'Content-Type': { type: 'string' } } } },
            },
          ),
        },
      }),
    calls: [
      {
        path: '/a',
        status: 200,
        body: '<html><body>v1</body></html>',
        headers: { 'content-type': 'text/html' },
      },
    ],
  },
];
