import type { Rejection } from '../../refusals/rejection.js';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { startFunction, type TestFunction } from '../../testing/test-function.js';
import { selectionOf, twoWay, webSocketSnapshot } from '../../testing/websocket-documents.js';
import { frameResponse, wsFunction, wsHttp, wsMock } from '../../testing/websocket-integrations.js';
import {
  startWebSocketPipeline,
  type Answer,
  type WebSocketPipeline,
} from '../../testing/websocket-pipeline.js';

let called: TestFunction;
let backend: TestBackend;
let api: WebSocketPipeline;

beforeAll(async () => {
  called = await startFunction();
  backend = await startBackend((request, response) => {
    if (request.url !== '/never') response.end();
  });
  api = startWebSocketPipeline({ functionUrls: new Map([['called', called.url]]) });
});
afterAll(() => Promise.all([called, backend, api].map((each) => each.close())));

const refused = (verdict: Partial<Rejection> & { readonly code: string }) =>
  api.refuseNext({
    admitted: false,
    apiKeyId: null,
    usagePlanId: null,
    retryAfterSeconds: null,
    limit: 'a limit',
    rateLimitHeaders: null,
    ...verdict,
  } as never);

const codeOf = ({ invocation }: Answer) => invocation.record.refusal?.code;
const frame = ({ invocation }: Answer, message: string) =>
  `{"message": "${message}", "connectionId":"R0oXAdfD0kwCH6w=", "requestId":"${invocation.record.extendedRequestId}"}`;

const never = (timeoutMs: number) => wsHttp('HTTP_PROXY', `${backend.origin}/never`, { timeoutMs });

describe('a message', () => {
  beforeEach(() => {
    called.returns({ statusCode: 200 });
    api.deploy(
      webSocketSnapshot(
        {
          fn: wsFunction('called'),
          slow: never(50),
          refusedPort: wsHttp('HTTP_PROXY', 'http://127.0.0.1:9/'),
          unset: wsHttp('HTTP_PROXY', 'http://${stageVariables.nowhere}/'),
          untemplated: wsMock({ a: '{"statusCode":200}' }, { passthroughBehavior: 'NEVER' }),
          unmatched: twoWay(wsHttp('HTTP', backend.origin, { responses: [frameResponse('/5\\d\\d/')] })),
          held: {
            integration: wsFunction('called'),
            messageModels: {
              selectionExpression: selectionOf('$default', 'model'),
              byKey: { $default: 'Join' },
            },
          },
        },
        { models: { Join: { type: 'object', required: ['room'] } } },
      ),
    );
  });

  const say = async (message: string | object): Promise<Answer> => (await api.connect()).client.say(message);

  test.each([
    ['refusedPort', 'Internal server error', 'integration.unreachable'],
    ['unset', 'Internal server error', 'mapping.uri'],
    ['slow', 'Endpoint request timed out', 'integration.timeout'],
    ['untemplated', 'Unsupported Media Type', 'request.media_type'],
    ['unmatched', 'Internal server error', 'response.unmatched'],
    ['unknown', 'Forbidden', 'route.not_selected'],
  ])('%s: %s', async (action, message, code) => {
    const answer = await say({ action });
    expect(answer.body).toBe(frame(answer, message));
    expect(codeOf(answer)).toBe(code);
  });

  test.each(['no JSON', '{"action":"unknown"}', '[]', '"', '\u0000'])(
    '%j has no route where there is no $default',
    async (message) => {
      const answer = await say(message);
      expect(answer.body).toBe(frame(answer, 'Forbidden'));
    },
  );

  test.each<[string, unknown, boolean]>([
    ['a function that raises an error', { errorMessage: 'secret of the function' }, true],
    ['a function that returns nothing', null, false],
    ['a function that returns a text', '"ok"', false],
    ['a function that returns a member that is not known', { statusCode: 200, secret: 1 }, false],
  ])('%s: Internal server error, also without a route response', async (_, result, hasFailed) => {
    called.returns(result, hasFailed);
    const answer = await say({ action: 'fn' });
    expect(answer.body).toBe(frame(answer, 'Internal server error'));
  });

  test('a good one of a one-way route: nothing', async () => {
    expect((await say({ action: 'fn' })).body).toBeNull();
  });

  test.each([
    ['throttle.stage_method.rate', 'Too Many Requests'],
    ['quota.day', 'Limit Exceeded'],
    ['metering.journal_full', 'Too Many Requests'],
  ])('%s: %s', async (code, message) => {
    const { client } = await api.connect();
    refused({ code: code as Rejection['code'] });
    const answer = await client.say({ action: 'fn' });
    expect(answer.body).toBe(frame(answer, message));
  });

  test('one that does not match its model: Bad request body, with the id of the message', async () => {
    const answer = await say({ action: 'held' });
    expect(answer.body).toBe(
      '{"message": "Bad request body", "connectionId":"R0oXAdfD0kwCH6w=", "messageId":"Messag3IdOfAWS0="}',
    );
    expect(codeOf(answer)).toBe('request.body_invalid');
    expect((await say({ action: 'held', room: 1 })).body).toBeNull();
  });
});

