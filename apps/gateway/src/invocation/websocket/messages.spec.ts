import { templatesOf } from '../../testing/documents.js';
import { startWebSocketBackends, type WebSocketBackends } from '../../testing/websocket-backends.js';
import {
  selectionOf,
  twoWay,
  webSocketApiId,
  webSocketHost,
  webSocketSnapshot,
} from '../../testing/websocket-documents.js';
import { frameResponse, wsFunction, wsHttp, wsMock } from '../../testing/websocket-integrations.js';

let api: WebSocketBackends;

beforeAll(async () => {
  api = await startWebSocketBackends();
});
afterAll(() => api.close());
beforeEach(() => api.reset());

/** A route that answers with what a template prints. */
const printing = (template: string) =>
  twoWay(
    wsMock(
      { $default: '{"statusCode":200}' },
      { responses: [frameResponse('$default', { $default: template })] },
    ),
  );

/** What a function is sent by a template. */
async function sent(template: string, message: string | object = {}): Promise<unknown> {
  api.deployRoutes({
    $default: wsFunction('called', 'LAMBDA', { requestTemplates: templatesOf({ $default: template }) }),
  });
  await api.say(message);
  return api.called.event();
}

describe('$context', () => {
  test.each([
    ['connectionId', 'R0oXAdfD0kwCH6w='],
    ['messageId', 'Messag3IdOfAWS0='],
    ['eventType', 'MESSAGE'],
    ['messageDirection', 'IN'],
    ['routeKey', '$default'],
    ['apiId', webSocketApiId],
    ['stage', 'dev'],
    ['domainName', webSocketHost],
    ['domainPrefix', webSocketApiId],
    ['accountId', '000000000000'],
    ['identity.sourceIp', '192.0.2.7'],
    ['status', ''],
    ['httpMethod', ''],
    ['path', ''],
    ['disconnectReason', ''],
    ['authorizer.principalId', ''],
  ])('%s in a request template is %j', async (name, value) => {
    expect(await sent(`{"value":"$context.${name}"}`)).toEqual({ value });
  });

  test('ids are one, times are numbers and texts', async () => {
    const seen = (await sent(
      '{"a":"$context.requestId","b":"$context.extendedRequestId","c":$context.connectedAt,"d":$context.requestTimeEpoch,"e":"$context.requestTime"}',
    )) as Record<string, unknown>;
    expect(seen['a']).toBe(seen['b']);
    expect(seen['a']).toMatch(/^[A-Za-z0-9_-]{15}=$/);
    expect(seen['c']).toBeLessThanOrEqual(seen['d'] as number);
    expect(seen['e']).toMatch(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
  });

  test('of a handshake it has no message, of an end its code and reason', async () => {
    const template = templatesOf({
      $default:
        '{"m":"$context.messageId","e":"$context.eventType","c":"$context.disconnectStatusCode","r":"$context.disconnectReason","k":"$context.routeKey"}',
    });
    const integration = wsFunction('called', 'LAMBDA', { requestTemplates: template });
    api.deployRoutes({ $connect: integration, $disconnect: integration });
    const { client } = await api.connect();
    expect(api.called.event()).toEqual({ m: '', e: 'CONNECT', c: '', r: '', k: '$connect' });
    await client.leave(1001, 'Going away');
    expect(api.called.event()).toEqual({
      m: '',
      e: 'DISCONNECT',
      c: '1001',
      r: 'Going away',
      k: '$disconnect',
    });
  });

  test('status in a response template is what the backend answered', async () => {
    api.reply({ status: 418, body: '' });
    api.deployRoutes({
      $default: twoWay(
        wsHttp('HTTP', api.backend.origin, {
          responses: [frameResponse('$default', { $default: '$context.status' })],
        }),
      ),
    });
    expect((await api.say('{}')).body).toBe('418');
  });
});

describe('$input', () => {
  const message = { a: { b: [1, { c: 'd' }] }, text: 'x"y' };

  test.each([
    ['$input.json("$.a.b[1].c")', '"d"'],
    ['$input.json("$.a")', '{"b":[1,{"c":"d"}]}'],
    ['"$input.path("$.a.b[0]")"', '"1"'],
    ['"$util.escapeJavaScript($input.path("$.text"))"', '"x\\"y"'],
    ['$input.body', JSON.stringify(message)],
    ['"$stageVariables.color"', '""'],
  ])('%s', async (expression, printed) => {
    expect(await sent(`{"value":${expression}}`, message)).toEqual({ value: JSON.parse(printed) as unknown });
  });

  test('parameters are those of the handshake, and there alone', async () => {
    const template = `{"q":"$input.params('q')","h":"$input.params('X-H')","all":"$input.params().querystring.keySet()"}`;
    const integration = wsFunction('called', 'LAMBDA', {
      requestTemplates: templatesOf({ $default: template }),
    });
    api.deployRoutes({ $connect: integration, $default: integration, $disconnect: integration });
    const { client } = await api.connect({ query: 'q=1', headers: ['X-H', '2'] });
    expect(api.called.event()).toEqual({ q: '1', h: '2', all: '[q]' });
    await client.say('{}');
    expect(api.called.event()).toEqual({ q: '', h: '', all: '[]' });
    await client.leave();
    expect(api.called.event()).toEqual({ q: '', h: '', all: '[]' });
  });
});

describe('templates of requests', () => {
  const choosing = (change = {}) =>
    wsFunction('called', 'LAMBDA', {
      requestTemplates: templatesOf({ a: '"A"', $default: '"else"' }),
      templateSelectionExpression: selectionOf('${request.body.kind}', 'requestTemplate'),
      ...change,
    });

  test.each<[string | object, string]>([
    [{ kind: 'a' }, 'A'],
    [{ kind: 'b' }, 'else'],
    [{ kind: ['a'] }, 'else'],
    ['no JSON', 'else'],
    [{ kind: '__proto__' }, 'else'],
    [{ kind: '$request.body.kind' }, 'else'],
  ])('of %j', async (message, event) => {
    api.deployRoutes({ $default: choosing() });
    await api.say(message);
    expect(api.called.event()).toBe(event);
  });

  test.each([
    ['WHEN_NO_MATCH', true],
    ['WHEN_NO_TEMPLATES', false],
    ['NEVER', false],
  ])('without one for a message, %s: passes %s', async (passthroughBehavior, passes) => {
    api.deployRoutes({
      $default: choosing({ requestTemplates: templatesOf({ a: '"A"' }), passthroughBehavior }),
    });
    const calls = api.called.calls();
    const { body } = await api.say({ kind: 'b' });
    expect(api.called.calls() - calls).toBe(passes ? 1 : 0);
    if (passes) expect(api.called.event()).toEqual({ kind: 'b' });
    else expect(body).toContain('Unsupported Media Type');
  });

  test('WHEN_NO_TEMPLATES passes where there is none', async () => {
    api.deployRoutes({
      $default: choosing({ requestTemplates: {}, passthroughBehavior: 'WHEN_NO_TEMPLATES' }),
    });
    await api.say({ kind: 'b' });
    expect(api.called.event()).toEqual({ kind: 'b' });
  });
});

describe('models', () => {
  const held = (byKey: Record<string, string | null>, validatesMessages = true) => {
    const document = webSocketSnapshot(
      {
        $default: {
          ...printing('ok'),
          messageModels: { selectionExpression: selectionOf('$request.body.kind', 'model'), byKey },
        },
      },
      {
        validatesMessages,
        models: {
          Room: { type: 'object', required: ['room'], properties: { room: { type: 'string' } } },
          Nothing: { type: 'object', maxProperties: 0 },
        },
      },
    );
    api.deploy(document);
  };

  test.each<[string | object, boolean]>([
    [{ kind: 'room', room: 'a' }, true],
    [{ kind: 'room', room: 1 }, false],
    [{ kind: 'room' }, false],
    [{ kind: 'any', room: 1 }, true],
    [{ kind: 'other' }, false],
    [{}, true],
    ['no JSON', false],
    ['', false],
    ['null', false],
  ])('%j matches: %s', async (message, matches) => {
    held({ room: 'Room', any: null, $default: 'Nothing' });
    const { body } = await api.say(message);
    if (matches) expect(body).toBe('ok');
    else expect(body).toContain('{"message": "Bad request body", ');
  });

  test('none for a message, and none of $default: refused', async () => {
    held({ room: 'Room' });
    expect((await api.say({ kind: 'other' })).body).toContain('Bad request body');
  });

  test('an API that does not validate holds messages to nothing', async () => {
    held({ room: 'Room' }, false);
    expect((await api.say('no JSON')).body).toBe('ok');
  });
});

describe('hostile messages', () => {
  const deep = 60_000;

  test.each<[string, string]>([
    ['128 KB of JSON', JSON.stringify({ action: 'big', text: 'x'.repeat(131_000) })],
    ['a list of 60,000 levels', '['.repeat(deep) + ']'.repeat(deep)],
    ['60,000 levels in the action', `{"action":${'['.repeat(deep)}${']'.repeat(deep)}}`],
    ['objects of many levels', '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000)],
    ['60,000 members', `{${Array.from({ length: 12_000 }, (_, index) => `"m${index}":1`).join()}}`],
    ['a surrogate alone', '{"action":"\\ud800"}'],
    ['a zero', '{"action":"a\\u0000b"}'],
    ['the names of objects', '{"action":{"__proto__":{"constructor":1},"toString":2}}'],
    ['an action of 128 KB', JSON.stringify({ action: 'x'.repeat(130_000) })],
  ])('%s: is answered, and takes the route of its key or $default', async (_, message) => {
    api.deployRoutes({ big: printing('big'), $default: printing('default') });
    const { body } = await api.say(message);
    expect(body).toBe(message.includes('"action":"big"') ? 'big' : 'default');
  });

  test('paths of templates and mappings lead to own members alone', async () => {
    expect(
      await sent(
        '{"a":"$input.path("$.__proto__.x")","b":"$input.path("$.constructor.name")","c":"$input.path("$.list.length")"}',
        { list: [1] },
      ),
    ).toEqual({ a: '', b: '', c: '' });
  });

  test('a template that reads 128 KB again and again stops at its bound', async () => {
    api.deployRoutes({
      $default: wsFunction('called', 'LAMBDA', {
        requestTemplates: templatesOf({
          $default: '#foreach($i in [1..1000])#foreach($j in [1..1000])$input.body#end#end',
        }),
      }),
    });
    const calls = api.called.calls();
    const { body } = await api.say({ text: 'x'.repeat(100_000) });
    expect(body).toContain('Internal server error');
    expect(api.called.calls()).toBe(calls);
  });
});
