import { authorizerMembers, typedAuthorizer } from './authorizer-form.js';
import { corsOf, typedCors } from './cors-form.js';
import { integrationChange, integrationMembers, typedIntegration } from './integration-form.js';
import { routeChange, routeMembers, typedRoute } from './route-form.js';
import { listOf } from './typed-lists.js';

test('lists are typed with commas, spaces or both', () => {
  expect(listOf(' a, b  c,,')).toEqual(['a', 'b', 'c']);
});

test('a route comes back as it was shown', () => {
  const route = {
    routeKey: 'GET /pets',
    target: 'integrations/i1',
    authorizationType: 'JWT',
    authorizerId: 'a1',
    authorizationScopes: ['read', 'write'],
    apiKeyRequired: false,
  } as const;
  expect(routeMembers(typedRoute(route))).toEqual(route);
});

test('a route without authorizer does not name the one that it had', () => {
  const typed = typedRoute({ routeKey: '$default', authorizationType: 'JWT', authorizerId: 'a1' });
  expect(routeMembers({ ...typed, authorizationType: 'NONE' })).toEqual({
    routeKey: '$default',
    authorizationType: 'NONE',
    apiKeyRequired: false,
  });
});

test('an integration has what was typed, and a private one its link', () => {
  const typed = typedIntegration({
    integrationType: 'HTTP_PROXY',
    integrationUri: 'http://x',
    timeoutInMillis: 3000,
  });
  expect(integrationMembers({ ...typed, connectionId: 'v1' })).toEqual({
    integrationType: 'HTTP_PROXY',
    integrationUri: 'http://x',
    timeoutInMillis: 3000,
    connectionType: 'VPC_LINK',
    connectionId: 'v1',
  });
});

test('what was emptied is said to be empty, since an update keeps what it is not given', () => {
  const route = typedRoute({
    routeKey: 'a',
    target: 'integrations/i',
    operationName: 'x',
    routeResponseSelectionExpression: '$default',
  });
  expect(routeChange(route, { ...route, integrationId: '', operationName: '', answers: 'no' })).toMatchObject(
    {
      target: '',
      operationName: '',
      routeResponseSelectionExpression: '',
    },
  );
  const integration = typedIntegration({
    integrationType: 'HTTP_PROXY',
    description: 'x',
    connectionId: 'v',
  });
  expect(integrationChange(integration, { ...integration, description: '', connectionId: '' })).toMatchObject(
    {
      description: '',
      connectionType: 'INTERNET',
      connectionId: '',
    },
  );
});

test('an authorizer keeps its payload format', () => {
  const typed = typedAuthorizer({ authorizerType: 'REQUEST', authorizerPayloadFormatVersion: '1.0' });
  expect(authorizerMembers(typed, true)).toMatchObject({ authorizerPayloadFormatVersion: '1.0' });
});

test('an authorizer has the members of its type alone', () => {
  const typed = {
    ...typedAuthorizer({ name: 'x' }),
    issuer: 'https://i',
    audience: 'a',
    authorizerUri: 'arn:x',
    ttl: '5',
  };
  expect(authorizerMembers(typed, true)).toEqual({
    name: 'x',
    authorizerType: 'JWT',
    identitySource: ['$request.header.Authorization'],
    jwtConfiguration: { issuer: 'https://i', audience: ['a'] },
  });
  expect(authorizerMembers({ ...typed, authorizerType: 'REQUEST' }, false)).toEqual({
    name: 'x',
    authorizerType: 'REQUEST',
    identitySource: ['$request.header.Authorization'],
    authorizerUri: 'arn:x',
    authorizerResultTtlInSeconds: 5,
  });
});

test('no CORS is none, else what was typed', () => {
  expect(corsOf(typedCors())).toBeNull();
  expect(corsOf({ ...typedCors(), allowOrigins: 'https://a https://b', maxAge: '60' })).toEqual({
    allowOrigins: ['https://a', 'https://b'],
    maxAge: 60,
    allowCredentials: false,
  });
});
