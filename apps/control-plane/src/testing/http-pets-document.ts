/** An integration with a backend on HTTP. */
export const proxy = (uri = 'http://backend.test/pets') => ({
  type: 'http_proxy',
  httpMethod: 'ANY',
  uri,
  payloadFormatVersion: '1.0',
});
/** The OpenAPI document of an HTTP API with a bit of everything, and what is given. */
export const petsDocument = (change: object = {}) => ({
  openapi: '3.0.1',
  info: { title: 'Pets', version: '1.2', description: 'All pets' },
  servers: [{ url: 'https://pets.test/{basePath}', variables: { basePath: { default: '/v1/shop' } } }],
  tags: [{ name: 'team', 'x-amazon-apigateway-tag-value': 'pets' }, { name: 'plain' }],
  paths: {
    '/pets': {
      get: {
        operationId: 'listPets',
        security: [{ tokens: ['pets:read'] }],
        'x-amazon-apigateway-integration': { $ref: '#/components/x-amazon-apigateway-integrations/pets' },
      },
      post: {
        requestBody: { content: {} },
        'x-amazon-apigateway-integration': { $ref: '#/components/x-amazon-apigateway-integrations/pets' },
      },
    },
    '/$default': {
      'x-amazon-apigateway-any-method': {
        isDefaultRoute: true,
        'x-amazon-apigateway-integration': proxy(),
      },
    },
  },
  components: {
    securitySchemes: {
      tokens: {
        type: 'openIdConnect',
        openIdConnectUrl: 'https://issuer.test/pool/.well-known/openid-configuration',
        'x-amazon-apigateway-authorizer': {
          type: 'jwt',
          identitySource: '$request.header.Authorization',
          jwtConfiguration: { audience: ['app'] },
        },
      },
    },
    'x-amazon-apigateway-integrations': { pets: proxy() },
  },
  'x-amazon-apigateway-cors': { allowOrigins: ['https://app.test'], allowMethods: ['GET'], maxAge: 60 },
  'x-amazon-apigateway-importexport-version': '1.0',
  ...change,
});
