import { templatesOf } from '../../testing/documents.js';
import { startWebSocketBackends, type WebSocketBackends } from '../../testing/websocket-backends.js';
import { twoWay } from '../../testing/websocket-documents.js';
import { frameResponse, wsFunction, wsService } from '../../testing/websocket-integrations.js';

let api: WebSocketBackends;

beforeAll(async () => {
  api = await startWebSocketBackends();
});
afterAll(() => api.close());
beforeEach(() => api.reset());

const error = expect.stringContaining('"Internal server error"') as string;

describe('Lambda proxy, two-way', () => {
  test.each<[unknown, string | Buffer | null]>([
    [{ statusCode: 200, body: 'hello' }, 'hello'],
    [{ statusCode: 500, body: 'hello' }, 'hello'],
    [{ body: '{"a":1}' }, '{"a":1}'],
    [{ statusCode: 200 }, null],
    [{ statusCode: 200, body: '' }, null],
    [{ statusCode: 200, body: 'AP8=', isBase64Encoded: true }, Buffer.from([0, 255])],
    [{ statusCode: 200, body: { a: 1 } }, error],
    ['no JSON', error],
  ])('%j', async (result, body) => {
    api.called.returns(result);
    api.deployRoutes({ $default: twoWay(wsFunction('called')) });
    expect((await api.say('{}')).body).toEqual(body);
  });
});

test('a response that is longer than a message may be is an error, and its client stays', async () => {
  api.deployRoutes({ $default: twoWay(wsFunction('called')) });
  const { client } = await api.connect();
  api.called.returns({ body: 'ä'.repeat(65_536) });
  expect((await client.say('{}')).body).toHaveLength(65_536);
  api.called.returns({ body: `${'ä'.repeat(65_536)}a` });
  const answer = await client.say('{}');
  expect(answer.body).toEqual(error);
  expect(answer.invocation.record.refusal).toMatchObject({ code: 'response.too_large' });
});

describe('Lambda', () => {
  const fn = (change = {}) => wsFunction('called', 'LAMBDA', change);

  test('the template is the event, the result passes without an integration response', async () => {
    api.called.returns({ greeting: 'hi' });
    api.deployRoutes({
      $default: twoWay(
        fn({
          requestTemplates: templatesOf({
            $default: '{"c":"$context.connectionId","m":$input.json(\'$.m\'),"p":"$input.params(\'p\')"}',
          }),
        }),
      ),
    });
    const { client } = await api.connect({ query: 'p=secret' });
    expect((await client.say({ m: [1] })).body).toBe('{"greeting":"hi"}');
    expect(api.called.event()).toEqual({ c: 'R0oXAdfD0kwCH6w=', m: [1], p: '' });
  });

  test('responses are chosen by the message of the error', async () => {
    api.deployRoutes({
      $default: twoWay(
        fn({
          responses: [
            frameResponse('/.*not found.*/', { $default: '{"lost":$input.json(\'$.errorMessage\')}' }),
            frameResponse('$default', { $default: '{"result":$input.body}' }),
          ],
        }),
      ),
    });
    api.called.returns({ errorMessage: 'room not found' }, true);
    expect((await api.say('{}')).body).toBe('{"lost":"room not found"}');
    api.called.returns(7);
    expect((await api.say('{}')).body).toBe('{"result":7}');
  });

  test('an error of a one-way route is a frame; a function that raises one lets nobody in', async () => {
    api.deployRoutes({ $connect: fn({ responses: [frameResponse('$default')] }), $default: fn() });
    api.called.returns({ errorMessage: 'x' }, true);
    const { status, client } = await api.connect();
    expect(status).toBe(502);
    expect((await client.say('{}')).body).toEqual(error);
    api.called.returns({});
    expect((await api.connect()).status).toBe(200);
  });
});

describe('AWS services', () => {
  const put = (change = {}) =>
    wsService('dynamodb:action/PutItem', {
      requestTemplates: templatesOf({
        $default: '{"TableName":"connections","Item":{"id":{"S":"$context.connectionId"}}}',
      }),
      ...change,
    });

  test('a template is sent, signed, by the protocol of the service', async () => {
    api.deployRoutes({ $connect: put() });
    expect((await api.connect()).status).toBe(200);
    const { body, headers } = api.dynamo.seen.at(-1)!;
    expect(JSON.parse(body)).toEqual({
      TableName: 'connections',
      Item: { id: { S: 'R0oXAdfD0kwCH6w=' } },
    });
    expect(headers['x-amz-target']).toBe('DynamoDB_20120810.PutItem');
  });

  test('its status lets in or not', async () => {
    api.deployRoutes({ $connect: put() });
    api.reply({ status: 400, body: '{"__type":"AccessDenied"}' });
    expect((await api.connect()).status).toBe(400);
  });

  test('a refusal is a frame on a one-way route, and mapped on a two-way one', async () => {
    api.deployRoutes({
      one: put(),
      both: twoWay(
        put({ responses: [frameResponse('/4\\d\\d/', { $default: '{"no":1}' }), frameResponse('$default')] }),
      ),
    });
    api.reply({ status: 400, body: '{"__type":"AccessDenied"}' });
    expect((await api.say({ action: 'one' })).body).toEqual(error);
    expect((await api.say({ action: 'both' })).body).toBe('{"no":1}');
    api.reply({ status: 200, body: '{}' });
    expect((await api.say({ action: 'one' })).body).toBeNull();
    expect((await api.say({ action: 'both' })).body).toBe('{}');
  });
});
