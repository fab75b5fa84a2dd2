import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { packedBytesMax, packedPolicySize, unpackedBytesMax } from './packed-policies.js';
import { accountOfSessionKey, isSessionKey, newSessionAccessKeyId } from './session-access-key.js';
import { createSessionReader, createSessionSeal, tokenCharsMax } from './session-seal.js';
import { policyHolderOf, type Session } from './session.js';

const gatewayToken = 'a token of the gateways';
const issuerKey = randomBytes(32);
const seal = createSessionSeal(gatewayToken, issuerKey);
const reader = createSessionReader(gatewayToken);

const accountId = '210987654321';
const session: Session = {
  accessKeyId: newSessionAccessKeyId(accountId, randomBytes),
  secretAccessKey: 's'.repeat(40),
  accountId,
  principal: {
    type: 'assumed-role',
    arn: `arn:aws:sts::${accountId}:assumed-role/reader/ann`,
    id: 'AROAEXAMPLE:ann',
    name: 'reader',
    tags: [{ key: 'team', value: 'größe' }],
  },
  issuedAtMs: 1,
  expiresAtMs: 3_600_001,
  policies: ['{"Version":"2012-10-17","Statement":[]}'],
  transitiveTagKeys: ['team'],
  sourceIdentity: null,
  isOperator: false,
};

const anySession: fc.Arbitrary<Session> = fc.record({
  accessKeyId: fc.constant(session.accessKeyId),
  secretAccessKey: fc.string({ minLength: 1, maxLength: 40 }),
  accountId: fc.constant(accountId),
  principal: fc.record({
    type: fc.constantFrom('root' as const, 'user' as const, 'assumed-role' as const),
    arn: fc.string({ maxLength: 100 }),
    id: fc.string({ maxLength: 100 }),
    name: fc.option(fc.string({ maxLength: 64 })),
    tags: fc.array(fc.record({ key: fc.string(), value: fc.string() }), { maxLength: 5 }),
  }),
  issuedAtMs: fc.nat(),
  expiresAtMs: fc.nat(),
  policies: fc.option(fc.array(fc.string({ maxLength: 300 }), { maxLength: 3 })),
  transitiveTagKeys: fc.array(fc.string(), { maxLength: 3 }),
  sourceIdentity: fc.option(fc.string({ maxLength: 64 })),
  isOperator: fc.boolean(),
});

test('control planes and gateways read of any session what was sealed', () => {
  fc.assert(
    fc.property(anySession, (any) => {
      const token = seal.seal(any, randomBytes);
      expect(seal.open(any.accessKeyId, token)).toEqual(any);
      expect(reader.open(any.accessKeyId, token)).toEqual(any);
    }),
    { numRuns: 200 },
  );
});

describe('nobody opens', () => {
  const token = seal.seal(session, randomBytes);
  const bytes = Buffer.from(token, 'base64');
  const readers = [seal, reader];
  const expectClosed = (text: string, accessKeyId = session.accessKeyId) => {
    for (const each of readers) expect(each.open(accessKeyId, text)).toBeNull();
  };

  test('a token with any bit changed', () => {
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const forged = Buffer.from(bytes);
      forged[bit >> 3]! ^= 1 << (bit & 7);
      expectClosed(forged.toString('base64'));
    }
  });

  test('a token that is cut or has something added, at either end', () => {
    for (let length = 0; length < bytes.length; length++) {
      expectClosed(bytes.subarray(0, length).toString('base64'));
      expectClosed(bytes.subarray(bytes.length - length).toString('base64'));
    }
    for (const more of [Buffer.concat([bytes, Buffer.of(0)]), Buffer.concat([Buffer.of(1), bytes])])
      expectClosed(more.toString('base64'));
  });

  test('the token of another key', () => {
    const other = { ...session, accessKeyId: newSessionAccessKeyId(accountId, randomBytes) };
    expectClosed(seal.seal(other, randomBytes));
    expectClosed(token, other.accessKeyId);
  });

  test('a token put together of two', () => {
    const second = Buffer.from(seal.seal({ ...session, expiresAtMs: 2 }, randomBytes), 'base64');
    fc.assert(
      fc.property(fc.integer({ min: 13, max: Math.min(bytes.length, second.length) - 1 }), (at) => {
        expectClosed(Buffer.concat([bytes.subarray(0, at), second.subarray(at)]).toString('base64'));
      }),
    );
  });

  test('a token of another installation, or any text', () => {
    expectClosed(createSessionSeal('another token', issuerKey).seal(session, randomBytes));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expectClosed(text)));
    fc.assert(fc.property(fc.base64String({ maxLength: 400 }), (text) => expectClosed(text)));
    expectClosed('A'.repeat(tokenCharsMax + 4));
  });

  test('the same token in another spelling', () => {
    expectClosed(`${token} `);
    expectClosed(token.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '').concat('\n'));
    expectClosed(token.endsWith('=') ? token.replace(/=+$/, '') : `${token}=`);
  });
});

