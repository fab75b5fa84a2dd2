import type { Routed } from '../../invocation/invocation.js';
import { callConnection } from './call-connection.js';
import type { CallOutcome, ConnectionPosts, ConnectionState, PostedMessage } from './connection-posts.js';

const id = 'R0oXAdfD0kwCH6w=';
const state: ConnectionState = {
  connectionId: id,
  connectedAtMs: Date.UTC(2026, 10, 30, 20, 0, 0, 7),
  lastActiveAtMs: Date.UTC(2026, 10, 30, 20, 1),
  sourceIp: '10.0.0.1',
  userAgent: null,
  principalId: 'me',
  apiKeyId: null,
};

/** What is called comes to this, at once or later. */
function postsThatSay(outcome: CallOutcome, late: boolean) {
  const calls: unknown[] = [];
  const given = <T>(value: T): T | Promise<T> => (late ? Promise.resolve(value) : value);
  const posts: ConnectionPosts = {
    post: (to, message) => (calls.push([to, message]), given(outcome)),
    get: (of) => (calls.push(of), given(outcome === 'done' ? state : outcome)),
    close: (which) => (calls.push(which), given(outcome)),
    list: () => 'unreachable',
  };
  return { posts, calls };
}

interface CallOfTest {
  readonly method: string;
  readonly id?: string;
  readonly body?: Buffer;
  readonly headers?: readonly string[];
}

function invocationOf({ method, id: raw = id, body = Buffer.from('hello'), headers = [] }: CallOfTest) {
  return {
    request: { httpMethod: method, rawHeaders: headers },
    address: { apiId: 'api', stageName: 'prod' },
    pathParameters: { connectionId: raw },
    body,
    response: null,
  } as unknown as Routed;
}

async function run(call: CallOfTest, outcome: CallOutcome = 'done', late = false) {
  const { posts, calls } = postsThatSay(outcome, late);
  const invocation = invocationOf(call);
  const verdict = await callConnection(posts)(invocation);
  return { verdict, response: invocation.response, calls };
}

describe.each([false, true])('a call (answered later: %s)', (late) => {
  test('POST sends the body as it is', async () => {
    const { response, calls } = await run({ method: 'POST' }, 'done', late);
    expect(response).toMatchObject({ status: 200, body: null });
    const to = { apiId: 'api', stageName: 'prod', connectionId: id };
    expect(calls).toEqual([[to, { data: Buffer.from('hello'), callId: null }]]);
  });

  test('GET tells of the connection', async () => {
    const { response } = await run({ method: 'GET' }, 'done', late);
    expect(response).toMatchObject({ status: 200, headers: ['Content-Type', 'application/json'] });
    expect(JSON.parse(response!.body as string)).toEqual({
      connectedAt: '2026-11-30T20:00:00.007Z',
      identity: { sourceIp: '10.0.0.1', userAgent: '' },
      lastActiveAt: '2026-11-30T20:01:00.000Z',
    });
  });

  test('DELETE has no response to read', async () => {
    expect((await run({ method: 'DELETE' }, 'done', late)).response).toMatchObject({
      status: 204,
      body: null,
    });
  });

  test.each([
    ['gone', 'connection.gone', 410, 'GoneException'],
    ['full', 'connection.full', null, 'LimitExceededException'],
    ['unreachable', 'connection.unreachable', null, null],
  ] as const)('%s is %s', async (outcome, code, status, errorName) => {
    for (const method of ['POST', 'GET', 'DELETE']) {
      const { verdict, response } = await run({ method }, outcome, late);
      expect(verdict).toMatchObject({ code, status, errorName });
      expect(response).toBeNull();
    }
  });
});

test('a message of 131,072 bytes is sent, one of more is not', async () => {
  expect((await run({ method: 'POST', body: Buffer.alloc(131_072) })).verdict).toBeNull();
  const { verdict, calls } = await run({ method: 'POST', body: Buffer.alloc(131_073) });
  expect(verdict).toMatchObject({ code: 'connection.post_too_large' });
  expect(calls).toEqual([]);
});

test('all attempts of a call are known by what the SDK names it', async () => {
  const headers = ['Amz-Sdk-Invocation-Id', 'b7a1'];
  const { calls } = await run({ method: 'POST', headers });
  expect((calls[0] as [unknown, PostedMessage])[1].callId).toBe('b7a1');
  const long = await run({ method: 'POST', headers: ['amz-sdk-invocation-id', 'x'.repeat(101)] });
  expect((long.calls[0] as [unknown, PostedMessage])[1].callId).toBeNull();
});

test('nothing else can be done to a connection', async () => {
  const { verdict, calls } = await run({ method: 'PUT' });
  expect(verdict).toMatchObject({ code: 'route.missing' });
  expect(calls).toEqual([]);
});
