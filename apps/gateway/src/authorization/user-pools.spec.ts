import { silentLogger, type LogFields, type Logger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { awsOf } from '../testing/aws-of.js';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { claimedApi, poolArn, poolId } from '../testing/claimed-api.js';
import { byEc, byEd, byPss, ec, ed, jwk, make, rsa, seconds } from '../testing/signed-tokens.js';
import { tokenAttacks } from '../testing/token-attacks.js';
import { startTestGateway, startTestSystem, call, type TestSystem } from '../testing/test-gateway.js';

// Real gateway, real sockets, an issuer that counts what it is asked, and a trap that nobody may ever ask.
const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`;
let issuers: TestBackend;
let trap: TestBackend;
let system: TestSystem;
let isIssuerAway = false;
const lines: LogFields[] = [];
const note = (message: string, fields: LogFields = {}) =>
  void (message === 'a request was refused' && lines.push(fields));
const log: Logger = { ...silentLogger, info: note, debug: note, child: () => log };

beforeAll(async () => {
  trap = await startBackend();
  issuers = await startBackend((request, response) => {
    const url = request.url ?? '';
    if (isIssuerAway || url.includes('_away')) return void response.writeHead(503).end();
    if (url === '/sso/.well-known/openid-configuration') {
      const [issuer, jwks_uri] = [`${issuers.origin}/sso`, `${issuers.origin}/sso/keys`];
      return void response.end(JSON.stringify({ issuer, jwks_uri }));
    }
    const keys = [jwk(rsa.publicKey, 'rsa'), jwk(ec.publicKey, 'ec'), jwk(ed.publicKey, 'ed')];
    response.end(JSON.stringify({ keys: [...keys, { kty: 'oct', kid: 'oct', k: 'c2VjcmV0' }] }));
  });
  system = await startTestSystem({
    log,
    aws: awsOf({ endpointUrls: { COGNITO_IDP: issuers.origin } }),
    userPoolIssuers: new Map([[poolArn('us-east-1_oidc'), `${issuers.origin}/sso`]]),
  });
  await system.deploy(claimedApi());
});
afterAll(async () => {
  await system.stop();
  await issuers.close();
  await trap.close();
});

const idClaims = (change: object = {}) => ({
  iss: issuer,
  sub: 'anna',
  aud: 'client-1',
  token_use: 'id',
  iat: seconds() - 10,
  exp: seconds() + 3600,
  ...change,
});
const accessClaims = (scope: unknown) =>
  idClaims({ token_use: 'access', aud: undefined, client_id: 'client-1', scope });
const get = (path: string, token: string) =>
  system.call(`/dev${path}`, { headers: { Authorization: token } });

describe('tokens that are taken', () => {
  test.each<[string, string, () => string]>([
    ['an ID token', '/id', () => make(idClaims())],
    ['behind Bearer', '/id', () => `Bearer ${make(idClaims())}`],
    ['PS256 by an RSA key', '/id', () => make(idClaims(), { alg: 'PS256', kid: 'rsa' }, byPss)],
    ['ES256', '/id', () => make(idClaims(), { alg: 'ES256', kid: 'ec' }, byEc)],
    ['EdDSA', '/id', () => make(idClaims(), { alg: 'EdDSA', kid: 'ed' }, byEd)],
    ['an access token with one of the scopes', '/scoped', () => make(accessClaims('openid pets/write'))],
    ['an audience as it must be', '/audience', () => make(idClaims())],
    ['another issuer’s token', '/oidc', () => make(oidcClaims())],
    ['with several audiences', '/oidc', () => make(oidcClaims({ aud: ['other', 'api'] }))],
    ['with scopes as a list', '/oidc-scoped', () => make(oidcClaims({ scp: ['pets/read'] }))],
    ['clocks that differ by 5 s', '/id', () => make(idClaims({ exp: seconds() - 2, nbf: seconds() + 3 }))],
  ])('%s', async (_, path, token) => {
    const response = await get(path, token());
    expect([response.status, response.body]).toEqual([200, 'anna']);
  });
});

test('claims are texts in templates and mappings, whatever they are called', async () => {
  const claims = idClaims({ 'custom:role': 'admin', email: 'a@b', __proto__: { none: 'x' } });
  const { body, headers } = await get('/texts', make(claims));
  expect([body.trim(), headers['x-role']]).toEqual(['admin a@b', 'admin']);
});

const oidcClaims = (change: object = {}) => ({
  iss: `${issuers.origin}/sso`,
  sub: 'anna',
  aud: 'api',
  exp: seconds() + 3600,
  ...change,
});

describe('tokens that are not for the method', () => {
  test.each<[string, string, () => string]>([
    ['an access token without scopes asked for', '/id', () => make(accessClaims('pets/read'))],
    ['an ID token where scopes are asked for', '/scoped', () => make(idClaims({ scope: 'pets/read' }))],
    ['none of the scopes', '/scoped', () => make(accessClaims('pets/rea pets'))],
    ['another audience', '/audience', () => make(idClaims({ aud: 'client-10' }))],
    ['an access token, which has no audience', '/audience-scoped', () => make(accessClaims('pets/read'))],
    ['another audience of another issuer', '/oidc', () => make(oidcClaims({ aud: ['other'] }))],
    ['no scope of another issuer', '/oidc-scoped', () => make(oidcClaims())],
    ['another pool’s', '/oidc', () => make(idClaims({ aud: 'api' }))],
  ])('%s: 401', async (_, path, token) => {
    const response = await get(path, token());
    expect([response.status, response.json()]).toEqual([401, { message: 'Unauthorized' }]);
  });
});

describe('attacks are 401, and nobody is asked whom a token names', () => {
  test.each(
    tokenAttacks(
      (change) => idClaims(change),
      () => trap.origin,
    ),
  )('%s', async (_, token) => {
    const response = await get('/id', token());
    expect([response.status, response.json()]).toEqual([401, { message: 'Unauthorized' }]);
  });

  test('the trap was never asked, and the issuer for its keys alone', () => {
    expect(trap.connections()).toBe(0);
    const paths = new Set(issuers.seen.map(({ url: path }) => path));
    expect([...paths].sort()).toEqual([
      '/sso/.well-known/openid-configuration',
      '/sso/keys',
      `/${poolId}/.well-known/jwks.json`,
    ]);
  });
});

const codeOf = async (requestId: unknown): Promise<unknown> => {
  const isIt = (fields: LogFields) => fields['requestId'] === requestId;
  await waitFor(() => lines.some(isIt), { describe: 'the refusal is logged' });
  return lines.find(isIt)!['code'];
};

test('an expired token says so', async () => {
  const response = await get('/id', make(idClaims({ exp: seconds() - 10 })));
  expect([response.status, response.json()]).toEqual([401, { message: 'The incoming token has expired' }]);
  expect(await codeOf(response.headers['x-amzn-requestid'])).toBe('authorizer.expired');
});

test('an issuer that cannot be asked, and never was, is no fault of the caller', async () => {
  const away = issuer.replace(poolId, 'us-east-1_away');
  const response = await get('/away', make(idClaims({ iss: away })));
  expect([response.status, response.json()]).toEqual([500, { message: null }]);
  expect(await codeOf(response.headers['x-amzn-requestid'])).toBe('authorizer.no_keys');
});

test('keys serve on while the issuer is away, also after a restart', async () => {
  expect((await get('/id', make(idClaims()))).status).toBe(200);
  isIssuerAway = true;
  const { controlPlane, dataDir } = system;
  await system.gateway.stop(1000);
  const again = await startTestGateway({
    controlPlaneUrl: controlPlane.url,
    token: controlPlane.token,
    dataDir,
    aws: awsOf({ endpointUrls: { COGNITO_IDP: issuers.origin } }),
  });
  try {
    const headers = { Authorization: make(idClaims({ jti: 'after' })) };
    expect((await call(again.httpPort, '/dev/id', { headers })).status).toBe(200);
    // Protected from the first moment on, by what is on disk.
    expect((await call(again.httpPort, '/dev/id')).status).toBe(401);
  } finally {
    await again.stop(1000);
    isIssuerAway = false;
  }
});
