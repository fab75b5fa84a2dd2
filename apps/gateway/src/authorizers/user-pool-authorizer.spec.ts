import { createHmac, createSign, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import type { AuthorizerTestResult, UserPoolAuthorizer } from '#libs/snapshot-format';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { authorizerTest, createTestInvokeServices } from '../testing/test-invoke-services.js';
import { runTestInvocation } from '../test-invocations/run-test-invocation.js';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const { privateKey: otherKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
let pools: TestBackend;
let services: ReturnType<typeof createTestInvokeServices>;
let keysStatus: number;
/** Pools are used for one test each: their keys are kept. */
let userPoolId: string;

beforeAll(async () => {
  pools = await startBackend((_, response) => {
    const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }];
    response.writeHead(keysStatus).end(JSON.stringify({ keys }));
  });
  services = createTestInvokeServices({ endpointUrls: { COGNITO_IDENTITY_PROVIDER: pools.origin } });
});
beforeEach(() => {
  keysStatus = 200;
  userPoolId = `us-east-1_${randomUUID().slice(0, 8)}`;
});
afterAll(async () => {
  await services.close();
  await pools.close();
});

const poolOf = (id: string) => ({
  arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${id}`,
  partition: 'aws',
  region: 'us-east-1',
  userPoolId: id,
});
const authorizer = (change: Partial<UserPoolAuthorizer> = {}): UserPoolAuthorizer => ({
  type: 'COGNITO_USER_POOLS',
  id: 'pool01',
  identitySources: [
    { location: 'header', name: 'Authorization', expression: 'method.request.header.Authorization' },
  ],
  identityPattern: null,
  userPools: [poolOf(userPoolId)],
  resultTtlSeconds: 300,
  ...change,
});
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;
const claims = (change: object = {}) => ({
  iss: `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`,
  sub: 'user',
  aud: 'client-1',
  token_use: 'id',
  auth_time: 1_500_000_000,
  iat: 1_494_136_038,
  exp: inAnHour(),
  'cognito:groups': ['a', 'b'],
  ...change,
});
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
function sign(
  payload: object,
  header: object = { alg: 'RS256', kid: 'k1' },
  key: KeyObject = privateKey,
): string {
  const signed = `${part(header)}.${part(payload)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
}

async function ask(token: string, change?: Partial<UserPoolAuthorizer>): Promise<AuthorizerTestResult> {
  const test = authorizerTest(authorizer(change), { headers: [['authorization', token]] });
  const result = await runTestInvocation(services, test);
  if (result.kind !== 'authorizer') throw new Error(`a result of kind ${result.kind}`);
  return result;
}

test('a token of the pool is taken, with and without Bearer, and its claims come back as texts', async () => {
  const token = sign(claims());
  const result = await ask(token);
  expect(result).toMatchObject({ clientStatus: 0, principalId: null, policy: null });
  expect(result.claims).toMatchObject({
    sub: 'user',
    aud: 'client-1',
    auth_time: '1500000000',
    iat: 'Sun May 07 05:47:18 UTC 2017',
    'cognito:groups': 'a,b',
  });
  expect(result.log).not.toContain(token);
  expect(await ask(`Bearer ${token}`)).toMatchObject({ clientStatus: 0 });
});

test('the keys of a pool are asked for once', async () => {
  const before = pools.seen.length;
  const tokens = Array.from({ length: 10 }, (_, n) => sign(claims({ sub: `user-${n}` })));
  const results = await Promise.all(tokens.map((token) => ask(token)));
  expect(results.map(({ clientStatus }) => clientStatus)).toEqual(Array(10).fill(0));
  await ask(sign(claims(), { alg: 'RS256', kid: 'invented' }));
  expect(pools.seen.slice(before).map(({ url }) => url)).toEqual([`/${userPoolId}/.well-known/jwks.json`]);
});

test('a pool behind an endpoint of one’s own may sign in that one’s name', async () => {
  expect(await ask(sign(claims({ iss: `${pools.origin}/${userPoolId}` })))).toMatchObject({
    clientStatus: 0,
  });
});

describe('401', () => {
  const now = () => Math.floor(Date.now() / 1000);
  test.each<[string, () => string]>([
    ['no token', () => ''],
    ['no JWT', () => 'abc'],
    [
      'another pool’s issuer',
      () => sign(claims({ iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_x' })),
    ],
    ['a key that the pool does not have', () => sign(claims(), { alg: 'RS256', kid: 'k2' })],
    ['another key under the pool’s key id', () => sign(claims(), { alg: 'RS256', kid: 'k1' }, otherKey)],
    ['an expired token', () => sign(claims({ exp: now() - 6 }))],
    ['a token that does not expire', () => sign(claims({ exp: undefined }))],
    ['a token that is not valid yet', () => sign(claims({ nbf: now() + 100 }))],
    ['an access token', () => sign(claims({ token_use: 'access', aud: undefined }))],
    ['no signature', () => `${part({ alg: 'none', kid: 'k1' })}.${part(claims())}.`],
    [
      'the public key used as a shared secret',
      () => {
        const signed = `${part({ alg: 'HS256', kid: 'k1' })}.${part(claims())}`;
        const secret = publicKey.export({ format: 'pem', type: 'spki' });
        return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
      },
    ],
    [
      'claims changed after signing',
      () => sign(claims()).replace(/\.[^.]+\./, `.${part(claims({ sub: 'other' }))}.`),
    ],
  ])('%s', async (_, token) => {
    expect(await ask(token())).toMatchObject({ clientStatus: 401, claims: null });
  });

  test('an audience that is not as the authorizer wants it', async () => {
    expect((await ask(sign(claims()), { identityPattern: 'client-[0-9]' })).clientStatus).toBe(0);
    expect((await ask(sign(claims()), { identityPattern: 'client' })).clientStatus).toBe(401);
  });
});

test('500 when the keys cannot be had, which is remembered for some seconds', async () => {
  keysStatus = 503;
  const result = await ask(sign(claims()));
  expect(result.clientStatus).toBe(500);
  expect(result.log).toMatch(/: AuthorizerConfigurationException\n$/);
  keysStatus = 200;
  const before = pools.seen.length;
  expect(await ask(sign(claims()))).toMatchObject({ clientStatus: 500 });
  expect(pools.seen.length).toBe(before);
});
