import { checkConsistency } from '../check-consistency.js';
import type { HttpAuthorizer } from './http-authorizer.js';
import type { HttpApiIntegration } from './http-integration.js';
import type { HttpRoute, HttpSnapshot } from './snapshot.js';

const text = (value: string) => ({ parts: [{ kind: 'text', text: value }] }) as const;

const proxy: HttpApiIntegration = {
  type: 'HTTP_PROXY',
  integrationId: 'int0001',
  httpMethod: 'ANY',
  backend: { kind: 'uri', uri: text('http://backend.test') },
  requestParameters: [],
  timeoutMs: 30_000,
};
const call: HttpApiIntegration = {
  type: 'LAMBDA_PROXY',
  integrationId: 'int0002',
  region: 'us-east-1',
  functionArn: text('fn'),
  payloadFormatVersion: '2.0',
  requestParameters: [],
  timeoutMs: 30_000,
};
const send: HttpApiIntegration = {
  type: 'AWS_SUBTYPE',
  integrationId: 'int0003',
  subtype: 'SQS-SendMessage',
  credentials: text('arn:aws:iam::000000000000:role/sender'),
  parameters: { QueueUrl: text('http://queue.test/q'), MessageBody: text('a') },
  timeoutMs: 30_000,
};
const guard: HttpAuthorizer = {
  type: 'REQUEST',
  id: 'guard',
  region: 'us-east-1',
  functionArn: text('guard'),
  identitySources: [],
  resultTtlSeconds: 0,
  payloadFormatVersion: '2.0',
  enableSimpleResponses: true,
};

function route(routeKey: string, change: Partial<Record<keyof HttpRoute, unknown>> = {}): HttpRoute {
  const [method, path] = routeKey === '$default' ? ['ANY'] : routeKey.split(' ');
  return {
    routeId: 'r',
    routeKey,
    method,
    ...(path !== undefined && { path }),
    authorization: { type: 'NONE' },
    apiKeyRequired: false,
    integration: proxy,
    ...change,
  } as HttpRoute;
}

const snapshot = (routes: readonly HttpRoute[], change: Partial<HttpSnapshot> = {}): HttpSnapshot => ({
  protocol: 'HTTP',
  requires: ['http-api'],
  accountId: '000000000000',
  region: 'us-east-1',
  restApiId: 'a1b2c3d4e5',
  disableExecuteApiEndpoint: false,
  routes,
  ...change,
});

const one = (change: Partial<Record<keyof HttpRoute, unknown>>, api: Partial<HttpSnapshot> = {}) =>
  snapshot([route('GET /a', change)], api);

test('a sound snapshot has nothing to complain about', () => {
  const routes = [
    route('$default', { integration: call }),
    route('ANY /a/{proxy+}', { integration: { type: 'NONE' } }),
    route('GET /a', { authorization: { type: 'CUSTOM', authorizerId: 'guard' } }),
    route('POST /a', { integration: send }),
  ];
  expect(checkConsistency(snapshot(routes, { authorizers: { guard } }))).toEqual([]);
});

test('one that does not say what it requires is refused, for older gateways would take it for a REST API', () => {
  expect(checkConsistency({ ...snapshot([]), requires: [] })).toEqual(['it does not require http-api']);
  expect(checkConsistency({ ...snapshot([]), requires: ['http-api', 'telepathy'] })).toEqual([
    'it requires telepathy, which this gateway does not have',
  ]);
});

test.each<[string, HttpSnapshot, RegExp]>([
  ['routes out of order', snapshot([route('GET /b'), route('GET /a')]), /GET \/a: .* not in order/],
  ['a route twice', snapshot([route('GET /a'), route('GET /a')]), /or there twice/],
  ['a key that is not its path', one({ path: '/b' }), /GET \/a: method and path are of GET \/b/],
  ['a $default with a method', snapshot([route('$default', { method: 'GET' })]), /no method and path/],
  ['an authorization it does not know', one({ authorization: { type: 'MAGIC' } }), /MAGIC is not known/],
  ['no authorization', one({ authorization: undefined }), /authorization undefined is not known/],
  [
    'an authorizer that is missing',
    one({ authorization: { type: 'CUSTOM', authorizerId: 'constructor' } }),
    /authorizer constructor is missing/,
  ],
  [
    'an authorizer of another type',
    one({ authorization: { type: 'JWT', authorizerId: 'guard', scopes: [] } }, { authorizers: { guard } }),
    /guard is of type REQUEST, not for JWT/,
  ],
  [
    'simple answers in a format that has none',
    one(
      { authorization: { type: 'CUSTOM', authorizerId: 'guard' } },
      { authorizers: { guard: { ...guard, payloadFormatVersion: '1.0' } } },
    ),
    /answers simply/,
  ],
  [
    'an integration it does not know',
    one({ integration: { type: 'MOCK' } }),
    /integration MOCK is not known/,
  ],
  ['no integration', one({ integration: undefined }), /integration undefined is not known/],
  ['a timeout', one({ integration: { ...proxy, timeoutMs: 30_001 } }), /timeout of 30001 ms/],
  ['a backend', one({ integration: { ...proxy, backend: { kind: 'pigeon' } } }), /backend pigeon/],
  ['a payload format', one({ integration: { ...call, payloadFormatVersion: '3.0' } }), /payload format 3.0/],
  ['a subtype', one({ integration: { ...send, subtype: 'SQS-Forget' } }), /subtype SQS-Forget/],
  ['a subtype without its parameters', one({ integration: { ...send, parameters: {} } }), /has no QueueUrl/],
  [
    'a parameter that the subtype does not have',
    one({ integration: { ...send, parameters: { ...send.parameters, Colour: text('red') } } }),
    /no parameter Colour/,
  ],
  [
    'a status code',
    one({ integration: { ...proxy, responseParameters: { ok: [] } } }),
    /GET \/a: status code ok/,
  ],
  [
    'a model that is missing',
    one({ requestChecks: { requiredParameters: [], bodyModels: { 'application/json': 'Pet' } } }),
    /model Pet is missing/,
  ],
])('%s is refused', (_, candidate, problem) => {
  expect(checkConsistency(candidate).join('\n')).toMatch(problem);
});
