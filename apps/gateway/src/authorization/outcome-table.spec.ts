import { generateKeyPairSync, sign } from 'node:crypto';
import type { MethodAuthorization, SnapshotMethod } from '#libs/snapshot-format';
import { awsOf } from '../testing/aws-of.js';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { integrationResponse, method, mock, snapshot } from '../testing/documents.js';
import { invokeArn, sides } from '../testing/resource-policies.js';
import { startTestSystem, type TestResponse, type TestSystem } from '../testing/test-gateway.js';

// The table of the guide page "How API Gateway resource policies affect authorization workflow", row by row.

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const poolId = 'us-east-1_pool1';
const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:authorizer';

/** The authorizer's function: its policy says what the token is called. */
let functions: TestBackend;
let issuer: TestBackend;
let system: TestSystem;
let authorizerCalls = 0;

beforeAll(async () => {
  functions = await startBackend((_, response, body) => {
    authorizerCalls += 1;
    const { authorizationToken: side } = JSON.parse(body) as { authorizationToken: string };
    const statement = (Effect: string, Resource: string) => ({
      Effect,
      Action: 'execute-api:Invoke',
      Resource,
    });
    const statements = {
      allow: [statement('Allow', invokeArn())],
      silent: [statement('Allow', invokeArn('GET/elsewhere'))],
      deny: [statement('Allow', invokeArn()), statement('Deny', invokeArn())],
    }[side];
    response.end(
      JSON.stringify({
        principalId: 'anna',
        policyDocument: { Version: '2012-10-17', Statement: statements },
      }),
    );
  });
  issuer = await startBackend((_, response) => {
    response.end(
      JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig' }] }),
    );
  });
  system = await startTestSystem({
    aws: awsOf({ endpointUrls: { LAMBDA: functions.origin, COGNITO_IDP: issuer.origin } }),
  });
});
afterAll(async () => {
  await system.stop();
  await functions.close();
  await issuer.close();
});

const guarded = (authorization: MethodAuthorization): SnapshotMethod =>
  method(mock({}, [integrationResponse('200', null, { 'application/json': 'in' })]), { authorization });
