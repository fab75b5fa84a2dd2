import { mock, openapi, operation, passedOn, sending, swagger, type Corner } from './corner.js';

/** Bodies, media types, references and the forms of a document, in front of HTTP backends. */
export const httpBodyCorners: readonly Corner[] = [
  {
    name: 'passthrough behaviours: never, and when no templates',
    document: ({ url }) => {
      const post = (passthroughBehavior: string) => ({
        post: operation({
          type: 'http',
          httpMethod: 'POST',
          uri: url,
          passthroughBehavior,
          requestTemplates: { 'application/json': '{"wrapped": $input.json(\'$\')}' },
          responses: passedOn,
        }),
      });
      return swagger({
        '/never': post('NEVER'),
        '/templates': post('when_no_templates'),
        '/match': post('when_no_match'),
      });
    },
    calls: [
      { path: '/never', init: sending('x', 'text/plain'), status: 415 },
      { path: '/templates', init: sending('x', 'text/plain'), status: 415 },
      { path: '/match', init: sending('x', 'text/plain'), status: 200, body: { body: 'x' } },
      { path: '/never', init: sending('[1]'), status: 200, body: { body: '{"wrapped": [1]}' } },
    ],
  },
  {
    name: 'binary media types, and a body that the integration wants as text',
    document: ({ url }) =>
      swagger(
        {
          '/text': {
            post: operation({
              type: 'http',
              httpMethod: 'POST',
              uri: url,
              contentHandling: 'CONVERT_TO_TEXT',
              responses: passedOn,
            }),
          },
        },
        { 'x-amazon-apigateway-binary-media-types': ['image/png', 'application/octet-stream'] },
      ),
    calls: [{ path: '/text', init: sending('png', 'image/png'), status: 200, body: { body: 'cG5n' } }],
  },
  {
    name: 'parameters, bodies, headers and responses behind references',
    document: ({ url }) =>
      openapi(
        {
          '/pets/{petId}': {
            parameters: [{ $ref: '#/components/parameters/petId' }],
            put: operation(
              {
                type: 'http_proxy',
                httpMethod: 'PUT',
                uri: `${url}/pets/{petId}`,
                requestParameters: { 'integration.request.path.petId': 'method.request.path.petId' },
              },
              {
                requestBody: { $ref: '#/components/requestBodies/pet' },
                responses: { 200: { $ref: '#/components/responses/pet' } },
                'x-amazon-apigateway-request-validator': 'body',
              },
            ),
          },
        },
        {
          'x-amazon-apigateway-request-validators': {
            body: { validateRequestBody: true, validateRequestParameters: false },
          },
          components: {
            parameters: { petId: { name: 'petId', in: 'path', required: true, schema: { type: 'string' } } },
            headers: { total: { schema: { type: 'integer' } } },
            requestBodies: {
              pet: {
                required: true,
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
              },
            },
            responses: {
              pet: {
                description: 'a pet',
                headers: { 'X-Total': { $ref: '#/components/headers/total' } },
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
              },
            },
            schemas: {
              Name: { type: 'string', minLength: 2 },
              Pet: {
                type: 'object',
                required: ['name'],
                properties: { name: { $ref: '#/components/schemas/Name' } },
              },
            },
          },
        },
      ),
    calls: [
      {
        path: '/pets/7',
        init: sending('{"name":"Rex"}', 'application/json', 'PUT'),
        status: 200,
        body: { url: '/pets/7' },
      },
      {
        path: '/pets/7',
        init: sending('{"name":"R"}', 'application/json', 'PUT'),
        status: 400,
        body: { message: 'Invalid request body' },
      },
    ],
  },
  {
    name: 'YAML with anchors, a folded template and numbers where texts are meant',
    document: ({ url }) => `swagger: "2.0"
info: { title: corner, version: 1.0 }
x-shared: &proxy
  responses: { 200: { description: ok } }
  x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: "${url}/yaml" }
paths:
  /one: { get: *proxy }
  /two: { get: *proxy }
  /mock:
    get:
      responses: { 200: { description: ok } }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: { application/json: '{"statusCode": 200}' }
        responses:
          default:
            statusCode: 200
            responseTemplates:
              application/json: |-
                {"no": true}
`,
    calls: [
      { path: '/one', status: 200, body: { url: '/yaml' } },
      { path: '/two', status: 200, body: { url: '/yaml' } },
      { path: '/mock', status: 200, body: '{"no": true}' },
    ],
  },
  {
    name: 'responses compressed from a size on',
    document: () =>
      swagger(
        { '/a': { get: operation(mock(`"${'x'.repeat(500)}"`)) } },
        { 'x-amazon-apigateway-minimum-compression-size': 100 },
      ),
    calls: [
      {
        path: '/a',
        init: { headers: { 'accept-encoding': 'gzip' } },
        status: 200,
        body: `"${'x'.repeat(500)}"`,
        headers: { 'content-encoding': 'gzip' },
      },
    ],
  },
];
