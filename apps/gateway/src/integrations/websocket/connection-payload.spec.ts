import type { StageDocument, WebSocketAuthorizer, WebSocketSnapshot } from '#libs/snapshot-format';
import { uriOf } from '../../testing/http-documents.js';
import { startFunction, type TestFunction } from '../../testing/test-function.js';
import {
  webSocketApiId as apiId,
  webSocketHost as host,
  webSocketSnapshot,
} from '../../testing/websocket-documents.js';
import { wsFunction } from '../../testing/websocket-integrations.js';
import { startWebSocketPipeline, type WebSocketPipeline } from '../../testing/websocket-pipeline.js';

let called: TestFunction;
let decider: TestFunction;
let api: WebSocketPipeline;

beforeAll(async () => {
  called = await startFunction();
  decider = await startFunction();
  called.returns({ statusCode: 200 });
  api = startWebSocketPipeline({
    functionUrls: new Map([
      ['called', called.url],
      ['decider', decider.url],
    ]),
  });
});
afterAll(() => Promise.all([called, decider, api].map((each) => each.close())));

const integration = wsFunction('called');
const authorizer: WebSocketAuthorizer = {
  type: 'REQUEST',
  id: 'auth01',
  region: 'us-east-1',
  functionArn: uriOf('arn:aws:lambda:us-east-1:000000000000:function:decider'),
  identitySources: [{ location: 'header', name: 'Auth', expression: 'route.request.header.Auth' }],
  identityPattern: null,
  resultTtlSeconds: 0,
};

function deploy(
  change: { readonly isGuarded?: boolean } & Partial<WebSocketSnapshot> = {},
  stage: Partial<StageDocument> = {},
): void {
  const { isGuarded = false, ...rest } = change;
  const routes = webSocketSnapshot({
    $connect: {
      integration,
      ...(isGuarded && { authorization: { type: 'CUSTOM', authorizerId: 'auth01' } }),
    },
    $default: integration,
    $disconnect: integration,
    join: integration,
    bytes: wsFunction('called', 'LAMBDA_PROXY', { contentHandling: 'CONVERT_TO_BINARY' }),
  });
  api.deploy({ ...routes, ...(isGuarded && { authorizers: { auth01: authorizer } }), ...rest }, stage);
}

const allow = (context: Record<string, unknown> = {}) => ({
  principalId: 'ann',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
  },
  context,
});

const text = (pattern: RegExp): string => expect.stringMatching(pattern) as string;
const time = expect.any(Number) as number;
const id = text(/^[A-Za-z0-9_-]{15}=$/);

