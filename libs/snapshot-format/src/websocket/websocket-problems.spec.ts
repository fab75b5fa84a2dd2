import type { SelectionExpression } from '#libs/selection-expressions';
import { checkConsistency } from '../check-consistency.js';
import type { WebSocketRoute, WebSocketSnapshot } from './snapshot.js';
import type { WebSocketIntegration } from './websocket-integration.js';
import { webSocketProblems } from './websocket-problems.js';

const byDefault: SelectionExpression = { parts: [{ kind: 'text', text: '$default' }] };

const mock: WebSocketIntegration = {
  type: 'MOCK',
  integrationId: 'int001',
  requestTemplates: {},
  passthroughBehavior: 'WHEN_NO_MATCH',
  templateSelectionExpression: byDefault,
  responses: [
    {
      integrationResponseId: 'res001',
      selectionPattern: null,
      headers: [],
      templates: null,
      templateSelectionExpression: byDefault,
    },
  ],
};

type Change<T> = Partial<Record<keyof T, unknown>>;

const route = (routeKey: string, change: Change<WebSocketRoute> = {}): WebSocketRoute =>
  ({
    routeId: 'r',
    routeKey,
    authorization: { type: 'NONE' },
    apiKeyRequired: false,
    integration: mock,
    ...change,
  }) as WebSocketRoute;

const snapshot = (
  routes: readonly WebSocketRoute[],
  change: Change<WebSocketSnapshot> = {},
): WebSocketSnapshot =>
  ({
    protocol: 'WEBSOCKET',
    requires: ['websocket-api'],
    accountId: '000000000000',
    region: 'us-east-1',
    restApiId: 'a1b2c3d4e5',
    disableExecuteApiEndpoint: false,
    routeSelectionExpression: { parts: [{ kind: 'requestBody', jsonPath: ['action'] }] },
    apiKeySource: 'HEADER',
    validatesMessages: true,
    routes,
    ...change,
  }) as WebSocketSnapshot;

const guard = {
  type: 'REQUEST',
  id: 'guard',
  region: 'us-east-1',
  functionArn: { parts: [] },
  identitySources: [],
  identityPattern: null,
  resultTtlSeconds: 0,
};

test('a sound snapshot has nothing to complain about', () => {
  const routes = [
    route('$connect', {
      authorization: { type: 'CUSTOM', authorizerId: 'guard' },
      apiKeyRequired: true,
      requiredParameters: [{ location: 'header', name: 'Auth' }],
    }),
    route('$default', { integration: undefined }),
    route('join', {
      messageModels: { selectionExpression: byDefault, byKey: { $default: 'Join', a: null } },
    }),
  ];
  expect(webSocketProblems(snapshot(routes, { authorizers: { guard }, models: { Join: {} } }))).toEqual([]);
});

const one = (change: Change<WebSocketRoute>, routeKey = '$connect') => snapshot([route(routeKey, change)]);
const called = (change: Change<Omit<WebSocketIntegration, 'type'>> & { type?: string; timeoutMs?: number }) =>
  one({ integration: { ...mock, ...change } });
const unknown = { parts: [{ kind: 'cookie', name: 'a' }] };

test.each<[string, WebSocketSnapshot]>([
  ['it does not require websocket-api', snapshot([route('a')], { requires: ['http-api'] })],
  ['no routes', snapshot([])],
  ['API key source COOKIE is not known', snapshot([route('a')], { apiKeySource: 'COOKIE' })],
  ['no routeSelectionExpression', snapshot([route('a')], { routeSelectionExpression: { parts: [] } })],
  ['reads cookie, which is not known', snapshot([route('a')], { routeSelectionExpression: unknown })],
  ['a: the route is not in order, or there twice', snapshot([route('b'), route('a')])],
  ['a: the route is not in order, or there twice', snapshot([route('a'), route('a')])],
  ['authorization JWT is not known', one({ authorization: { type: 'JWT', authorizerId: 'guard' } })],
  ['authorization undefined is not known', one({ authorization: undefined })],
  ['authorizer guard is missing', one({ authorization: { type: 'CUSTOM', authorizerId: 'guard' } })],
  ['a: authorization is for $connect alone', one({ authorization: { type: 'AWS_IAM' } }, 'a')],
  ['a: an API key is for $connect alone', one({ apiKeyRequired: true }, 'a')],
  ['a: required parameters are for $connect alone', one({ requiredParameters: [] }, 'a')],
  ['model Gone is missing', one({ messageModels: { selectionExpression: byDefault, byKey: { a: 'Gone' } } })],
  ['no modelSelectionExpression', one({ messageModels: { byKey: {} } })],
  ['integration QUEUE is not known', called({ type: 'QUEUE' })],
  ['timeout of 30000 ms', called({ type: 'HTTP_PROXY', timeoutMs: 30_000 })],
  ['no templateSelectionExpression', called({ templateSelectionExpression: undefined })],
  ['contentHandling SHRED is not known', called({ contentHandling: 'SHRED' })],
  ['more than one default', called({ responses: [...mock.responses, ...mock.responses] })],
  [
    'templateSelectionExpression reads cookie',
    called({ responses: [{ ...mock.responses[0], templateSelectionExpression: unknown }] }),
  ],
])('%s: refused', (problem, candidate) => {
  const problems = webSocketProblems(candidate);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(problem);
});

test('responses that stream are refused: no message does', () => {
  const streamed = { ...mock, type: 'HTTP_PROXY', timeoutMs: 60_000, streamsResponse: true };
  expect(webSocketProblems(one({ integration: streamed }))).toEqual([
    '$connect: responses of WebSocket APIs do not stream',
  ]);
});

test('a snapshot of a protocol that nobody knows is refused, and so is one under a name of an object', () => {
  for (const protocol of ['SMTP', 'toString', 7]) {
    expect(checkConsistency({ formatVersion: 1, protocol, routes: [] })).toEqual([
      `protocol ${protocol} is not known`,
    ]);
  }
});
