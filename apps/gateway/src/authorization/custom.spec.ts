import { randomUUID } from 'node:crypto';
import { silentLogger, type LogFields, type Logger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { awsOf } from '../testing/aws-of.js';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { allow, everything, guardedApi, policy } from '../testing/guarded-api.js';
import { startTestSystem, type CallOptions, type TestSystem } from '../testing/test-gateway.js';

/**
 * The functions: those that authorize say what `policies` has for their token, `backend` returns its event.
 */
let functions: TestBackend;
let system: TestSystem;
const lines: { message: string; fields: LogFields }[] = [];
const note = (message: string, fields: LogFields = {}): void => void lines.push({ message, fields });
const log: Logger = { ...silentLogger, info: note, debug: note, warn: note, child: () => log };
const asked: Record<string, unknown>[] = [];
let answers: Record<string, unknown>;
let hold: Promise<void> | null = null;

beforeAll(async () => {
  functions = await startBackend((request, response, body) => {
    const event = JSON.parse(body) as Record<string, unknown>;
    if (request.url!.includes('backend')) {
      const shown = JSON.stringify((event['requestContext'] as Record<string, unknown>)['authorizer']);
      return void response.end(JSON.stringify({ statusCode: 200, body: shown }));
    }
    asked.push(event);
    const { authorizationToken, headers } = event as { authorizationToken?: string; headers?: { A: string } };
    const token = authorizationToken ?? headers!.A;
    const answer = answers[token] ?? allow(everything);
    const isError = typeof answer === 'object' && answer !== null && 'errorMessage' in answer;
    const send = () =>
      response
        .writeHead(answer === 403 ? 403 : 200, isError ? { 'X-Amz-Function-Error': 'Unhandled' } : {})
        .end(JSON.stringify(answer));
    if (hold) void hold.then(send);
    else send();
  });
  system = await startTestSystem({ log, aws: awsOf({ endpointUrls: { LAMBDA: functions.origin } }) });
  await system.deploy(guardedApi());
});
beforeEach(() => {
  answers = {};
  for (const list of [asked, lines]) list.length = 0;
  hold = null;
});
afterAll(async () => {
  await system.stop();
  await functions.close();
});

const newToken = () => randomUUID();
const get = (path: string, token: string | null, options: CallOptions = {}) =>
  system.call(`/dev${path}`, { headers: token === null ? {} : { Authorization: token }, ...options });
const codeOf = async (requestId: unknown): Promise<unknown> => {
  const isOf = ({ fields }: (typeof lines)[number]) => fields['requestId'] === requestId && 'code' in fields;
  await waitFor(() => lines.some(isOf), { describe: 'the refusal is logged' });
  return lines.find(isOf)!.fields['code'];
};

describe('who is let in', () => {
  test('the policy allows: templates and events see who calls, all values as texts', async () => {
    const token = newToken();
    const first = await get('/kept', token);
    expect([first.status, first.body]).toEqual([200, 'anna t1']);
    const { body } = await get('/backend', token);
    expect(JSON.parse(body)).toEqual({
      principalId: 'anna',
      tenant: 't1',
      level: '3',
      isAdmin: 'true',
      integrationLatency: 0,
    });
    // One result for all methods of the authorizer.
    expect(asked).toHaveLength(1);
    expect(asked[0]).toEqual({
      type: 'TOKEN',
      methodArn: 'arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5/dev/GET/kept',
      authorizationToken: token,
    });
  });

  test('a path whose ARN is over 1,600 bytes is a 414, and no authorizer is asked', async () => {
    const response = await get(`/pets/${'a'.repeat(1_600)}`, newToken());
    expect([response.status, response.json()]).toEqual([414, { message: 'Request URI too long' }]);
    expect(await codeOf(response.headers['x-amzn-requestid'])).toBe('method.arn_too_long');
    expect(asked).toHaveLength(0);
  });

  test('a method without authorization has no authorizer, and none is asked', async () => {
    expect((await get('/open', null)).body).toBe('');
    expect(asked).toHaveLength(0);
  });
});

describe('the table of failures', () => {
  const unusable = [500, null, 'AuthorizerConfigurationException', 'authorizer.unusable'] as const;
  const errors: [string, string, string | null, unknown, number, unknown, string, string][] = [
    [
      'no token',
      '/kept',
      null,
      null,
      401,
      'Unauthorized',
      'UnauthorizedException',
      'authorizer.unauthorized',
    ],
    [
      'a token of another form',
      '/patterned',
      'Bearer 1',
      null,
      401,
      'Unauthorized',
      'UnauthorizedException',
      'authorizer.unauthorized',
    ],
    [
      'Unauthorized',
      '/kept',
      't-1',
      { errorMessage: 'Unauthorized' },
      401,
      'Unauthorized',
      'UnauthorizedException',
      'authorizer.unauthorized',
    ],
    [
      'another error',
      '/kept',
      't-2',
      { errorMessage: 'unauthorized' },
      500,
      null,
      'AuthorizerFailureException',
      'authorizer.failed',
    ],
    ['no permission to call', '/kept', 't-3', 403, ...unusable],
    ['no policy', '/kept', 't-4', { principalId: 'a' }, ...unusable],
    ['a context that is not flat', '/kept', 't-5', { ...allow(everything), context: { a: [] } }, ...unusable],
    [
      'a context with claims',
      '/kept',
      't-6',
      { ...allow(everything), context: { claims: 'x' } },
      ...unusable,
    ],
    [
      'a deny',
      '/kept',
      't-7',
      policy('Deny', everything),
      403,
      'User is not authorized to access this resource with an explicit deny',
      'AccessDeniedException',
      'authorizer.denied',
    ],
    [
      'nothing that allows',
      '/kept',
      't-8',
      allow('arn:aws:execute-api:*:*:*/dev/POST/kept'),
      403,
      'User is not authorized to access this resource',
      'AccessDeniedException',
      'authorizer.not_allowed',
    ],
  ];
  test.each(errors)('%s', async (_, path, token, answer, status, message, errorName, code) => {
    if (token !== null) answers[token] = answer;
    const response = await get(path, token);
    expect(response.status).toBe(status);
    expect(response.json()).toEqual({ message });
    expect(response.headers['x-amzn-errortype']).toBe(errorName);
    expect(await codeOf(response.headers['x-amzn-requestid'])).toBe(code);
    expect(asked.length).toBe(answer === null ? 0 : 1);
  });

  test('customised gateway responses can say for whom they are', async () => {
    const token = newToken();
    answers[token] = policy('Deny', everything);
    expect((await get('/kept', token)).headers['x-who']).toBe('t1');
  });
});

describe('what makes no difference to the route makes none to the policy', () => {
  const path = 'arn:aws:execute-api:*:*:*/dev/GET/pets/secret';
  const guarded = {
    ...allow(everything),
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: everything },
        { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: path },
      ],
    },
  };
  test.each([
    '/pets/secret',
    '//pets/secret',
    '/pets//secret',
    '/pets/secret/',
    '/p%65ts/secret',
    '/pets/%73ecret',
  ])('%s is denied', async (spelling) => {
    const token = newToken();
    answers[token] = guarded;
    expect((await get('/pets/harmless', token)).status).toBe(200);
    expect((await get(spelling, token)).status).toBe(403);
  });
});

