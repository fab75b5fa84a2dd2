import { checkHttpAuthorizer } from './check-http-authorizer.js';
import {
  checkHttpAuthorizerDeletion,
  newHttpAuthorizer,
  updatedHttpAuthorizer,
  type GivenHttpAuthorizer,
} from './new-http-authorizer.js';

const ids = { apiId: 'a', authorizerId: 'z' };
const jwt: GivenHttpAuthorizer = {
  name: 'tokens',
  authorizerType: 'JWT',
  identitySource: ['$request.header.Authorization'],
  jwtConfiguration: { issuer: 'https://issuer.example.com/pool', audience: ['app'] },
};
const authorizerUri =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations';
const request: GivenHttpAuthorizer = {
  name: 'function',
  authorizerType: 'REQUEST',
  authorizerUri,
  authorizerPayloadFormatVersion: '2.0',
  identitySource: ['$request.header.a', '$request.querystring.b', '$context.routeKey', '$stageVariables.c'],
};
const messageOf = (given: GivenHttpAuthorizer, protocol: 'HTTP' | 'WEBSOCKET' = 'HTTP'): string => {
  const checked = checkHttpAuthorizer(newHttpAuthorizer(given, ids), protocol);
  return checked.ok ? 'accepted' : checked.error.message;
};
const invalidSource = (source: string) =>
  `Invalid identity source expression: ${source}. The source must be a request header, request querystring, stage variable or context parameter`;

test.each<[string, GivenHttpAuthorizer]>([
  ['tokens', jwt],
  [
    'tokens of an issuer on the same machine',
    { ...jwt, jwtConfiguration: { issuer: 'http://127.0.0.1:8080/realms/x', audience: ['a'] } },
  ],
  ['a function', request],
  [
    'a function that answers simply and is remembered',
    { ...request, enableSimpleResponses: true, authorizerResultTtlInSeconds: 3600 },
  ],
  ['a function without sources', { ...request, identitySource: [''] }],
])('an HTTP API may have %s', (_, given) => {
  expect(messageOf(given)).toBe('accepted');
});

test.each<[string, GivenHttpAuthorizer, string]>([
  ['no name', { ...jwt, name: ' ' }, 'Authorizer name cannot be blank'],
  [
    'no configuration',
    { ...jwt, jwtConfiguration: undefined },
    'JwtConfiguration must not be null for JWT Authorizer',
  ],
  [
    'no audience',
    { ...jwt, jwtConfiguration: { issuer: 'https://a.example' } },
    'Invalid audience: at least one is required for JWT Authorizer, and none may be empty',
  ],
  [
    'no issuer',
    { ...jwt, jwtConfiguration: { audience: ['a'] } },
    'Invalid issuer: Issuer is not a valid URL for JWT Authorizer',
  ],
  [
    'an issuer over plain HTTP',
    { ...jwt, jwtConfiguration: { issuer: 'http://a.example', audience: ['a'] } },
    'Invalid issuer: Issuer is not a valid URL for JWT Authorizer',
  ],
  [
    '51 audiences',
    {
      ...jwt,
      jwtConfiguration: {
        issuer: 'https://a.example',
        audience: Array.from({ length: 51 }, (_, i) => `${i}`),
      },
    },
    'Invalid audience: a JWT Authorizer can have at most 50',
  ],
  [
    'two sources of tokens',
    { ...jwt, identitySource: ['$request.header.a', '$request.header.b'] },
    'Exactly one identity source must be specified for JWT Authorizer',
  ],
  ['tokens from the context', { ...jwt, identitySource: ['$context.x'] }, invalidSource('$context.x')],
  [
    'no format',
    { ...request, authorizerPayloadFormatVersion: undefined },
    'AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer',
  ],
  [
    'format 3.0',
    { ...request, authorizerPayloadFormatVersion: '3.0' },
    'AuthorizerPayloadFormatVersion 3.0 is not supported',
  ],
  [
    'simple answers of format 1.0',
    { ...request, authorizerPayloadFormatVersion: '1.0', enableSimpleResponses: true },
    'EnableSimpleResponses can only be set for AuthorizerPayloadFormatVersion "2.0".',
  ],
  [
    'no function',
    { ...request, authorizerUri: undefined },
    'AuthorizerUri is a required field in an Authorizer',
  ],
  [
    'an hour and a second',
    { ...request, authorizerResultTtlInSeconds: 3601 },
    'Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.',
  ],
  [
    'results remembered by nothing',
    { ...request, authorizerResultTtlInSeconds: 1, identitySource: [] },
    'Identity source must be set if authorizer caching is enabled (TTL is greater than 0)',
  ],
  [
    'a source of REST APIs',
    { ...request, identitySource: ['method.request.header.a'] },
    invalidSource('method.request.header.a'),
  ],
  ['no role', { ...request, authorizerCredentialsArn: 'x' }, 'Invalid ARN specified in the request'],
])('an HTTP API may not have %s', (_, given, message) => {
  expect(messageOf(given)).toBe(message);
});

test.each<[GivenHttpAuthorizer, string]>([
  [
    { ...request, authorizerPayloadFormatVersion: undefined, identitySource: ['route.request.header.Auth'] },
    'accepted',
  ],
  [jwt, 'Only REQUEST authorizer type is supported on WEBSOCKET protocol Apis.'],
  [request, 'Invalid request identity source expression: $request.header.a'],
])('a WebSocket API is held to its own rules (case %#)', (given, message) => {
  expect(messageOf(given, 'WEBSOCKET')).toBe(message);
});

test('an update keeps what it does not name, within the configuration of tokens too', () => {
  const before = newHttpAuthorizer(jwt, ids);
  expect(updatedHttpAuthorizer(before, {})).toEqual(before);
  expect(updatedHttpAuthorizer(before, { jwtConfiguration: { audience: ['b'] } }).jwtConfiguration).toEqual({
    issuer: 'https://issuer.example.com/pool',
    audience: ['b'],
  });
});

test('an authorizer that a route uses stays, and the route is named', () => {
  const routes = [{ authorizerId: 'z', routeKey: 'POST /pdf' }];
  expect(checkHttpAuthorizerDeletion({ authorizerId: 'z', name: 'n' }, routes)).toMatchObject({
    error: { kind: 'conflict', message: "Cannot delete authorizer 'n', is referenced in route: POST /pdf" },
  });
  expect(checkHttpAuthorizerDeletion({ authorizerId: 'y', name: 'n' }, routes).ok).toBe(true);
});
