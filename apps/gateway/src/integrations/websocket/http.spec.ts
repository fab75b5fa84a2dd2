import { mapping } from '../../testing/documents.js';
import { startWebSocketBackends, type WebSocketBackends } from '../../testing/websocket-backends.js';
import { selectionOf, twoWay, webSocketApiId } from '../../testing/websocket-documents.js';
import { frameResponse, wsHttp, wsMock } from '../../testing/websocket-integrations.js';

let api: WebSocketBackends;

beforeAll(async () => {
  api = await startWebSocketBackends();
});
afterAll(() => api.close());
beforeEach(() => api.reset());

const error = expect.stringContaining('"Internal server error"') as string;

describe('HTTP_PROXY', () => {
  const proxy = (change = {}) => wsHttp('HTTP_PROXY', `${api.backend.origin}/chat?own=1`, change);

  test('a message is the body of a request, with the headers of mapped requests', async () => {
    api.deployRoutes({ $default: proxy() });
    await api.say('{"a":"ä"}');
    const { 'content-length': length, 'x-amzn-trace-id': trace, ...headers } = api.lastSeen().headers;
    expect(api.lastSeen()).toMatchObject({ method: 'POST', url: '/chat?own=1', body: '{"a":"ä"}' });
    expect(length).toBe('10');
    expect(trace).toMatch(/^Root=/);
    expect(headers).toEqual({
      accept: 'application/json',
      connection: 'keep-alive',
      'content-type': 'application/json',
      host: api.backend.origin.slice('http://'.length),
      'user-agent': `AmazonAPIGateway_${webSocketApiId}`,
      'x-amzn-apigateway-api-id': webSocketApiId,
    });
  });

  test('context, body and variables are mapped into headers, query and path', async () => {
    api.deployRoutes(
      {
        $default: wsHttp('HTTP_PROXY', `${api.backend.origin}/rooms/{room}`, {
          parameters: [
            mapping('header', 'connectionId', 'context.connectionId'),
            mapping('header', 'X-Color', 'stageVariables.color'),
            mapping('header', 'X-Event', 'context.eventType'),
            mapping('querystring', 'route', 'context.routeKey'),
            mapping('path', 'room', 'method.request.body.room'),
            mapping('header', 'X-Token', 'method.request.querystring.token'),
          ],
        }),
      },
      { color: 'blue' },
    );
    const { client } = await api.connect({ query: 'token=secret' });
    await client.say({ room: 'r1' });
    expect(api.lastSeen()).toMatchObject({
      url: '/rooms/r1?route=%24default',
      headers: { connectionid: 'R0oXAdfD0kwCH6w=', 'x-color': 'blue', 'x-event': 'MESSAGE' },
    });
    expect(api.lastSeen().headers).not.toHaveProperty('x-token');
  });

  test('a handshake goes on with its headers and query, and without those of the connection', async () => {
    api.deployRoutes({ $connect: proxy({ httpMethod: 'GET' }) });
    const { status } = await api.connect({ headers: ['Cookie', 'a=b', 'Origin', 'https://x'], query: 'r=1' });
    expect(status).toBe(200);
    expect(api.lastSeen()).toMatchObject({
      method: 'GET',
      url: '/chat?own=1&r=1',
      body: '',
      headers: { cookie: 'a=b', origin: 'https://x', 'x-forwarded-for': '192.0.2.7' },
    });
    expect(api.lastSeen().headers).not.toHaveProperty('upgrade');
  });

  test('what it answers a handshake decides, and its subprotocol is in the response', async () => {
    api.deployRoutes({ $connect: proxy() });
    api.reply({ status: 401, body: 'who?', headers: { 'content-type': 'text/plain' } });
    expect(await api.connect()).toMatchObject({ status: 401, body: 'who?' });
    api.reply({ status: 204, body: '', headers: { 'sec-websocket-protocol': 'v2' } });
    const { status, headers } = await api.connect();
    expect(status).toBe(204);
    expect(headers).toContain('v2');
  });

  test('an end is a request without a body', async () => {
    api.deployRoutes({
      $disconnect: proxy({ parameters: [mapping('header', 'code', 'context.disconnectStatusCode')] }),
    });
    const { client } = await api.connect();
    await client.leave(1001, 'Going away');
    expect(api.lastSeen()).toMatchObject({ method: 'POST', body: '', headers: { code: '1001' } });
  });

  test.each([200, 404, 500])('two-way: the whole body of a %i is sent; one-way nothing', async (status) => {
    api.reply({ status, body: '{"said":1}' });
    api.deployRoutes({ both: twoWay(proxy()), one: proxy() });
    expect((await api.say({ action: 'both' })).body).toBe('{"said":1}');
    expect((await api.say({ action: 'one' })).body).toBeNull();
  });

  test('bytes that are no text are bytes in both directions', async () => {
    api.reply({ status: 200, body: Buffer.from([0, 255, 1]) });
    api.deployRoutes({ $default: twoWay(proxy({ contentHandling: 'CONVERT_TO_BINARY' })) });
    const { body } = await api.say(Buffer.from([255, 0, 254]).toString('base64'));
    expect([...api.lastSeen().bytes]).toEqual([255, 0, 254]);
    expect(body).toEqual(Buffer.from([0, 255, 1]));
  });
});

