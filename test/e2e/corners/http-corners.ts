import { openapi, operation, passedOn, swagger, type Corner } from './corner.js';

const statusOf = (url: string) => `${url}/response`;

/** Definitions that call HTTP backends. */
export const httpCorners: readonly Corner[] = [
  {
    name: 'a greedy path with ANY, cache keys, and a preflight beside it',
    document: ({ url }) =>
      openapi({
        '/{proxy+}': {
          options: operation(
            {
              type: 'mock',
              requestTemplates: { 'application/json': '{"statusCode": 200}' },
              responses: {
                default: {
                  statusCode: '200',
                  responseParameters: {
                    'method.response.header.Access-Control-Allow-Methods': "'GET,OPTIONS'",
                    'method.response.header.Access-Control-Allow-Origin': "'*'",
                  },
                },
              },
            },
            {
              responses: {
                200: {
                  description: '200 response',
                  headers: {
                    'Access-Control-Allow-Methods': { schema: { type: 'string' } },
                    'Access-Control-Allow-Origin': { schema: { type: 'string' } },
                  },
                  content: {},
                },
              },
            },
          ),
          'x-amazon-apigateway-any-method': operation(
            {
              type: 'http_proxy',
              httpMethod: 'ANY',
              uri: `${url}/base/{proxy}/`,
              requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
              passthroughBehavior: 'when_no_match',
              cacheNamespace: 'psuvk6',
              cacheKeyParameters: ['method.request.path.proxy'],
            },
            { parameters: [{ name: 'proxy', in: 'path', required: true, schema: { type: 'string' } }] },
          ),
        },
      }),
    calls: [
      {
        path: '/a/b?x=1',
        init: { method: 'DELETE' },
        status: 200,
        body: { method: 'DELETE', url: '/base/a/b/?x=1' },
      },
      {
        path: '/a/b',
        init: { method: 'OPTIONS' },
        status: 200,
        headers: { 'access-control-allow-methods': 'GET,OPTIONS', 'access-control-allow-origin': '*' },
      },
    ],
  },
  {
    name: 'the root and a fixed path go before the greedy one',
    document: ({ url }) => {
      const any = (uri: string, more: object = {}) => ({
        'x-amazon-apigateway-any-method': operation({ type: 'http_proxy', httpMethod: 'ANY', uri, ...more }),
      });
      return swagger({
        '/': any(`${url}/root`),
        '/pets/{petId}': any(`${url}/pet`),
        '/{proxy+}': any(`${url}/{proxy}`, {
          requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
        }),
      });
    },
    calls: [
      { path: '/', status: 200, body: { url: '/root' } },
      { path: '/pets/1', status: 200, body: { url: '/pet' } },
      { path: '/pets/1/toys', status: 200, body: { url: '/pets/1/toys' } },
    ],
  },
  {
    name: 'stage variables in host and path, and an explicit connection over the internet',
    document: () =>
      swagger({
        '/a': {
          get: operation({
            type: 'HTTP_PROXY',
            httpMethod: 'get',
            uri: 'http://${stageVariables.host}/${stageVariables.version}/a',
            connectionType: 'INTERNET',
            timeoutInMillis: 5000,
            tlsConfig: { insecureSkipVerification: true },
          }),
        },
      }),
    calls: [{ path: '/a', status: 200, body: { method: 'GET', url: '/v7/a' } }],
  },
  {
    name: 'statuses of the backend by patterns, and #foreach over its response',
    document: ({ url }) =>
      swagger({
        '/a': {
          get: operation(
            {
              type: 'http',
              httpMethod: 'GET',
              uri: statusOf(url),
              requestParameters: { 'integration.request.querystring.status': 'method.request.querystring.s' },
              responses: {
                '4\\d{2}': {
                  statusCode: '404',
                  responseTemplates: {
                    'application/json':
                      '#set($inputRoot = $input.path(\'$\'))\n{"message":"none","method":"$inputRoot.method"}',
                  },
                },
                '5\\d{2}': { statusCode: 502 },
                default: {
                  statusCode: '200',
                  responseParameters: {
                    'method.response.header.X-Up': 'integration.response.header.x-upstream',
                    'method.response.header.X-Url': 'integration.response.body.url',
                  },
                  responseTemplates: {
                    'application/json':
                      '[#foreach($name in [\'a\',\'b\'])\n{"n":"$name","i":$foreach.index}#if($foreach.hasNext),#end\n#end]',
                  },
                },
              },
            },
            {
              parameters: [{ name: 's', in: 'query', required: false, type: 'string' }],
              responses: {
                200: {
                  description: 'ok',
                  headers: { 'X-Up': { type: 'string' }, 'X-Url': { type: 'string' } },
                },
                404: { description: 'none' },
                502: { description: 'bad' },
              },
            },
          ),
        },
      }),
    calls: [
      {
        path: '/a',
        status: 200,
        body: [
          { n: 'a', i: 0 },
          { n: 'b', i: 1 },
        ],
        headers: { 'x-up': 'yes', 'x-url': '/response' },
      },
      { path: '/a?s=404', status: 404, body: { message: 'none', method: 'GET' } },
      { path: '/a?s=503', status: 502 },
    ],
  },
  {
    name: 'values of one name together, and fixed and context values',
    document: ({ url }) =>
      openapi({
        '/a': {
          get: operation(
            {
              type: 'http',
              httpMethod: 'GET',
              uri: `${url}/a`,
              requestParameters: {
                'integration.request.querystring.id': 'method.request.multivaluequerystring.id',
                'integration.request.header.X-Fixed': "'it is'",
                'integration.request.header.X-Stage': 'context.stage',
                'integration.request.header.X-Variable': 'stageVariables.version',
              },
              responses: passedOn,
            },
            { parameters: [{ name: 'id', in: 'query', schema: { type: 'array' } }] },
          ),
        },
      }),
    calls: [
      {
        path: '/a?id=1&id=2',
        status: 200,
        body: {
          url: '/a?id=1&id=2',
          headers: { 'x-fixed': 'it is', 'x-stage': 'v1', 'x-variable': 'v7' },
        },
      },
    ],
  },
];
