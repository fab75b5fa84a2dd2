import { guardedApiId, startGuardedSystem, type GuardedSystem } from '../../testing/guarded-http-api.js';
import { publishKey, publishPrincipal, signed } from '../../testing/signing-callers.js';
import { invoke } from '../../testing/signed-api.js';

let system: GuardedSystem;
const host = `${guardedApiId}.execute-api.localhost`;

beforeAll(async () => {
  system = await startGuardedSystem();
});
afterAll(() => system.stop());

beforeEach(() => system.decider.returns({ isAuthorized: true, context: {} }));

test('yes lets in, with a context of any values; no is a 403', async () => {
  system.decider.returns({
    isAuthorized: true,
    context: { tenant: 't1', level: 3, tags: ['a'], more: { b: null } },
  });
  expect((await system.withToken('/simple', 'k')).status).toBe(200);
  expect(system.authorizerIn()).toEqual({
    lambda: { tenant: 't1', level: 3, tags: ['a'], more: { b: null } },
  });
  system.decider.returns({ isAuthorized: false });
  expect(await system.withToken('/simple', 'k')).toMatchObject({
    status: 403,
    body: '{"message":"Forbidden"}',
  });
});

test('format 2.0 calls the function with the route, and without a body', async () => {
  await system.callGuarded('/policy/a%20b?q=1', { authorization: 'k', cookie: 'c=1' });
  const event = system.decider.event();
  expect(event).toMatchObject({
    version: '2.0',
    type: 'REQUEST',
    routeArn: `arn:aws:execute-api:us-east-1:000000000000:${guardedApiId}/$default/GET/policy/a%20b`,
    identitySource: ['k'],
    routeKey: 'GET /policy/{id}',
    rawPath: '/policy/a b',
    rawQueryString: 'q=1',
    cookies: ['c=1'],
    queryStringParameters: { q: '1' },
    pathParameters: { id: 'a b' },
    stageVariables: { color: 'blue' },
  });
  expect(event['body']).toBeUndefined();
  expect(event['requestContext']).not.toHaveProperty('authorizer');
});

test('format 1.0 is REST’s event with a version, and its policy decides', async () => {
  const arn = `arn:aws:execute-api:us-east-1:000000000000:${guardedApiId}/$default/GET/old/1`;
  system.decider.returns({
    principalId: 'anna',
    context: { level: 3 },
    policyDocument: { Version: '2012-10-17', Statement: [invoke('Allow', arn)] },
  });
  expect((await system.withToken('/old/1', 'k')).status).toBe(200);
  expect(system.decider.event()).toMatchObject({
    version: '1.0',
    type: 'REQUEST',
    methodArn: arn,
    identitySource: 'k',
    authorizationToken: 'k',
    resource: '/old/{id}',
    path: '/old/1',
    httpMethod: 'GET',
  });
  expect(system.authorizerIn()).toMatchObject({ principalId: 'anna', level: '3' });
  expect(await system.withToken('/old/2', 'k')).toMatchObject({
    status: 403,
    body: '{"message":"Forbidden"}',
  });
});

test('a policy of format 2.0 decides, too; its caller is in no event’s context', async () => {
  const policyDocument = {
    Version: '2012-10-17',
    Statement: [invoke('Allow', `arn:aws:execute-api:*:*:*/*/GET/policy/7`)],
  };
  system.decider.returns({ principalId: 'anna', context: { a: [1] }, policyDocument });
  expect((await system.withToken('/policy/7', 'k')).status).toBe(200);
  expect(system.authorizerIn()).toEqual({ lambda: { a: [1] } });
  expect((await system.withToken('/policy/8', 'k')).status).toBe(403);
});

test('without what the identity source names it is a 401, and nobody is called', async () => {
  const before = system.decider.calls();
  expect(await system.callGuarded('/simple')).toMatchObject({
    status: 401,
    body: '{"message":"Unauthorized"}',
  });
  expect(system.decider.calls()).toBe(before);
});

test.each([
  ['no answer that can be used', { isAuthorized: 'yes' }, false],
  ['a policy where yes or no was wanted', { principalId: 'a', policyDocument: {} }, false],
  ['an error', { errorMessage: 'boom' }, true],
])('%s is a 500', async (_, result, hasFailed) => {
  system.decider.returns(result, hasFailed);
  expect(await system.withToken('/simple', 'k')).toMatchObject({
    status: 500,
    body: '{"message":"Internal Server Error"}',
  });
});

test('results are kept by what the identity sources say, for all routes unless the route is one', async () => {
  const count = async (paths: readonly string[], token: string) => {
    const before = system.decider.calls();
    for (const path of paths) expect((await system.withToken(path, token)).status).toBe(200);
    return system.decider.calls() - before;
  };
  expect(await count(['/kept', '/kept', '/kept-too'], 'one')).toBe(1);
  expect(await count(['/kept'], 'two')).toBe(1);
  expect(await count(['/by-route', '/by-route', '/by-route-too'], 'one')).toBe(2);
  expect(await count(['/everyone', '/everyone'], 'one')).toBe(2);
  expect(await count(['/simple', '/simple'], 'one')).toBe(2);
});

test('a no is kept, too', async () => {
  system.decider.returns({ isAuthorized: false });
  const before = system.decider.calls();
  for (let times = 0; times < 3; times++)
    expect((await system.withToken('/kept', 'refused')).status).toBe(403);
  expect(system.decider.calls() - before).toBe(1);
});

describe('AWS_IAM', () => {
  const ada = 'AKIAHTTPADA';
  beforeAll(async () => {
    publishKey(system, ada, 'AIDAHTTPADA');
    const arn = `arn:aws:execute-api:us-east-1:000000000000:${guardedApiId}/$default/*/signed/pets/*`;
    await system.acknowledged(publishPrincipal(system, 'AIDAHTTPADA', [invoke('Allow', arn)]));
  });
  const signedCall = (path: string, options: Parameters<typeof signed>[2] = {}) =>
    system.call(path, { ...signed(path, ada, { ...options, headers: { host } }), host });

  test('a signature and a policy let in, and the event says who signed', async () => {
    expect((await signedCall('/signed/pets/1')).status).toBe(200);
    expect(system.authorizerIn()).toMatchObject({ iam: { accessKey: ada, accountId: '000000000000' } });
    expect((await signedCall('/signed/pets/2', { method: 'POST', body: '{"a":1}' })).status).toBe(200);
  });

  test.each(['/signed/cars/1', '/signed/pets'])('what no policy allows is a 403: %s', async (path) => {
    expect(await signedCall(path)).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
  });

  test('no signature, and one of another body, are a 403', async () => {
    expect(await system.callGuarded('/signed/pets/1')).toMatchObject({
      status: 403,
      body: '{"message":"Forbidden"}',
    });
    const options = signed('/signed/pets/1', ada, { method: 'POST', body: '{"a":1}', headers: { host } });
    expect((await system.call('/signed/pets/1', { ...options, host, body: '{"a":2}' })).status).toBe(403);
  });
});
