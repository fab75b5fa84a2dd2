import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { verifyToken } from './verify-token.js';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const nowMs = Date.UTC(2026, 10, 21);
const now = nowMs / 1000;

async function reasonOf(claims: Record<string, unknown>, key = privateKey): Promise<unknown> {
  const token = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'k' }).sign(key);
  const verified = await verifyToken(token, { key: publicKey, algorithms: ['ES256'] }, nowMs);
  return verified.ok ? null : verified.reason;
}

test.each<[Record<string, unknown>, string | null]>([
  [{ exp: now + 60 }, null],
  [{ exp: now - 60 }, 'the token has expired'],
  [{ sub: 'SECRET' }, 'the claim exp: missing'],
  [{ exp: now + 60, nbf: now + 60 }, 'the claim nbf: check_failed'],
  [{ exp: now + 60, iat: now + 60 }, 'the token was issued in the future'],
])('of %j the reason names the claim that is wrong: %s', async (claims, reason) => {
  expect(await reasonOf(claims)).toBe(reason);
});

test('a signature of another key is told by its code alone', async () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  expect(await reasonOf({ exp: now + 60, sub: 'SECRET' }, other)).toBe(
    'jose: ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  );
});