test('a gateway can make no token that a control plane takes', () => {
  const forged = createSessionSeal(gatewayToken, randomBytes(32)).seal(
    { ...session, isOperator: true },
    randomBytes,
  );
  expect(reader.open(session.accessKeyId, forged)).not.toBeNull();
  expect(seal.open(session.accessKeyId, forged)).toBeNull();
});

test('a token tells nothing of its session in clear, and no two are alike', () => {
  const text = Buffer.from(seal.seal(session, randomBytes), 'base64').toString('latin1');
  for (const secret of [session.secretAccessKey, session.principal.arn]) expect(text).not.toContain(secret);
  expect(seal.seal(session, randomBytes)).not.toBe(seal.seal(session, randomBytes));
});

test('the largest session that may be made has a token that fits', () => {
  const policies = [randomBytes(packedBytesMax + 100).toString('hex')];
  expect(packedPolicySize(policies, [])).toBeGreaterThan(100);
  const largest = [policies[0]!.slice(0, 7000)];
  expect(packedPolicySize(largest, [])).toBeGreaterThan(85);
  expect(packedPolicySize(largest, [])).toBeLessThanOrEqual(100);
  const arn = 'a'.repeat(2048);
  const big = { ...session, principal: { ...session.principal, arn }, policies: largest };
  expect(seal.seal(big, randomBytes).length).toBeLessThan(tokenCharsMax);
});

test('a session is no larger than what is read again, however well its policies pack', () => {
  const blank = (bytes: number) => [`{${' '.repeat(bytes)}}`];
  expect(packedPolicySize(blank(unpackedBytesMax), [])).toBeGreaterThan(100);
  const largest = blank(unpackedBytesMax - 100);
  expect(packedPolicySize(largest, [])).toBeLessThanOrEqual(100);
  const big = { ...session, policies: largest };
  const token = seal.seal(big, randomBytes);
  for (const each of [seal, reader]) expect(each.open(big.accessKeyId, token)).toEqual(big);
});

test('the key of a session tells its account', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (number) => {
      const id = String(number).padStart(12, '0');
      const key = newSessionAccessKeyId(id, randomBytes);
      expect(key).toMatch(/^ASIA[A-Z2-7]{16}$/);
      expect(accountOfSessionKey(key)).toBe(id);
      expect(isSessionKey(key)).toBe(true);
    }),
  );
  for (const other of ['', 'AKIAAAAAAAAAAAAAAAAA', 'ASIA7777777777777777', 'ASIAaaaaaaaaaaaaaaaa'])
    expect(accountOfSessionKey(other)).toBeUndefined();
});

test('policies hang on the user or the role', () => {
  expect(policyHolderOf(session.principal)).toBe('AROAEXAMPLE');
  expect(policyHolderOf({ ...session.principal, type: 'user', id: 'AIDA1' })).toBe('AIDA1');
  expect(policyHolderOf({ ...session.principal, type: 'root', id: accountId })).toBeNull();
});
