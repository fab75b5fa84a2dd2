import { newHttpApi, updatedHttpApi, type GivenHttpApi } from './new-http-api.js';
import type { CorsConfiguration, HttpApi, ProtocolType } from './http-api.js';

const made = { owner: { accountId: '000000000000', region: 'us-east-1' }, apiId: 'api0000001', nowMs: 1000 };
const outcomeOf = (given: Partial<GivenHttpApi>, protocolType: ProtocolType = 'HTTP') => {
  const created = newHttpApi({ name: 'a', protocolType, ...given }, made);
  return created.ok ? created.value : created.error.message;
};
const corsOf = (corsConfiguration: CorsConfiguration) => {
  const outcome = outcomeOf({ corsConfiguration });
  return typeof outcome === 'string' ? outcome : outcome.corsConfiguration;
};

test('an HTTP API has the defaults of AWS', () => {
  expect(outcomeOf({})).toMatchObject({
    routeSelectionExpression: '$request.method $request.path',
    apiKeySelectionExpression: '$request.header.x-api-key',
    corsConfiguration: null,
    disableExecuteApiEndpoint: false,
    ipAddressType: 'ipv4',
    description: null,
  });
});

test.each<[ProtocolType, Partial<GivenHttpApi>, string]>([
  ['HTTP', { name: '' }, 'Name cannot be empty'],
  [
    'HTTP',
    { routeSelectionExpression: '$request.body.action' },
    'The route selection expression of HTTP APIs must be',
  ],
  ['HTTP', { apiKeySelectionExpression: '$request.header.key' }, 'Invalid API key selection expression'],
  ['HTTP', { disableSchemaValidation: true }, 'disableSchemaValidation is supported for WEBSOCKET'],
  ['HTTP', { description: 'x'.repeat(1025) }, "Value at 'description' failed"],
  ['WEBSOCKET', {}, 'WebSocket APIs need a route selection expression'],
  ['WEBSOCKET', { routeSelectionExpression: '$nothing.of.it' }, 'Invalid route selection expression'],
  [
    'WEBSOCKET',
    { routeSelectionExpression: '$request.header.x-action' },
    'Invalid route selection expression',
  ],
  [
    'WEBSOCKET',
    { routeSelectionExpression: '$request.body.action', corsConfiguration: { allowOrigins: ['*'] } },
    'corsConfiguration is supported for HTTP',
  ],
])('%s API %j is refused', (protocolType, given, message) => {
  expect(outcomeOf(given, protocolType)).toContain(message);
});

test.each(['$request.body.action', '${request.body.service}/${request.body.action}', 'static', '\\$default'])(
  'a WebSocket API chooses by %s',
  (routeSelectionExpression) => {
    expect(outcomeOf({ routeSelectionExpression }, 'WEBSOCKET')).toMatchObject({ routeSelectionExpression });
  },
);

test.each<[CorsConfiguration, CorsConfiguration | null]>([
  [{}, null],
  [{ allowOrigins: ['*'] }, { allowOrigins: ['*'] }],
  [
    { allowOrigins: ['https://*', 'http://localhost:3000', 'capacitor://localhost'], allowCredentials: true },
    { allowOrigins: ['https://*', 'http://localhost:3000', 'capacitor://localhost'], allowCredentials: true },
  ],
  [
    { allowHeaders: ['*'], allowMethods: ['*', 'GET'], maxAge: -1 },
    { allowHeaders: ['*'], allowMethods: ['*', 'GET'], maxAge: -1 },
  ],
])('CORS %j is kept as %j', (given, kept) => {
  expect(corsOf(given)).toEqual(kept);
});

test.each<[CorsConfiguration, string]>([
  [
    { allowCredentials: true, allowOrigins: ['https://a.example', '*'] },
    "allow-credentials is not supported if 'allow-origin' is *",
  ],
  [{ allowOrigins: ['a.example'] }, 'Invalid origin in allowOrigins: a.example'],
  [{ allowOrigins: ['https://a.example/path'] }, 'Invalid origin'],
  [{ allowOrigins: ['https://*.example.com'] }, 'Invalid origin'],
  [{ allowHeaders: ['x y'] }, 'Invalid HTTP header in allowHeaders: x y'],
  [{ exposeHeaders: ['x-*'] }, 'Invalid HTTP header in exposeHeaders: x-*'],
  [{ allowMethods: ['GET,POST'] }, 'Invalid HTTP method in allowMethods: GET,POST'],
])('CORS %j is refused', (given, message) => {
  expect(corsOf(given)).toContain(message);
});

test('an update changes what it has, empty texts unset, and CORS is replaced whole', () => {
  const before = outcomeOf({
    description: 'd',
    version: '1',
    corsConfiguration: { allowOrigins: ['*'], maxAge: 5 },
  }) as HttpApi;
  const updated = updatedHttpApi(before, {
    description: '',
    corsConfiguration: { allowMethods: ['GET'] },
    ipAddressType: 'dualstack',
  });
  expect(updated).toEqual({
    ok: true,
    value: {
      ...before,
      description: null,
      corsConfiguration: { allowMethods: ['GET'] },
      ipAddressType: 'dualstack',
    },
  });
  expect(updatedHttpApi(before, { name: '' })).toMatchObject({ ok: false });
  expect(updatedHttpApi(before, {})).toEqual({ ok: true, value: before });
});