describe('results', () => {
  test('are kept under all identity sources together', async () => {
    const call = (a: string, b: string) => system.call(`/dev/request?b=${b}`, { headers: { A: a } });
    for (const [a, b] of [
      ['1', '2'],
      ['1', '2'],
      ['1', '3'],
      ['12', ''],
      ['1', '2'],
    ] as const)
      await call(a, b);
    expect(asked).toHaveLength(2);
    expect((await call('12', '')).status).toBe(401);
  });

  test('are not kept with a TTL of 0, and failures never', async () => {
    const token = newToken();
    await get('/each', token);
    await get('/each', token);
    expect(asked).toHaveLength(2);
    answers['fails'] = { errorMessage: 'no' };
    await get('/kept', 'fails');
    await get('/kept', 'fails');
    expect(asked).toHaveLength(4);
  });

  test.each([
    ['a deployment', { deploymentId: 'dep002' }],
    ['a flush', { authorizersFlushed: 1 }],
    ['other stage variables', { variables: { a: 'b' } }],
  ])('end with %s', async (_, change) => {
    const token = newToken();
    await system.deploy(guardedApi());
    await get('/kept', token);
    await system.deploy(guardedApi(), change);
    answers[token] = policy('Deny', everything);
    expect((await get('/kept', token)).status).toBe(403);
    await system.deploy(guardedApi(), { ...change, defaultThrottle: { ratePerSecond: 9_000, burst: 4_000 } });
    await get('/kept', token);
    expect(asked).toHaveLength(2);
  });

  test('one call runs for each identity, and does not end with the caller who came first', async () => {
    let release = () => undefined as void;
    hold = new Promise<void>((resolve) => (release = resolve));
    const token = newToken();
    const callers = Array.from({ length: 20 }, () => get('/kept', token));
    await waitFor(() => asked.length === 1, { describe: 'the authorizer is asked' });
    release();
    expect((await Promise.all(callers)).map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(asked).toHaveLength(1);
  });

  test('that allow a single method are a warning, once for each deployment', async () => {
    await system.deploy(guardedApi(), { deploymentId: 'dep003' });
    const single = () => lines.filter(({ message }) => message.includes('allows a single method'));
    for (const token of [newToken(), newToken()]) {
      answers[token] = allow('arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5/dev/GET/kept');
      await get('/kept', token);
    }
    expect(single()).toHaveLength(1);
    expect(single()[0]!.fields).toMatchObject({ authorizerId: 'kept' });
  });
});