describe('a handshake', () => {
  const deploy = (...[routes, change]: Parameters<typeof webSocketSnapshot>) =>
    api.deploy(webSocketSnapshot(routes, change), { tellsReasons: true });

  const json = ['Content-Type', 'application/json'];

  test('a function that fails: 502, with the text of a frame as JSON', async () => {
    deploy({ $connect: wsFunction('called') });
    called.returns({}, true);
    const answer = await api.connect();
    expect(answer.status).toBe(502);
    expect(answer.body).toBe(frame(answer, 'Internal server error'));
    expect(answer.headers).toEqual([...json, 'x-tollgate-reason', 'function.error']);
  });

  test.each([
    [{ statusCode: 200 }, 200],
    [{ statusCode: 201, body: 'x' }, 201],
    [{ statusCode: 400 }, 400],
    [{ statusCode: '403', body: 'no' }, 403],
    [{ statusCode: 500 }, 500],
    [{}, 200],
    [null, 502],
  ])('a function that returns %j: %i', async (result, status) => {
    deploy({ $connect: wsFunction('called') });
    called.returns(result);
    expect((await api.connect()).status).toBe(status);
  });

  test('a subprotocol that the function chooses is in the response', async () => {
    deploy({ $connect: wsFunction('called') });
    called.returns({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'chat.v2' } });
    const { headers } = await api.connect({ headers: ['Sec-WebSocket-Protocol', 'chat.v1, chat.v2'] });
    expect(headers.join()).toContain('Sec-WebSocket-Protocol,chat.v2');
  });

  test('too slow an integration: 504', async () => {
    deploy({ $connect: never(50) });
    const answer = await api.connect();
    expect(answer.status).toBe(504);
    expect(answer.body).toBe(frame(answer, 'Endpoint request timed out'));
  });

  test('no $connect: everybody may connect', async () => {
    deploy({ $default: wsFunction('called') });
    const calls = called.calls();
    expect(await api.connect()).toMatchObject({ status: 200, body: null });
    expect(called.calls()).toBe(calls);
  });

  test('no signature where one is asked for: 403', async () => {
    deploy({ $connect: { authorization: { type: 'AWS_IAM' } } });
    const answer = await api.connect();
    expect(answer.status).toBe(403);
    expect(answer.body).toBe(frame(answer, 'Missing Authentication Token'));
  });

  test('no API key where one is asked for: 403; too many: 429', async () => {
    deploy({ $connect: { apiKeyRequired: true } });
    const without = await api.connect();
    expect(without.status).toBe(403);
    expect(without.body).toBe(frame(without, 'Forbidden'));
    refused({ code: 'throttle.key.rate', retryAfterSeconds: 3 });
    const throttled = await api.connect({ headers: ['x-api-key', 'abcdefghijklmnopqrst'] });
    expect(throttled.status).toBe(429);
    expect(throttled.headers).toEqual([
      ...json,
      'Retry-After',
      '3',
      'x-tollgate-reason',
      'throttle.key.rate',
    ]);
    expect(api.admitted.at(-1)).toMatchObject({ apiKeyValue: 'abcdefghijklmnopqrst' });
  });

  test('required parameters that are missing: 400, and they are named', async () => {
    deploy({
      $connect: {
        integration: wsFunction('called'),
        requiredParameters: [
          { location: 'querystring', name: 'room' },
          { location: 'header', name: 'X-Client' },
        ],
      },
    });
    called.returns({ statusCode: 200 });
    const answer = await api.connect({ query: 'room=%20' });
    expect(answer.status).toBe(400);
    expect(answer.body).toBe(frame(answer, 'Missing required request parameters: [room, X-Client]'));
    expect((await api.connect({ query: 'room=a', headers: ['X-Client', 'b'] })).status).toBe(200);
  });
});

