import { goodEndpoint, goodIntegration, goodRoot, goodSchemes } from './good-operation.js';

const content = { 'application/json': { schema: { $ref: '#/components/schemas/A' } } };

/** Every member of OpenAPI 3.0 that an import reads, each where it is read. */
export const goodOpenApi3 = {
  openapi: '3.0.1',
  info: { title: 'Good', version: '1', description: 'text' },
  servers: [
    {
      url: 'https://example.com/{basePath}',
      variables: { basePath: { default: 'base' } },
      'x-amazon-apigateway-endpoint-configuration': goodEndpoint,
    },
  ],
  security: [{ key: [] }],
  paths: {
    '/a/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true }],
      post: {
        operationId: 'postA',
        parameters: [
          { $ref: '#/components/parameters/Limit' },
          { name: 'X-B', in: 'header', required: true },
        ],
        requestBody: { $ref: '#/components/requestBodies/A' },
        responses: {
          200: { headers: { 'X-A': { $ref: '#/components/headers/A' } }, content },
          400: { $ref: '#/components/responses/Refused' },
        },
        security: [{ lock: [] }],
        'x-amazon-apigateway-integration': goodIntegration,
        'x-amazon-apigateway-request-validator': 'all',
      },
      put: { 'x-amazon-apigateway-auth': { type: 'aws_iam' }, security: [], requestBody: { content } },
      get: { security: [{ pool: ['a/b'] }] },
      'x-amazon-apigateway-any-method': {},
    },
  },
  components: {
    parameters: { Limit: { name: 'limit', in: 'query', required: true } },
    headers: { A: { required: true } },
    requestBodies: { A: { content } },
    responses: { Refused: { headers: { 'X-A': { required: true } }, content } },
    schemas: { A: { type: 'object', description: 'text', properties: { a: { type: 'string' } } } },
    securitySchemes: goodSchemes,
  },
  ...goodRoot,
};
