import { mock, openapi, operation, sending, swagger, type Corner } from './corner.js';

/** Files of the function host. */
export const functions = {
  echo: `export const handler = async (event) => ({
    statusCode: 200, headers: { 'x-from': 'echo' },
    body: JSON.stringify({ path: event.path, stage: event.requestContext.stage }),
  });`,
  plain: `export const handler = async (event) => {
    if (event.name === 'nobody') throw new Error('[NotFound] nobody');
    return { hello: event.name, list: [1, 2] };
  };`,
  lock: `export const handler = async (event) => {
    const token = event.authorizationToken ?? event.headers['X-Token'];
    if (token === 'Bearer nobody') throw new Error('Unauthorized');
    return {
      principalId: 'ann',
      context: { user: token, level: 3 },
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: 'execute-api:Invoke', Effect: token.endsWith('banned') ? 'Deny' : 'Allow', Resource: '*' }],
      },
    };
  };`,
  failing: `export const handler = async () => {
    throw new Error(JSON.stringify({ status: 409, message: 'taken', details: [{ at: 'name' }] }));
  };`,
};

/** Definitions that call functions, as integrations and as authorizers. */
export const functionCorners: readonly Corner[] = [
  {
    name: 'a function and its alias by stage variables',
    document: ({ functionUri }) =>
      openapi({
        '/{proxy+}': {
          'x-amazon-apigateway-any-method': operation({
            type: 'aws_proxy',
            httpMethod: 'POST',
            uri: functionUri('${stageVariables.function}:${stageVariables.alias}'),
            passthroughBehavior: 'when_no_match',
            contentHandling: 'CONVERT_TO_TEXT',
          }),
        },
      }),
    calls: [{ path: '/a/b', status: 200, body: { path: '/a/b' }, headers: { 'x-from': 'echo' } }],
  },
  {
    name: 'a function with templates, and its errors by a pattern',
    document: ({ functionUri }) =>
      swagger({
        '/hello': {
          post: operation(
            {
              type: 'aws',
              httpMethod: 'POST',
              uri: functionUri('plain'),
              requestTemplates: {
                'application/json': '{"name": "$util.escapeJavaScript($input.path(\'$.who\'))"}',
              },
              passthroughBehavior: 'never',
              responses: {
                default: {
                  statusCode: '200',
                  responseTemplates: {
                    'application/json': '#set($r = $input.path(\'$\')){"text":"$r.hello","n":$r.list.size()}',
                  },
                },
                '.*\\[NotFound\\].*': {
                  statusCode: '404',
                  responseTemplates: {
                    'application/json': '{"error": "$input.path(\'$.errorMessage\')"}',
                  },
                },
              },
            },
            { responses: { 200: { description: 'ok' }, 404: { description: 'none' } } },
          ),
        },
      }),
    calls: [
      { path: '/hello', init: sending('{"who":"Ann"}'), status: 200, body: '{"text":"Ann","n":2}' },
      {
        path: '/hello',
        init: sending('{"who":"nobody"}'),
        status: 404,
        body: { error: '[NotFound] nobody' },
      },
    ],
  },
  {
    name: 'a token authorizer with a pattern, and an API key after it',
    document: ({ functionUri }) =>
      openapi(
        {
          '/open': { get: operation(mock('"open"'), { security: [] }) },
          '/locked': {
            get: operation(mock('"$context.authorizer.user $context.authorizer.level"'), {
              security: [{ lock: [] }],
            }),
          },
          '/keyed': { get: operation(mock('"never"')) },
        },
        {
          security: [{ lock: [], api_key: [] }],
          components: {
            securitySchemes: {
              lock: {
                type: 'apiKey',
                name: 'X-Token',
                in: 'header',
                'x-amazon-apigateway-authtype': 'custom',
                'x-amazon-apigateway-authorizer': {
                  type: 'token',
                  authorizerUri: functionUri('lock'),
                  identityValidationExpression: 'Bearer .*$',
                  authorizerResultTtlInSeconds: 0,
                },
              },
              api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
            },
          },
        },
      ),
    calls: [
      { path: '/open', status: 200, body: '"open"' },
      { path: '/locked', status: 401, body: { message: 'Unauthorized' } },
      { path: '/locked', init: { headers: { 'X-Token': 'ann' } }, status: 401 },
      { path: '/locked', init: { headers: { 'X-Token': 'Bearer nobody' } }, status: 401 },
      { path: '/locked', init: { headers: { 'X-Token': 'Bearer banned' } }, status: 403 },
      {
        path: '/locked',
        init: { headers: { 'X-Token': 'Bearer ann' } },
        status: 200,
        body: '"Bearer ann 3"',
      },
      // The key comes after the authorizer.
      { path: '/keyed', status: 401 },
      {
        path: '/keyed',
        init: { headers: { 'X-Token': 'Bearer ann' } },
        status: 403,
        body: { message: 'Forbidden' },
      },
    ],
  },
  {
    name: 'a request authorizer with several sources',
    document: ({ functionUri }) =>
      swagger(
        {
          '/a': {
            get: operation(
              { type: 'aws_proxy', httpMethod: 'POST', uri: functionUri('echo') },
              { security: [{ lock: [] }] },
            ),
          },
        },
        {
          securityDefinitions: {
            lock: {
              type: 'apiKey',
              name: 'Unused',
              in: 'header',
              'x-amazon-apigateway-authtype': 'custom',
              'x-amazon-apigateway-authorizer': {
                type: 'request',
                authorizerUri: functionUri('lock'),
                identitySource: 'method.request.header.x-token, method.request.querystring.tenant',
                authorizerResultTtlInSeconds: 300,
              },
            },
          },
        },
      ),
    calls: [
      { path: '/a?tenant=t1', status: 401 },
      { path: '/a', init: { headers: { 'x-token': 'ann' } }, status: 401 },
      { path: '/a?tenant=t1', init: { headers: { 'X-Token': 'ann' } }, status: 200, body: { path: '/a' } },
    ],
  },
];
