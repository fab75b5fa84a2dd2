import { goodEndpoint, goodIntegration, goodRoot, goodSchemes } from './good-operation.js';

/** Every member of Swagger 2.0 that an import reads, each where it is read. */
export const goodSwagger = {
  swagger: '2.0',
  info: { title: 'Good', version: '1', description: 'text' },
  basePath: '/base',
  consumes: ['application/json'],
  produces: ['application/json'],
  parameters: { Limit: { name: 'limit', in: 'query', required: true } },
  responses: {
    Refused: { headers: { 'X-A': { required: true } }, schema: { $ref: '#/definitions/A' } },
    Unused: { headers: { 'X-A': {} } },
  },
  definitions: { A: { type: 'object', description: 'text', properties: { a: { type: 'string' } } } },
  securityDefinitions: goodSchemes,
  security: [{ key: [] }],
  paths: {
    '/a/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true }],
      post: {
        operationId: 'postA',
        consumes: ['application/json'],
        produces: ['application/json'],
        parameters: [
          { $ref: '#/parameters/Limit' },
          { name: 'X-B', in: 'header', required: true },
          { name: 'body', in: 'body', schema: { $ref: '#/definitions/A' } },
        ],
        responses: {
          200: {
            headers: { 'X-A': { required: true } },
            schema: { type: 'array', items: { type: 'string' } },
          },
          400: { $ref: '#/responses/Refused' },
        },
        security: [{ lock: [] }],
        'x-amazon-apigateway-integration': goodIntegration,
        'x-amazon-apigateway-request-validator': 'all',
      },
      put: { 'x-amazon-apigateway-auth': { type: 'aws_iam' }, security: [] },
      get: { security: [{ pool: ['a/b'] }] },
      'x-amazon-apigateway-any-method': {},
    },
    '/b': { $ref: '#/paths/~1a~1{id}' },
  },
  'x-amazon-apigateway-endpoint-configuration': goodEndpoint,
  ...goodRoot,
};