test('an API whose default endpoint is switched off is a 403, to messages as well', async () => {
  api.deploy(webSocketSnapshot({ $default: wsFunction('called') }));
  const { client } = await api.connect();
  api.deploy(webSocketSnapshot({ $default: wsFunction('called') }, { disableExecuteApiEndpoint: true }));
  const handshake = await api.connect();
  expect(handshake.status).toBe(403);
  expect(handshake.body).toBe(frame(handshake, 'Forbidden'));
  const message = await client.say('{}');
  expect(message.body).toBe(frame(message, 'Forbidden'));
  expect(codeOf(message)).toBe('endpoint.disabled');
});

describe('a request that is no handshake', () => {
  test('is a 403, as REST APIs answer it', async () => {
    api.deploy(webSocketSnapshot({ $connect: wsFunction('called') }));
    const answer = await api.request('/');
    expect(answer).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
    expect(codeOf(answer)).toBe('connection.no_upgrade');
  });

  test.each(['/@connections', '/@connections/', '/@connections/a/b', '/x/@connections/a'])(
    '%s is none for a connection',
    async (path) => {
      api.deploy(webSocketSnapshot({ $connect: wsFunction('called') }));
      expect(codeOf(await api.request(path))).toBe('connection.no_upgrade');
    },
  );

  test.each([
    ['/@connections/R0oXAdfD0kwCH6w=', 'R0oXAdfD0kwCH6w='],
    ['/@connections/R0oXAdfD0kwCH6w%3d/', 'R0oXAdfD0kwCH6w='],
    ['/%40connections/R0oXAdfD0kwCH6w%3D', 'R0oXAdfD0kwCH6w='],
    ['/@connections/%520oXAdfD0kwCH6w%3D', 'R0oXAdfD0kwCH6w='],
    ['/@connections/%E0%A4%A', '%E0%A4%A'],
  ])('%s names %s', async (path, connectionId) => {
    api.deploy(webSocketSnapshot({ $connect: wsFunction('called') }));
    const { invocation } = await api.request(path, { httpMethod: 'POST', sentMethod: 'POST' });
    expect(invocation.pathParameters).toEqual({ connectionId });
  });

  test.each(['POST', 'GET', 'DELETE'])('%s for a connection is to be signed', async (httpMethod) => {
    api.deploy(webSocketSnapshot({ $connect: wsFunction('called') }));
    const answer = await api.request('/@connections/R0oXAdfD0kwCH6w%3D', {
      httpMethod,
      sentMethod: httpMethod,
    });
    expect(answer).toMatchObject({ status: 403, body: '{"message":"Missing Authentication Token"}' });
    expect(answer.headers.join()).toContain('x-amzn-ErrorType,ForbiddenException');
  });
});
