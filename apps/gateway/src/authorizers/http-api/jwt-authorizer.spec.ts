import { waitFor } from '#libs/testing';
import { startGuardedSystem, type GuardedSystem } from '../../testing/guarded-http-api.js';
import { make, seconds } from '../../testing/signed-tokens.js';
import { tokenAttacks } from '../../testing/token-attacks.js';

let system: GuardedSystem;

beforeAll(async () => {
  system = await startGuardedSystem();
});
afterAll(() => system.stop());

const claims = (change: object = {}) => ({
  iss: `${system.issuers.origin}/sso`,
  sub: 'anna',
  aud: 'client-1',
  iat: seconds() - 10,
  exp: seconds() + 3600,
  ...change,
});
test.each<[string, () => string, string]>([
  ['a token', () => make(claims()), '/jwt'],
  ['behind Bearer', () => `Bearer ${make(claims())}`, '/jwt'],
  ['one of several audiences', () => make(claims({ aud: ['x', 'client-2'] })), '/jwt'],
  ['a client in place of an audience', () => make(claims({ aud: undefined, client_id: 'client-2' })), '/jwt'],
  ['one of the scopes', () => make(claims({ scope: 'openid pets/write' })), '/scoped'],
  ['scopes as a list in scp', () => make(claims({ scp: ['pets/read'] })), '/scoped'],
  ['clocks that differ by 5 s', () => make(claims({ exp: seconds() - 2, nbf: seconds() + 3 })), '/jwt'],
])('%s is taken', async (_, token, path) => {
  expect((await system.withToken(path, token())).status).toBe(200);
});

test('an issuer is asked for its addresses and keys once, however many tokens come', async () => {
  const before = system.issuers.seen.length;
  const tokens = Array.from({ length: 20 }, (_, n) =>
    make(claims({ iss: `${system.issuers.origin}/twin`, sub: `${n}` })),
  );
  const responses = await Promise.all(tokens.map((token) => system.withToken('/twin', token)));
  expect(responses.map(({ status }) => status)).toEqual(Array(20).fill(200));
  expect(system.issuers.seen.slice(before).map(({ url }) => url)).toEqual([
    '/twin/.well-known/openid-configuration',
    '/twin/keys',
  ]);
});

test('a token in the query is taken, and the backend is called', async () => {
  expect((await system.callGuarded(`/query?token=${make(claims())}`)).status).toBe(200);
  expect((await system.callGuarded('/query')).status).toBe(401);
});

test('events have the claims as texts, and the scopes where they were asked for', async () => {
  await system.withToken(
    '/scoped',
    make(claims({ scope: 'pets/read x', 'cognito:groups': ['a', 'b'], level: 3 })),
  );
  expect(system.authorizerIn()).toEqual({
    jwt: {
      claims: expect.objectContaining({
        sub: 'anna',
        'cognito:groups': '[a b]',
        level: '3',
        exp: expect.stringMatching(/^\d+$/) as string,
      }) as object,
      scopes: ['pets/read', 'x'],
    },
  });
  await system.withToken('/jwt', make(claims()));
  expect(system.authorizerIn()).toMatchObject({ jwt: { scopes: null } });
  await system.withToken('/jwt-old', make(claims()));
  expect(system.authorizerIn()).toMatchObject({ claims: { sub: 'anna' }, scopes: null });
});

const invalid = (description: string) =>
  `Bearer scope="" error="invalid_token" error_description="${description}"`;
test.each<[string, () => string, string]>([
  ['nothing', () => '', 'Bearer'],
  ['Bearer alone', () => 'Bearer ', 'Bearer'],
  ['no token', () => 'abc', invalid('the token is not valid')],
  [
    'another audience',
    () => make(claims({ aud: 'client-3' })),
    invalid('the token does not have a valid audience'),
  ],
  [
    'an audience that is none, though its client is one',
    () => make(claims({ aud: 'x', client_id: 'client-1' })),
    invalid('the token does not have a valid audience'),
  ],
  ['another issuer', () => make(claims({ iss: 'https://other.example' })), invalid('issuer does not match')],
  ['one that has expired', () => make(claims({ exp: seconds() - 10 })), invalid('the token has expired')],
  [
    'one that is not valid yet',
    () => make(claims({ nbf: seconds() + 100 })),
    invalid('the token is not valid'),
  ],
])('%s is a 401 that says why', async (_, token, challenge) => {
  const response = await system.withToken('/jwt', token());
  expect([response.status, response.body]).toEqual([401, '{"message":"Unauthorized"}']);
  expect(response.headers['www-authenticate']).toBe(challenge);
});

test('without one of the scopes it is a 403', async () => {
  const response = await system.withToken('/scoped', make(claims({ scope: 'pets/rea' })));
  expect([response.status, response.body]).toEqual([403, '{"message":"Forbidden"}']);
  expect(response.headers['www-authenticate']).toBe(
    'Bearer scope="pets/read pets/write" error="insufficient_scope"',
  );
  expect(system.logged.some((line) => line.includes('"authorizer.scope"'))).toBe(true);
});

test('keys that cannot be had are no fault of the caller', async () => {
  const token = make(claims({ iss: `${system.issuers.origin}/away` }));
  expect(await system.withToken('/away', token)).toMatchObject({
    status: 500,
    body: '{"message":"Internal Server Error"}',
  });
});

describe('attacks are 401, and nobody is asked whom a token names', () => {
  // Claims that mean something to user pools alone are left out.
  const attacks = tokenAttacks(claims, () => system.trap.origin).filter(
    ([name]) => !name.startsWith('token_use'),
  );
  test.each(attacks)('%s', async (_, token) => {
    const response = await system.withToken('/jwt', token());
    expect([response.status, response.body]).toEqual([401, '{"message":"Unauthorized"}']);
  });
  test('the trap was never asked, and the issuer once for each address', () => {
    expect(system.trap.connections()).toBe(0);
    const asked = system.issuers.seen.map(({ url }) => url).filter((url) => url.startsWith('/sso'));
    expect([...new Set(asked)].sort()).toEqual(['/sso/.well-known/openid-configuration', '/sso/keys']);
  });
});

test('tokens are in no log', async () => {
  const token = make(claims({ aud: 'nobody' }));
  await system.withToken('/jwt', token);
  expect(system.logged.some((line) => line.includes(token) || line.includes(token.split('.')[2]!))).toBe(
    false,
  );
});

test('a new key of the issuer is known at its first token, without a restart', async () => {
  system.publishKeys('rsa', 'ec', 'rotated');
  const token = () => make(claims({ jti: String(Math.random()) }), { alg: 'RS256', kid: 'rotated' });
  // The issuer is asked again some seconds after it was last asked.
  const isTaken = async () => (await system.withToken('/jwt', token())).status === 200;
  await waitFor(isTaken, { describe: 'the new key is known', intervalMs: 250 });
}, 70_000);
