import { compilePolicy, parsePolicy, type CompiledPolicy } from '#libs/iam-policy';
import type { Routed } from '../invocation/invocation.js';
import { cachedFor300s, cachingStage, keyedBy } from '../testing/cached-api.js';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { http, method, snapshot } from '../testing/documents.js';
import { memoryResponses } from '../testing/memory-responses.js';
import { invokeArn, resourcePolicy } from '../testing/resource-policies.js';
import { accountId, publishKey, publishPrincipal, signed } from '../testing/signing-callers.js';
import { codeOf, said } from '../testing/signed-api.js';
import { refuseInvalidation } from './refuse-invalidation.js';
import { startTestSystem, type TestResponse, type TestSystem } from '../testing/test-gateway.js';

// `Cache-Control: max-age=0` where the stage asks who may (requireAuthorizationForCacheControl).
let system: TestSystem;
let backend: TestBackend;

const statement = (Action: string | string[], Resource = '*', Effect = 'Allow') => ({
  Effect,
  Action,
  Resource,
});
const invokeAlone = 'execute-api:Invoke';
const both = ['execute-api:Invoke', 'execute-api:InvalidateCache'];

beforeAll(async () => {
  backend = await startBackend((request, response) => {
    response.writeHead(200, { 'x-call': String(backend.seen.length) }).end('said');
  });
  system = await startTestSystem({ responseStore: memoryResponses() });
  publishKey(system, 'AKIAMAY', 'AIDAMAY');
  publishPrincipal(system, 'AIDAMAY', [
    statement(invokeAlone),
    statement('execute-api:InvalidateCache', `arn:aws:execute-api:us-east-1:${accountId}:*/dev/GET/*`),
    statement('execute-api:InvalidateCache', 'arn:aws:execute-api:*:*:*/*/GET/fail/denied', 'Deny'),
  ]);
  publishKey(system, 'AKIAMAYNOT', 'AIDAMAYNOT');
  publishPrincipal(system, 'AIDAMAYNOT', [statement(invokeAlone)]);
  publishKey(system, 'AKIAROOT', null);
  const others = '222222222222';
  publishKey(system, 'AKIAOTHER', 'AIDAOTHER', others);
  publishPrincipal(system, 'AIDAOTHER', [statement(both)], { accountId: others });
  const proxy = http('HTTP_PROXY', `${backend.origin}/`);
  const open = () => keyedBy(method(proxy), ['method.request.path.proxy'], 'open');
  const iam = () =>
    keyedBy(method(proxy, { authorization: { type: 'AWS_IAM' } }), ['method.request.path.proxy'], 'iam');
  const settings = (invalidation: typeof cachedFor300s.invalidation) => ({ ...cachedFor300s, invalidation });
  await system.deploy(
    snapshot(
      {
        '/open/{proxy+}': { GET: open() },
        '/warn/{proxy+}': { GET: open() },
        '/silent/{proxy+}': { GET: open() },
        '/anyone/{proxy+}': { GET: open() },
        '/fail/{proxy+}': { GET: iam() },
      },
      {
        requires: ['aws-iam', 'resource-policies'],
        // Everybody may invoke; of the open methods one path may be invalidated by everybody.
        resourcePolicy: resourcePolicy(
          {},
          { Action: 'execute-api:InvalidateCache', Resource: invokeArn('GET/open/mine') },
        ),
      },
    ),
    {
      tellsReasons: true,
      ...cachingStage({
        everyMethod: settings('FAIL_WITH_403'),
        methods: {
          '/warn/{proxy+}/GET': settings('SUCCEED_WITH_RESPONSE_HEADER'),
          '/silent/{proxy+}/GET': settings('SUCCEED_WITHOUT_RESPONSE_HEADER'),
          '/anyone/{proxy+}/GET': settings('ANYONE'),
        },
      }),
    },
  );
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const max0 = { 'cache-control': 'max-age=0' };
const callOf = ({ headers }: TestResponse) => headers['x-call'];

describe('without authorization', () => {
  const call = (path: string, headers = {}) => system.call(path, { headers });

  test('who may is given the backend’s response, which the next ones get', async () => {
    const first = await call('/dev/open/mine');
    const fresh = await call('/dev/open/mine', max0);
    expect(callOf(fresh)).not.toBe(callOf(first));
    expect(fresh.headers).not.toHaveProperty('age');
    expect(callOf(await call('/dev/open/mine'))).toBe(callOf(fresh));
  });

  test('FAIL_WITH_403 refuses who may not, whether or not there is something to invalidate', async () => {
    const before = backend.seen.length;
    const refused = await call('/dev/open/other', max0);
    expect(said(refused)).toEqual({
      status: 403,
      name: 'AccessDeniedException',
      message:
        'User: anonymous is not authorized to perform: execute-api:InvalidateCache on resource: ' +
        'arn:aws:execute-api:us-east-1:********0000:a1b2c3d4e5/dev/GET/open/other',
    });
    expect(codeOf(refused)).toBe('cache.not_allowed');
    expect(backend.seen.length).toBe(before);
  });

  test.each([
    ['warn', /^199 - ".+"$/],
    ['silent', undefined],
  ])('%s: served as if it had not asked', async (path, warning) => {
    const first = await call(`/dev/${path}/a`, max0);
    const second = await call(`/dev/${path}/a`, max0);
    expect(callOf(second)).toBe(callOf(first));
    for (const { headers } of [first, second]) {
      if (warning === undefined) expect(headers).not.toHaveProperty('warning');
      else expect(headers['warning']).toMatch(warning);
    }
    expect((await call(`/dev/${path}/a`)).headers).not.toHaveProperty('warning');
  });

  test('where nobody is asked everybody may', async () => {
    const first = await call('/dev/anyone/b');
    expect(callOf(await call('/dev/anyone/b', max0))).not.toBe(callOf(first));
  });
});

describe('with a signature', () => {
  const call = (path: string, accessKeyId: string, headers = {}) =>
    system.call(path, signed(path, accessKeyId, { headers }));

  test('the caller’s policies decide, on the method’s ARN', async () => {
    const path = '/dev/fail/a';
    const first = await call(path, 'AKIAMAYNOT');
    expect(codeOf(await call(path, 'AKIAMAYNOT', max0))).toBe('cache.not_allowed');
    expect(callOf(await call(path, 'AKIAMAYNOT'))).toBe(callOf(first));
    const fresh = await call(path, 'AKIAMAY', max0);
    expect(callOf(fresh)).not.toBe(callOf(first));
    expect(callOf(await call(path, 'AKIAROOT', max0))).not.toBe(callOf(fresh));
    const denied = await call('/dev/fail/denied', 'AKIAMAY', max0);
    expect(said(denied).message).toMatch(/InvalidateCache on resource: .* with an explicit deny$/);
  });

  test('nobody of another account may, whatever policies say', async () => {
    expect((await call('/dev/fail/c', 'AKIAOTHER')).status).toBe(200);
    expect(codeOf(await call('/dev/fail/c', 'AKIAOTHER', max0))).toBe('cache.not_allowed');
  });
});

test('of a Lambda authorizer the policy that it returned decides, together with the API’s', () => {
  const policy = (action: string, effect = 'Allow', resource: 'authorizer' | 'resource' = 'authorizer') => {
    const parsed = parsePolicy(
      {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: effect,
            Action: action,
            Resource: 'arn:aws:execute-api:*',
            ...(resource === 'resource' && { Principal: '*' }),
          },
        ],
      },
      resource,
    );
    return compilePolicy(parsed.policy!, { name: resource });
  };
  const asked = (authorizerPolicy: CompiledPolicy | null, resource: CompiledPolicy | null = null) =>
    refuseInvalidation(
      'CUSTOM',
      resource,
    )({
      authorizerPolicy,
      signer: null,
      stage: { document: { accountId, region: 'us-east-1', restApiId: 'a1b2c3d4e5' } },
      address: { stageName: 'dev', path: '/pets' },
      request: { httpMethod: 'GET', rawHeaders: [] },
      method: { resourcePath: '/pets' },
    } as unknown as Routed)?.code ?? 'allowed';
  const may = policy('execute-api:InvalidateCache');
  expect(asked(may)).toBe('allowed');
  expect(asked(policy('execute-api:*'))).toBe('allowed');
  expect(asked(policy('execute-api:Invoke'))).toBe('cache.not_allowed');
  expect(asked(null)).toBe('cache.not_allowed');
  expect(asked(may, policy('execute-api:InvalidateCache', 'Deny', 'resource'))).toBe('cache.not_allowed');
});
