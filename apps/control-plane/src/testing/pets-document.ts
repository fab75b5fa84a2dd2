export const functionUri =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations';

export const pets = {
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