/** `requestContext` but for what one kind of event has. */
const context = (routeKey: string, eventType: string, change: object = {}) => ({
  routeKey,
  eventType,
  extendedRequestId: id,
  requestTime: text(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
  messageDirection: 'IN',
  stage: 'dev',
  connectedAt: time,
  requestTimeEpoch: time,
  identity: { sourceIp: '192.0.2.7' },
  requestId: id,
  domainName: host,
  connectionId: 'R0oXAdfD0kwCH6w=',
  apiId,
  ...change,
});

const trace = text(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
const headers = {
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  Host: host,
  'X-Amzn-Trace-Id': trace,
  'X-Forwarded-For': '192.0.2.7',
  'X-Forwarded-Port': '443',
  'X-Forwarded-Proto': 'https',
};
const multi = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));
const connectEvent = (change: object = {}) => ({
  headers,
  multiValueHeaders: multi(headers),
  requestContext: context('$connect', 'CONNECT'),
  isBase64Encoded: false,
  ...change,
});
const message = (routeKey: string, body: string, change: object = {}) => ({
  requestContext: context(routeKey, 'MESSAGE', { messageId: 'Messag3IdOfAWS0=', ...change }),
  body,
  isBase64Encoded: false,
});
const noHeaders = { Host: host, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' };

describe('CONNECT', () => {
  beforeEach(() => deploy());

  test('has the headers of the handshake without those of the connection, no query and no body', async () => {
    await api.connect();
    expect(called.event()).toEqual(connectEvent());
  });

  test('has the query where there is one, of a parameter that comes twice both values', async () => {
    await api.connect({ query: 'room=a&room=b%20c&token=x' });
    expect(called.event()).toEqual(
      connectEvent({
        queryStringParameters: { room: 'b c', token: 'x' },
        multiValueQueryStringParameters: { room: ['a', 'b c'], token: ['x'] },
      }),
    );
  });

  test('has headers as they are spelled, all values of those that come twice, and the user agent', async () => {
    await api.connect({ headers: ['x-ROOM', 'a', 'User-Agent', 'tests/1', 'X-Room', 'b', 'cookie', 'c=1'] });
    const sent = { ...headers, 'x-ROOM': 'b', 'User-Agent': 'tests/1', Cookie: 'c=1' };
    expect(called.event()).toEqual({
      headers: sent,
      multiValueHeaders: { ...multi(sent), 'x-ROOM': ['a', 'b'] },
      requestContext: context('$connect', 'CONNECT', {
        identity: { sourceIp: '192.0.2.7', userAgent: 'tests/1' },
      }),
      isBase64Encoded: false,
    });
  });

  test('has the variables of its stage', async () => {
    deploy({}, { variables: { color: 'blue' } });
    await api.connect();
    expect(called.event()).toEqual(connectEvent({ stageVariables: { color: 'blue' } }));
  });
});

describe('MESSAGE', () => {
  test.each<[string, string, string]>([
    ['the key that its action names', '{"action":"join","room":1}', 'join'],
    ['no key of a route', '{"action":"leave"}', '$default'],
    ['no action', '{}', '$default'],
    ['no JSON', 'hello, Gürteltier', '$default'],
    ['half of JSON', '{"action":"join"', '$default'],
    ['a number as its action', '{"action":1}', '$default'],
    ['nothing', '', '$default'],
    ['null', 'null', '$default'],
    ['a list', '["join"]', '$default'],
    ['the key of the route of handshakes', '{"action":"$connect"}', '$default'],
    ['the key of the route of ends', '{"action":"$disconnect"}', '$default'],
    ['the key of the default route', '{"action":"$default"}', '$default'],
    ['a name that every object has', '{"action":"constructor"}', '$default'],
    ['an own __proto__', '{"__proto__":{"action":"join"}}', '$default'],
  ])('%s', async (_, body, routeKey) => {
    deploy();
    const { client } = await api.connect({
      headers: ['X-Secret', 'of-the-handshake'],
      query: 'token=secret',
    });
    await client.say(body);
    expect(called.event()).toEqual(message(routeKey, body));
  });

  test('has the variables of its stage and the user agent of the handshake', async () => {
    deploy({}, { variables: { color: 'blue' } });
    const { client } = await api.connect({ headers: ['User-Agent', 'tests/1'] });
    await client.say('{}');
    const identity = { sourceIp: '192.0.2.7', userAgent: 'tests/1' };
    expect(called.event()).toEqual({
      ...message('$default', '{}', { identity }),
      stageVariables: { color: 'blue' },
    });
  });

  test('bytes come as Base64 where the integration converts to binary', async () => {
    deploy({ routeSelectionExpression: { parts: [{ kind: 'text', text: 'bytes' }] } });
    const { client } = await api.connect();
    await client.say('AAEC/w==');
    expect(called.event()).toEqual({ ...message('bytes', 'AAEC/w=='), isBase64Encoded: true });
    const calls = called.calls();
    expect((await client.say('no Base64!')).body).toContain('Internal server error');
    expect(called.calls()).toBe(calls);
  });
});

describe('DISCONNECT', () => {
  test.each([
    [1005, 'Client-side close frame status not set'],
    [1000, 'Connection Closed Normally'],
    [1001, 'Going away'],
    [1006, ''],
  ])('%i %s', async (disconnectStatusCode, disconnectReason) => {
    deploy({}, { variables: { color: 'blue' } });
    const { client } = await api.connect({
      headers: ['X-Secret', 'of-the-handshake'],
      query: 'token=secret',
    });
    await client.leave(disconnectStatusCode, disconnectReason);
    expect(called.event()).toEqual({
      headers: noHeaders,
      multiValueHeaders: multi(noHeaders),
      stageVariables: { color: 'blue' },
      requestContext: context('$disconnect', 'DISCONNECT', { disconnectStatusCode, disconnectReason }),
      isBase64Encoded: false,
    });
  });
});

describe('with an authorizer', () => {
  test('its function sees the headers of the connection, and maps that are empty', async () => {
    deploy({ isGuarded: true });
    decider.returns(allow());
    const { status } = await api.connect({ headers: ['Auth', 'secret'] });
    expect(status).toBe(200);
    const sent = { ...headers, Connection: 'Upgrade', Upgrade: 'websocket', Auth: 'secret' };
    expect(decider.event()).toEqual({
      type: 'REQUEST',
      methodArn: `arn:aws:execute-api:us-east-1:000000000000:${apiId}/dev/$connect`,
      headers: sent,
      multiValueHeaders: multi(sent),
      queryStringParameters: {},
      multiValueQueryStringParameters: {},
      stageVariables: {},
      requestContext: context('$connect', 'CONNECT'),
    });
  });

  test('it sees the query and the variables of the stage', async () => {
    deploy({ isGuarded: true }, { variables: { color: 'blue' } });
    decider.returns(allow());
    await api.connect({ headers: ['Auth', 'secret'], query: 'room=a&room=b' });
    expect(decider.event()).toMatchObject({
      queryStringParameters: { room: 'b' },
      multiValueQueryStringParameters: { room: ['a', 'b'] },
      stageVariables: { color: 'blue' },
    });
  });

  test('what it says is in every event of the connection', async () => {
    deploy({ isGuarded: true });
    decider.returns(allow({ role: 'admin', level: 3, isOld: true }));
    const { client } = await api.connect({ headers: ['Auth', 'secret'] });
    const said = {
      principalId: 'ann',
      integrationLatency: time,
      role: 'admin',
      level: '3',
      isOld: 'true',
    };
    const contextOf = () => called.event()['requestContext'];
    expect(contextOf()).toEqual(context('$connect', 'CONNECT', { authorizer: said }));
    await client.say({ action: 'join' });
    expect(contextOf()).toEqual(
      context('join', 'MESSAGE', { authorizer: said, messageId: 'Messag3IdOfAWS0=' }),
    );
    await client.leave(1000, 'Connection Closed Normally');
    expect(contextOf()).toMatchObject({ authorizer: said, eventType: 'DISCONNECT' });
  });
});

test('the order of members is that of AWS', async () => {
  deploy({ isGuarded: true }, { variables: { color: 'blue' } });
  decider.returns(allow());
  const { client } = await api.connect({ headers: ['Auth', 'secret'], query: 'a=b' });
  const names = () => Object.keys(called.event()).join(' ');
  const contextNames = () => Object.keys(called.event()['requestContext'] as object).join(' ');
  expect(names()).toBe(
    'headers multiValueHeaders queryStringParameters multiValueQueryStringParameters stageVariables requestContext isBase64Encoded',
  );
  await client.say({ action: 'join' });
  expect(names()).toBe('stageVariables requestContext body isBase64Encoded');
  expect(contextNames()).toBe(
    'routeKey authorizer messageId eventType extendedRequestId requestTime messageDirection stage connectedAt requestTimeEpoch identity requestId domainName connectionId apiId',
  );
  await client.leave();
  expect(names()).toBe('headers multiValueHeaders stageVariables requestContext isBase64Encoded');
  expect(contextNames()).toBe(
    'routeKey authorizer disconnectStatusCode eventType extendedRequestId requestTime messageDirection disconnectReason stage connectedAt requestTimeEpoch identity requestId domainName connectionId apiId',
  );
});
