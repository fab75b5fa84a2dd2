import { checkRoute, type RouteReferences } from './check-route.js';
import { newRoute, updatedRoute, type GivenRoute } from './new-route.js';

const references: RouteReferences = {
  integrationIds: new Set(['int1']),
  authorizers: new Map([
    ['jwt1', { authorizerType: 'JWT' }],
    ['fun1', { authorizerType: 'REQUEST' }],
  ]),
  modelNames: new Set(['Pet']),
};
const http = { protocolType: 'HTTP', tags: {} } as const;
const tagged = { protocolType: 'HTTP', tags: { 'tollgate:rest-features': 'on' } } as const;
const webSocket = { protocolType: 'WEBSOCKET', tags: {} } as const;
const ids = { apiId: 'a', routeId: 'r' };

const messageOf = (
  given: Partial<GivenRoute>,
  api: Parameters<typeof checkRoute>[1] = http,
  routeKey = 'GET /pets',
): string => {
  const checked = checkRoute(newRoute({ routeKey, ...given }, ids), api, references);
  return checked.ok ? 'accepted' : checked.error.message;
};

test('a route has the defaults of AWS', () => {
  expect(newRoute({ routeKey: 'GET /pets' }, ids)).toEqual({
    ...ids,
    routeKey: 'GET /pets',
    apiGatewayManaged: false,
    apiKeyRequired: false,
    authorizationType: 'NONE',
    authorizationScopes: null,
    authorizerId: null,
    modelSelectionExpression: null,
    operationName: null,
    requestModels: null,
    requestParameters: null,
    routeResponseSelectionExpression: null,
    target: null,
  });
});

test.each<Partial<GivenRoute>>([
  {},
  { target: 'integrations/int1', operationName: 'listPets' },
  { authorizationType: 'AWS_IAM' },
  { authorizationType: 'JWT', authorizerId: 'jwt1', authorizationScopes: ['read'] },
  { authorizationType: 'CUSTOM', authorizerId: 'fun1' },
])('an HTTP API may have %j', (given) => {
  expect(messageOf(given)).toBe('accepted');
});

const target =
  'Unexpected or malformed target in route. Correct format should be integrations/<integration_id>.';
const scopes =
  'Invalid Route authorization type specified. Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization types';
const jwt =
  'Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer.';
const custom =
  'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.';

test.each<[Partial<GivenRoute>, string]>([
  [{ target: 'int1' }, target],
  [{ target: 'integrations/' }, target],
  [{ target: 'integrations/int1/x' }, target],
  [{ target: 'integrations/none' }, 'Invalid Integration identifier specified'],
  [{ authorizationType: 'JWT' }, jwt],
  [{ authorizationType: 'JWT', authorizerId: 'fun1' }, jwt],
  [{ authorizationType: 'CUSTOM', authorizerId: 'jwt1' }, custom],
  [{ authorizationType: 'CUSTOM', authorizerId: 'none' }, custom],
  [{ authorizationScopes: ['read'] }, scopes],
  [{ authorizationType: 'CUSTOM', authorizerId: 'fun1', authorizationScopes: ['read'] }, scopes],
  [
    {
      authorizationType: 'JWT',
      authorizerId: 'jwt1',
      authorizationScopes: Array.from({ length: 11 }, (_, index) => `s${index}`),
    },
    'A route can have at most 10 authorization scopes',
  ],
  [
    { operationName: 'x'.repeat(65) },
    "Value at 'operationName' failed to satisfy constraint: Member must have length less than or equal to 64",
  ],
  [{ apiKeyRequired: true }, 'ApiKeyRequired is not currently supported for HTTP APIs.'],
  [
    { requestModels: { 'application/json': 'Pet' } },
    'RequestModels is not currently supported for HTTP APIs.',
  ],
  [
    { routeResponseSelectionExpression: '$default' },
    'RouteResponseSelectionExpression is not currently supported for HTTP APIs.',
  ],
])('an HTTP API may not have %j', (given, message) => {
  expect(messageOf(given)).toBe(message);
});

test('the tag lets routes of an HTTP API ask for keys and check bodies', () => {
  expect(messageOf({ apiKeyRequired: true, requestModels: { 'application/json': 'Pet' } }, tagged)).toBe(
    'accepted',
  );
  expect(messageOf({ requestModels: { 'application/json': 'None' } }, tagged)).toBe(
    'Invalid model identifier specified: None',
  );
});

test('a WebSocket API authorizes its connections alone', () => {
  const given = { authorizationType: 'CUSTOM', authorizerId: 'fun1' } as const;
  expect(messageOf(given, webSocket, '$connect')).toBe('accepted');
  expect(messageOf(given, webSocket, 'send')).toBe(
    'Currently, authorization is restricted to the $connect route only',
  );
});

test('an authorizer that the authorization does not use is dropped', () => {
  const route = newRoute({ routeKey: '$default', authorizerId: 'jwt1' }, ids);
  expect(checkRoute(route, http, references)).toEqual({ ok: true, value: { ...route, authorizerId: null } });
});

test('an update keeps what it does not name, adds to maps, and unsets by an empty text', () => {
  const route = newRoute(
    {
      routeKey: '$default',
      operationName: 'o',
      target: 'integrations/int1',
      requestModels: { a: 'A', b: 'B' },
      authorizationType: 'JWT',
      authorizerId: 'jwt1',
      authorizationScopes: ['read'],
    },
    ids,
  );
  expect(updatedRoute(route, {})).toEqual(route);
  expect(updatedRoute(route, { operationName: '', requestModels: { a: '', c: 'C' } })).toEqual({
    ...route,
    operationName: null,
    requestModels: { b: 'B', c: 'C' },
  });
  expect(updatedRoute(route, { authorizationType: 'NONE' })).toMatchObject({
    authorizationType: 'NONE',
    authorizationScopes: null,
  });
});
