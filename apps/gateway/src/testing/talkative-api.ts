import type { RestSnapshot } from '#libs/snapshot-format';
import {
  http,
  integrationResponse,
  lambda,
  mapping,
  method,
  mock,
  mockMethod,
  snapshot,
  templatesOf,
} from './documents.js';

export const talkativePoolId = 'us-east-1_talks';
const authorizer = {
  identitySources: [
    { location: 'header', name: 'Authorization', expression: 'method.request.header.Authorization' },
  ],
  identityPattern: null,
} as const;

/**
 * An API with a method for each place that reads a text of a caller, a backend or a function and may have to
 * refuse it. Its stage has the variable `secret`.
 */
export function talkativeApi(backendOrigin: string, tlsPort: number): RestSnapshot {
  const fn = (type: 'LAMBDA' | 'LAMBDA_PROXY', change = {}) => ({
    ANY: method(lambda(type, 'arn:aws:lambda:us-east-1:000000000000:function:f', change)),
  });
  const says = (text: string) => templatesOf({ 'application/json': text });
  const custom = (change = {}) => ({ ANY: method(http('HTTP', `${backendOrigin}/b`, change)) });
  return snapshot(
    {
      '/mock/{id}': { ANY: mockMethod("$input.params('id') $stageVariables.secret") },
      '/keyed': { ANY: mockMethod('ok', { apiKeyRequired: true }) },
      '/checked': {
        ANY: mockMethod('ok', {
          requestChecks: { requiredParameters: [], bodyModels: { 'application/json': 'Pet' } },
        }),
      },
      '/status': { ANY: method(mock({ 'application/json': '{"statusCode": "$input.body"}' })) },
      '/never': custom({ requestTemplates: says('a'), passthroughBehavior: 'NEVER' }),
      '/never-mock': {
        ANY: method({ ...mock({ 'application/json': 'a' }), passthroughBehavior: 'NEVER' as const }),
      },
      '/endless': custom({
        requestTemplates: says('#foreach($a in [1..9000])#foreach($b in [1..9000])$a#end#end'),
      }),
      '/deep': custom({ requestTemplates: says('$util.parseJson($input.body).a') }),
      '/base64': custom({ contentHandling: 'CONVERT_TO_BINARY' }),
      '/mapped': custom({
        parameters: [
          mapping('header', 'X-Mapped', 'method.request.header.X-Anything'),
          mapping('querystring', 'variable', 'stageVariables.secret'),
        ],
        responses: [
          integrationResponse(
            '200',
            '2..',
            { 'application/json': "$input.json('$.a')" },
            {
              'X-From-Body': 'integration.response.body.a',
            },
          ),
        ],
      }),
      '/uri': { ANY: method(http('HTTP_PROXY', 'http://${stageVariables.secret}/v')) },
      '/nobody/{proxy+}': { ANY: method(http('HTTP_PROXY', 'http://127.0.0.1:9/{proxy}')) },
      '/proxy/{proxy+}': {
        ANY: method(
          http('HTTP_PROXY', `${backendOrigin}/{proxy}`, {
            timeoutMs: 500,
            parameters: [mapping('path', 'proxy', 'method.request.path.proxy')],
          }),
        ),
      },
      '/tls': { ANY: method(http('HTTP_PROXY', `https://localhost:${tlsPort}/`)) },
      '/function': fn('LAMBDA'),
      '/function-proxy': fn('LAMBDA_PROXY'),
      '/guarded': {
        ANY: mockMethod('ok', { authorization: { type: 'CUSTOM', authorizerId: 'guard' } }),
      },
      '/claimed': {
        ANY: mockMethod('ok', {
          authorization: { type: 'COGNITO_USER_POOLS', authorizerId: 'pool', scopes: [] },
        }),
      },
      '/function-stream': fn('LAMBDA_PROXY', { streamsResponse: true }),
    },
    {
      formatVersion: 3,
      requires: ['authorizers'],
      authorizers: {
        guard: {
          ...authorizer,
          type: 'TOKEN',
          id: 'guard',
          region: 'us-east-1',
          functionArn: {
            parts: [{ kind: 'text', text: 'arn:aws:lambda:us-east-1:000000000000:function:g' }],
          },
          resultTtlSeconds: 0,
        },
        pool: {
          ...authorizer,
          type: 'COGNITO_USER_POOLS',
          id: 'pool',
          userPools: [
            {
              arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${talkativePoolId}`,
              partition: 'aws',
              region: 'us-east-1',
              userPoolId: talkativePoolId,
            },
          ],
          resultTtlSeconds: 300,
        },
      },
      models: {
        Pet: {
          type: 'object',
          additionalProperties: false,
          properties: { kind: { type: 'string', enum: ['cat'] }, name: { type: 'string', pattern: '^a$' } },
        },
      },
    },
  );
}
