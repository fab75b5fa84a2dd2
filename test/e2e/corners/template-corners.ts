import { mock, openapi, operation, passedOn, sending, swagger, type Corner } from './corner.js';

const sendingOn = (url: string, requestTemplates: Readonly<Record<string, string>>) => ({
  post: operation({
    type: 'http',
    httpMethod: 'POST',
    uri: url,
    requestTemplates,
    passthroughBehavior: 'when_no_templates',
    responses: passedOn,
  }),
});

/**
 * Templates of the kinds that samples and answers to questions have, and documents that were not written for
 * a gateway.
 */
export const templateCorners: readonly Corner[] = [
  {
    name: 'everything about a request as one object',
    document: ({ url }) =>
      swagger({
        '/all/{id}': sendingOn(url, {
          'application/json': `#set($every = $input.params())
{
"body" : $input.json('$'),
"params" : {
#foreach($kind in $every.keySet())
    #set($params = $every.get($kind))
"$kind" : {
    #foreach($name in $params.keySet())
    "$name" : "$util.escapeJavaScript($params.get($name))"
        #if($foreach.hasNext),#end
    #end
}
    #if($foreach.hasNext),#end
#end
},
"variables" : {
#foreach($key in $stageVariables.keySet())
"$key" : "$util.escapeJavaScript($stageVariables.get($key))"
    #if($foreach.hasNext),#end
#end
},
"context" : {
    "api-id" : "$context.apiId", "method" : "$context.httpMethod", "stage" : "$context.stage",
    "ip" : "$context.identity.sourceIp", "user" : "$context.authorizer.principalId", "path" : "$context.resourcePath"
    }
}`,
        }),
      }),
    calls: [
      {
        path: '/all/7?q=a%22b',
        init: sending('{"x":[1]}'),
        status: 200,
        body: {
          body: {
            body: { x: [1] },
            params: { path: { id: '7' }, querystring: { q: 'a"b' } },
            variables: { version: 'v7' },
            context: { method: 'POST', stage: 'v1', ip: '127.0.0.1', user: '', path: '/all/{id}' },
          },
        },
      },
    ],
  },
  {
    name: 'a form made into JSON',
    document: ({ url }) =>
      openapi({
        '/form': sendingOn(url, {
          'application/x-www-form-urlencoded': `{#foreach( $pair in $input.path('$').split('&') )#set( $parts = $pair.split('=') )#if( $parts.size() >= 1 )"$util.urlDecode($parts[0])": "#if( $parts.size() >= 2 )$util.urlDecode($parts[1])#end"#if( $foreach.hasNext ), #end#end#end}`,
        }),
      }),
    calls: [
      {
        path: '/form',
        init: sending('a=1+2&b=%C3%A9&c=', 'application/x-www-form-urlencoded'),
        status: 200,
        body: { body: '{"a": "1 2", "b": "é", "c": ""}' },
      },
    ],
  },
  {
    name: 'an error of a function that is JSON within a text',
    document: ({ functionUri }) =>
      swagger({
        '/a': {
          post: operation(
            {
              type: 'aws',
              httpMethod: 'POST',
              uri: functionUri('failing'),
              responses: {
                default: { statusCode: '200' },
                '.*"status"\\s*:\\s*409.*': {
                  statusCode: '409',
                  responseTemplates: {
                    'application/json':
                      '#set($e = $util.parseJson($input.path(\'$.errorMessage\'))){"message":"$e.message","at":"$e.details[0].at"}',
                  },
                },
              },
            },
            { responses: { 200: { description: 'ok' }, 409: { description: 'conflict' } } },
          ),
        },
      }),
    calls: [{ path: '/a', init: sending('{}'), status: 409, body: { message: 'taken', at: 'name' } }],
  },
  {
    name: 'a function that is called without waiting',
    document: ({ functionUri }) =>
      openapi({
        '/later': {
          post: operation(
            {
              type: 'aws',
              httpMethod: 'POST',
              uri: functionUri('plain'),
              requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" },
              responses: {
                '.*': { statusCode: '202', responseTemplates: { 'application/json': '{"accepted":true}' } },
                default: {
                  statusCode: '202',
                  responseTemplates: { 'application/json': '{"accepted":true}' },
                },
              },
            },
            { responses: { 202: { description: 'accepted' } } },
          ),
        },
      }),
    calls: [{ path: '/later', init: sending('{"name":"a"}'), status: 202, body: { accepted: true } }],
  },
  {
    name: 'response patterns that are plain statuses, no default, and statuses as numbers',
    document: ({ url }) =>
      swagger({
        '/a': {
          get: operation(
            {
              type: 'http',
              httpMethod: 'GET',
              uri: `${url}/?status=404`,
              responses: { 200: { statusCode: 200 }, 404: { statusCode: 404 } },
            },
            { responses: { 200: { description: 'ok' }, 404: { description: 'none' } } },
          ),
        },
      }),
    calls: [{ path: '/a', status: 404, body: { method: 'GET' } }],
  },
  {
    name: 'a document that was written for people: unused words, formats, examples, tags, callbacks',
    document: () =>
      openapi(
        {
          '/pets/': {
            summary: 'pets',
            get: operation(mock('[]'), {
              tags: ['pets', 'all'],
              summary: 'All pets',
              deprecated: true,
              externalDocs: { url: 'https://example.com' },
              parameters: [
                { name: 'limit', in: 'query', schema: { type: 'integer', format: 'int32', default: 20 } },
                { name: 'session', in: 'cookie', schema: { type: 'string' } },
              ],
              responses: {
                200: {
                  description: 'pets',
                  content: {
                    'application/json': {
                      schema: { type: 'array', items: { $ref: '#/components/schemas/Pet' } },
                      examples: { one: { value: [] } },
                    },
                  },
                },
                default: { description: 'anything' },
              },
              callbacks: {},
            }),
          },
        },
        {
          tags: [{ name: 'pets' }],
          servers: [{ url: 'https://{tenant}.example.com/v2', variables: { tenant: { default: 'a' } } }],
          components: {
            schemas: {
              Pet: {
                type: 'object',
                required: ['id'],
                properties: {
                  id: { type: 'integer', format: 'int64', example: 7 },
                  born: { type: 'string', format: 'date-time', nullable: true },
                  kind: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
                },
                discriminator: { propertyName: 'kind' },
                xml: { name: 'pet' },
              },
            },
          },
        },
      ),
    calls: [{ path: '/pets', status: 200, body: '[]' }],
  },
];
