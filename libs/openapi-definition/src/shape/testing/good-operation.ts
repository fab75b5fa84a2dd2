const lambda =
  'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:f/invocations';

/** Every member of an integration that an import reads. */
export const goodIntegration = {
  type: 'http',
  httpMethod: 'POST',
  uri: 'https://backend.example.com/{id}',
  connectionType: 'VPC_LINK',
  connectionId: 'link123456',
  responseTransferMode: 'BUFFERED',
  integrationTarget:
    'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/name/0123456789abcdef',
  credentials: 'arn:aws:iam::123456789012:role/caller',
  requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
  requestTemplates: { 'application/json': '{}' },
  passthroughBehavior: 'never',
  contentHandling: 'CONVERT_TO_TEXT',
  timeoutInMillis: 1000,
  cacheNamespace: 'ns',
  cacheKeyParameters: ['method.request.path.id'],
  tlsConfig: { insecureSkipVerification: true },
  responses: {
    default: {
      statusCode: '200',
      contentHandling: 'CONVERT_TO_TEXT',
      responseParameters: { 'method.response.header.X-A': "'a'" },
      responseTemplates: { 'application/json': '{}' },
    },
  },
};

/** Every extension of the root and of security schemes. */
export const goodRoot = {
  'x-amazon-apigateway-api-key-source': 'HEADER',
  'x-amazon-apigateway-binary-media-types': ['image/png'],
  'x-amazon-apigateway-documentation': {
    version: '1',
    documentationParts: [
      {
        location: {
          type: 'RESPONSE_HEADER',
          path: '/a/{id}',
          method: 'POST',
          statusCode: '200',
          name: 'X-A',
        },
        properties: { description: 'text' },
      },
    ],
  },
  'x-amazon-apigateway-endpoint-access-mode': 'BASIC',
  'x-amazon-apigateway-gateway-responses': {
    DEFAULT_4XX: {
      statusCode: '404',
      responseParameters: { 'gatewayresponse.header.X-A': "'a'" },
      responseTemplates: { 'application/json': '{}' },
    },
  },
  'x-amazon-apigateway-minimum-compression-size': 1024,
  'x-amazon-apigateway-policy': {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: ['execute-api:/*'] },
    ],
  },
  'x-amazon-apigateway-request-validator': 'all',
  'x-amazon-apigateway-request-validators': {
    all: { validateRequestBody: true, validateRequestParameters: true },
  },
  'x-amazon-apigateway-security-policy': 'TLS_1_2',
};

export const goodSchemes = {
  key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
  lock: {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': {
      type: 'token',
      authorizerUri: lambda,
      authorizerCredentials: 'arn:aws:iam::123456789012:role/caller',
      authorizerResultTtlInSeconds: 60,
      identitySource: 'method.request.header.Authorization',
      identityValidationExpression: '^a',
    },
  },
  pool: {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authorizer': {
      type: 'cognito_user_pools',
      providerARNs: ['arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a'],
    },
  },
};

export const goodEndpoint = { disableExecuteApiEndpoint: true, vpcEndpointIds: ['vpce-0123456789abcdef0'] };