const tokenSource = [
  { location: 'header', name: 'Authorization', expression: 'method.request.header.Authorization' },
] as const;
const deploy = (resourcePolicy: string | null) =>
  system.deploy(
    snapshot(
      {
        '/open': { GET: guarded({ type: 'NONE' }), OPTIONS: guarded({ type: 'NONE' }) },
        '/function': { GET: guarded({ type: 'CUSTOM', authorizerId: 'fun' }) },
        '/pool': { GET: guarded({ type: 'COGNITO_USER_POOLS', authorizerId: 'pool', scopes: [] }) },
      },
      {
        ...(resourcePolicy !== null && { resourcePolicy }),
        authorizers: {
          fun: {
            type: 'TOKEN',
            id: 'fun',
            region: 'us-east-1',
            functionArn: { parts: [{ kind: 'text', text: functionArn }] },
            identitySources: tokenSource,
            identityPattern: null,
            resultTtlSeconds: 300,
          },
          pool: {
            type: 'COGNITO_USER_POOLS',
            id: 'pool',
            identitySources: tokenSource,
            identityPattern: null,
            userPools: [
              {
                arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${poolId}`,
                partition: 'aws',
                region: 'us-east-1',
                userPoolId: poolId,
              },
            ],
            resultTtlSeconds: 300,
          },
        },
      },
    ),
  );

function idToken(): string {
  const seconds = Math.floor(Date.now() / 1000);
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    iss: `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`,
    sub: 'anna',
    aud: 'client',
    token_use: 'id',
    iat: seconds - 10,
    exp: seconds + 3600,
  };
  const signed = `${encode({ alg: 'RS256', kid: 'k' })}.${encode(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

type Outcome = 'in' | 'not allowed' | 'denied' | 'denied by the function' | 'not allowed by the function';

const anonymous = (path: string): string =>
  `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${invokeArn(path).replace('000000000000', '********0000')}`;

function expectOutcome(response: TestResponse, outcome: Outcome, path: string): void {
  if (outcome === 'in') return expect([response.status, response.body]).toEqual([200, 'in']);
  const messages: Record<Exclude<Outcome, 'in'>, string> = {
    'not allowed': anonymous(path),
    denied: `${anonymous(path)} with an explicit deny`,
    'denied by the function': 'User is not authorized to access this resource with an explicit deny',
    'not allowed by the function': 'User is not authorized to access this resource',
  };
  expect([response.status, response.json()]).toEqual([403, { message: messages[outcome] }]);
  expect(response.headers['x-amzn-errortype']).toBe('AccessDeniedException');
}

const rows: { readonly policy: keyof typeof sides | null; readonly open: Outcome; readonly pool: Outcome }[] =
  [
    { policy: null, open: 'in', pool: 'in' },
    { policy: 'allow', open: 'in', pool: 'in' },
    { policy: 'silent', open: 'not allowed', pool: 'not allowed' },
    { policy: 'deny', open: 'denied', pool: 'denied' },
  ];

describe.each(rows)('the policy alone: $policy', ({ policy, open, pool }) => {
  beforeAll(async () => void (await deploy(policy && sides[policy])));

  test(`NONE: ${open}`, async () => {
    expectOutcome(await system.call('/dev/open'), open, 'GET/open');
  });

  test(`NONE, a preflight like any other: ${open}`, async () => {
    const headers = { Origin: 'https://a.example', 'Access-Control-Request-Method': 'GET' };
    const response = await system.call('/dev/open', { method: 'OPTIONS', headers });
    expectOutcome(response, open, 'OPTIONS/open');
  });

  test(`COGNITO_USER_POOLS with a good token: ${pool}`, async () => {
    const headers = { Authorization: idToken() };
    expectOutcome(await system.call('/dev/pool', { headers }), pool, 'GET/pool');
  });

  test('COGNITO_USER_POOLS without a token: 401, whatever the policy says', async () => {
    const wrong: Record<string, string>[] = [{}, { Authorization: 'none' }];
    for (const headers of wrong) {
      const response = await system.call('/dev/pool', { headers });
      expect([response.status, response.json()]).toEqual([401, { message: 'Unauthorized' }]);
    }
  });
});

const together: [keyof typeof sides | null, keyof typeof sides, Outcome][] = [
  [null, 'allow', 'in'],
  [null, 'silent', 'not allowed by the function'],
  [null, 'deny', 'denied by the function'],
  ['allow', 'allow', 'in'],
  ['allow', 'silent', 'in'],
  ['allow', 'deny', 'denied by the function'],
  ['silent', 'allow', 'in'],
  ['silent', 'silent', 'not allowed by the function'],
  ['silent', 'deny', 'denied by the function'],
  ['deny', 'allow', 'denied'],
  ['deny', 'silent', 'denied'],
  ['deny', 'deny', 'denied'],
];

test.each(together)('CUSTOM: policy %s, authorizer %s: %s', async (policy, side, outcome) => {
  await deploy(policy && sides[policy]);
  const before = authorizerCalls;
  const get = () => system.call('/dev/function', { headers: { Authorization: side } });
  expectOutcome(await get(), outcome, 'GET/function');
  // What the policy denies costs nobody a call of the function.
  if (policy === 'deny') expect(authorizerCalls).toBe(before);
  expectOutcome(await get(), outcome, 'GET/function');
});

test('CUSTOM without a token: what the policy denies is said first, else 401', async () => {
  await deploy(sides.deny);
  expectOutcome(await system.call('/dev/function'), 'denied', 'GET/function');
  await deploy(sides.silent);
  expect((await system.call('/dev/function')).status).toBe(401);
});
