import { createHmac } from 'node:crypto';
import { attacker, byAttacker, encode, jwk, make, rsa, seconds } from './signed-tokens.js';

/**
 * Tokens that nobody may take, each by its name. `claims` are those of a good token of an issuer with the
 * keys `rsa`, `ec` and the secret `oct`; `trapOrigin` is a server that must never be asked.
 */
export function tokenAttacks(
  claims: (change?: object) => object,
  trapOrigin: () => string,
): [string, () => string][] {
  const url = (path: string) => `${trapOrigin()}/${path}`;
  const own = () => jwk(attacker.publicKey, 'own');
  const raw = (text: string) => make(text);
  const text = (value: object) => JSON.stringify(value);
  return [
    ['none', () => `${encode({ alg: 'none', kid: 'rsa' })}.${encode(claims())}.`],
    ['none with a signature', () => make(claims(), { alg: 'none', kid: 'rsa' })],
    [
      'the public key as a shared secret',
      () =>
        make(claims(), { alg: 'HS256', kid: 'rsa' }, (signed) =>
          createHmac('sha256', rsa.publicKey.export({ format: 'pem', type: 'spki' }))
            .update(signed)
            .digest(),
        ),
    ],
    [
      'a secret that the issuer publishes',
      () =>
        make(claims(), { alg: 'HS256', kid: 'oct' }, (signed) =>
          createHmac('sha256', 'secret').update(signed).digest(),
        ),
    ],
    ['a key in the header', () => make(claims(), { alg: 'RS256', kid: 'rsa', jwk: own() }, byAttacker)],
    ['a key of its own id', () => make(claims(), { alg: 'RS256', kid: 'own', jwk: own() }, byAttacker)],
    ['jku', () => make(claims(), { alg: 'RS256', kid: 'own', jku: url('jku') }, byAttacker)],
    ['x5u', () => make(claims(), { alg: 'RS256', kid: 'own', x5u: url('x5u') }, byAttacker)],
    ['an issuer of its own', () => make(claims({ iss: url('iss') }), undefined, byAttacker)],
    ['a key id with a path', () => make(claims(), { alg: 'RS256', kid: '../../etc/passwd' }, byAttacker)],
    ['a key id that is a URL', () => make(claims(), { alg: 'RS256', kid: url('kid') }, byAttacker)],
    ['a key id of every object', () => make(claims(), { alg: 'RS256', kid: '__proto__' }, byAttacker)],
    ['no key id', () => make(claims(), { alg: 'RS256' })],
    ['another type of key than the algorithm’s', () => make(claims(), { alg: 'RS256', kid: 'ec' })],
    [
      'an extension that must be understood',
      () => make(claims(), { alg: 'RS256', kid: 'rsa', crit: ['x'], x: 1 }),
    ],
    ['an unencoded payload', () => make(claims(), { alg: 'RS256', kid: 'rsa', b64: false, crit: ['b64'] })],
    ['another payload', () => make(claims()).replace(/\.[^.]+\./, `.${encode(claims({ sub: 'root' }))}.`)],
    ['a claim twice', () => raw(text(claims()).replace(/}$/, ',"sub":"root"}'))],
    ['a claim twice in another spelling', () => raw(text(claims()).replace(/}$/, ',"\\u0073ub":"root"}'))],
    ['deep JSON', () => raw(text(claims()).replace(/}$/, `,"x":${'['.repeat(3000)}${']'.repeat(3000)}}`))],
    ['a huge token', () => `${make(claims())}${'A'.repeat(8_000)}`],
    ['five parts', () => `${make(claims())}.a.b`],
    ['a list', () => make([claims()])],
    [
      'no UTF-8',
      () =>
        `${encode({ alg: 'RS256', kid: 'rsa' })}.${Buffer.from([0x22, 0xff, 0x22]).toString('base64url')}.AA`,
    ],
    ...(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'token_use'] as const).flatMap((name) =>
      [
        {},
        [1],
        true,
        null,
        name === 'sub' ? 1 : name === 'exp' || name === 'nbf' || name === 'iat' ? '9e9' : 1,
      ].map((value): [string, () => string] => [
        `${name} as ${JSON.stringify(value)}`,
        () => make(claims({ [name]: value })),
      ]),
    ),
    ['a token that does not expire', () => make(claims({ exp: undefined }))],
    ['one that is not valid yet', () => make(claims({ nbf: seconds() + 100 }))],
    ['one that is issued in the future', () => make(claims({ iat: seconds() + 100 }))],
  ];
}