describe('HTTP', () => {
  const http = (change = {}) => wsHttp('HTTP', `${api.backend.origin}/things`, change);

  test('responses are chosen by the whole status, else $default', async () => {
    api.deployRoutes({
      $default: twoWay(
        http({
          responses: [
            frameResponse('/5\\d\\d/', { $default: 'broken' }),
            frameResponse('/40/', { $default: 'never' }),
            frameResponse('$default', { $default: '{"was":$input.body}' }),
          ],
        }),
      ),
    });
    expect((await api.say('{}')).body).toBe('{"was":{"ok":true}}');
    api.reply({ status: 404, body: '1' });
    expect((await api.say('{}')).body).toBe('{"was":1}');
    api.reply({ status: 503, body: '1' });
    expect((await api.say('{}')).body).toBe('broken');
  });

  test('templates of responses are chosen by what came back', async () => {
    const byHeader = frameResponse(
      '$default',
      { a: 'A', '404': 'lost', $default: 'else' },
      {
        templateSelectionExpression: selectionOf('${integration.response.header.X-Kind}', 'responseTemplate'),
      },
    );
    api.deployRoutes({ $default: twoWay(http({ responses: [byHeader] })) });
    api.reply({ status: 200, body: '', headers: { 'x-kind': 'a' } });
    expect((await api.say('{}')).body).toBe('A');
    api.reply({ status: 200, body: '', headers: { 'x-kind': '404' } });
    expect((await api.say('{}')).body).toBe('lost');
    api.reply({ status: 200, body: '' });
    expect((await api.say('{}')).body).toBe('else');
  });

  test('CONVERT_TO_BINARY makes bytes of Base64, CONVERT_TO_TEXT Base64 of bytes', async () => {
    const converting = (contentHandling: 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT') =>
      twoWay(http({ responses: [frameResponse('$default', null, { contentHandling })] }));
    api.deployRoutes({ binary: converting('CONVERT_TO_BINARY'), text: converting('CONVERT_TO_TEXT') });
    api.reply({ status: 200, body: 'aGVsbG8=' });
    expect((await api.say({ action: 'binary' })).body).toEqual(Buffer.from('hello'));
    expect((await api.say({ action: 'text' })).body).toBe('aGVsbG8=');
    api.reply({ status: 200, body: Buffer.from([0, 255]) });
    expect((await api.say({ action: 'text' })).body).toBe('AP8=');
    expect((await api.say({ action: 'binary' })).body).toEqual(error);
  });

  test('headers of a response to a handshake', async () => {
    api.deployRoutes({
      $connect: http({
        responses: [
          frameResponse('$default', null, {
            from: { 'Sec-WebSocket-Protocol': 'integration.response.header.X-Chosen' },
          }),
        ],
      }),
    });
    api.reply({ status: 202, body: '', headers: { 'x-chosen': 'v3' } });
    const { status, headers } = await api.connect();
    expect(status).toBe(202);
    expect(headers.join()).toContain('Sec-WebSocket-Protocol,v3');
  });
});

describe('MOCK', () => {
  test('the status of its template chooses a response, and lets a handshake in or not', async () => {
    const mock = wsMock({ '200': '{"statusCode": 200}', '403': '{"statusCode": 403}' }, {});
    const choosing = (key: string) => ({
      ...mock,
      templateSelectionExpression: selectionOf(key, 'requestTemplate'),
    });
    api.deployRoutes({ $connect: choosing('200') });
    expect((await api.connect()).status).toBe(200);
    api.deployRoutes({ $connect: choosing('403') });
    expect((await api.connect()).status).toBe(403);
    api.deployRoutes({ $connect: choosing('other') });
    expect((await api.connect()).status).toBe(200);
  });

  test('a template may set another status for a handshake', async () => {
    api.deployRoutes({
      $connect: wsMock(
        { $default: '{"statusCode": 200}' },
        {
          responses: [frameResponse('/200/', { $default: '#set($context.responseOverride.status = 451){}' })],
        },
      ),
    });
    expect((await api.connect()).status).toBe(451);
  });

  test('an echo', async () => {
    api.deployRoutes({
      ping: twoWay(
        wsMock(
          { $default: '{"statusCode": 200}' },
          {
            responses: [
              frameResponse('/200/', { $default: '{"pong":"$context.connectionId","at":"$context.stage"}' }),
            ],
          },
        ),
      ),
    });
    expect((await api.say({ action: 'ping' })).body).toBe('{"pong":"R0oXAdfD0kwCH6w=","at":"dev"}');
  });
});

test('a route without an integration takes a message and answers nothing', async () => {
  api.deployRoutes({ $default: {} });
  expect(await api.say('x')).toMatchObject({ body: null, status: 200 });
});
