import type { WebSocketRoute, WebSocketSnapshot } from '#libs/snapshot-format';
import { uriOf } from '../../testing/http-documents.js';
import { startFunction, type TestFunction } from '../../testing/test-function.js';
import { webSocketApiId, webSocketSnapshot } from '../../testing/websocket-documents.js';
import { startWebSocketPipeline, type WebSocketPipeline } from '../../testing/websocket-pipeline.js';

let decider: TestFunction;
let guarded: WebSocketPipeline;

beforeAll(async () => {
  decider = await startFunction();
  guarded = startWebSocketPipeline({ functionUrls: new Map([['decider', decider.url]]) });
});
beforeEach(() => deploy());
afterAll(() => Promise.all([decider, guarded].map((each) => each.close())));

const deploy = (
  route: Partial<WebSocketRoute> = {},
  apiKeySource: WebSocketSnapshot['apiKeySource'] = 'HEADER',
): void =>
  guarded.deploy(
    webSocketSnapshot(
      { $connect: { authorization: { type: 'CUSTOM', authorizerId: 'auth01' }, ...route } },
      {
        apiKeySource,
        authorizers: {
          auth01: {
            type: 'REQUEST',
            id: 'auth01',
            region: 'us-east-1',
            functionArn: uriOf('arn:aws:lambda:us-east-1:000000000000:function:decider'),
            identitySources: [
              { location: 'querystring', name: 'token', expression: 'route.request.querystring.token' },
              { location: 'header', name: 'X-Client', expression: 'route.request.header.X-Client' },
              { location: 'stageVariables', name: 'color', expression: 'stageVariables.color' },
              { location: 'context', name: 'connectionId', expression: 'context.connectionId' },
            ],
            identityPattern: null,
            resultTtlSeconds: 0,
          },
        },
      },
    ),
    { variables: { color: 'blue' } },
  );

const all = { query: 'token=t', headers: ['X-Client', 'c'] };
const policy = (effect: string, resource: string) => ({
  principalId: 'ann',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: effect, Action: 'execute-api:Invoke', Resource: resource }],
  },
});
const arn = `arn:aws:execute-api:us-east-1:000000000000:${webSocketApiId}/dev/$connect`;

test.each([[{}], [{ query: 'token=t' }], [{ query: 'token=', headers: ['X-Client', 'c'] }]])(
  'an identity source is missing in %j: 401, and the function is not called',
  async (options) => {
    const calls = decider.calls();
    const answer = await guarded.connect(options);
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('{"message": "Unauthorized", "connectionId":"');
    expect(decider.calls()).toBe(calls);
  },
);

test.each<[string, unknown, boolean, number]>([
  ['allows the route', policy('Allow', arn), false, 200],
  ['allows everything', policy('Allow', '*'), false, 200],
  ['denies the route', policy('Deny', arn), false, 403],
  ['allows another route', policy('Allow', arn.replace('$connect', 'join')), false, 403],
  ['allows a method of that name', policy('Allow', arn.replace('$connect', 'GET/$connect')), false, 403],
  ['does not know the caller', { errorMessage: 'Unauthorized' }, true, 401],
  ['fails', { errorMessage: 'secret of the function' }, true, 500],
  ['returns no policy', { principalId: 'ann' }, false, 500],
  ['returns a list in its context', { ...policy('Allow', '*'), context: { a: [] } }, false, 500],
  ['returns more than 8 KB', { ...policy('Allow', '*'), context: { a: 'x'.repeat(8192) } }, false, 500],
])('the function %s', async (_, result, hasFailed, status) => {
  decider.returns(result, hasFailed);
  const answer = await guarded.connect(all);
  expect(answer.status).toBe(status);
  expect(String(answer.body)).not.toContain('secret');
});

test('its results are not kept', async () => {
  decider.returns(policy('Allow', '*'));
  const calls = decider.calls();
  await guarded.connect(all);
  await guarded.connect(all);
  expect(decider.calls()).toBe(calls + 2);
});

test.each<[WebSocketSnapshot['apiKeySource'], string | undefined, string | null]>([
  ['AUTHORIZER', 'key-of-the-authorizer', 'key-of-the-authorizer'],
  ['AUTHORIZER', undefined, null],
  ['HEADER', 'key-of-the-authorizer', 'key-of-the-header'],
])('keys come from %s, which names %s', async (apiKeySource, usageIdentifierKey, asked) => {
  deploy({ apiKeyRequired: true }, apiKeySource);
  decider.returns({ ...policy('Allow', '*'), usageIdentifierKey });
  const admissions = guarded.admitted.length;
  const { status } = await guarded.connect({
    ...all,
    headers: [...all.headers, 'x-api-key', 'key-of-the-header'],
  });
  expect(status).toBe(asked === null ? 403 : 200);
  expect(guarded.admitted.slice(admissions).map(({ apiKeyValue }) => apiKeyValue)).toEqual(
    asked === null ? [] : [asked],
  );
});
