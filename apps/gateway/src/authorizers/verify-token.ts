import { createPublicKey, verify, type JsonWebKey, type KeyObject } from 'node:crypto';

/** A token whose signature and times are good: its claims as they stand in it. */
export type VerifiedToken =
  | { readonly ok: true; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly reason: string; readonly expired?: true };

/** Header and claims of a token that nobody has looked into yet. */
export interface ReadToken {
  readonly keyId: string;
  readonly issuer: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signed: string;
  readonly signature: Buffer;
}

/**
 * Takes a JWT apart (RFC 7515, section 3.1; RFC 7519, section 3). Null for anything else, and for algorithms
 * other than RS256, which user pools use.
 */
export function readToken(token: string): ReadToken | null {
  const parts = token.split('.');
  if (parts.length !== 3) return null;
  const header = parseJson(parts[0]!);
  const claims = parseJson(parts[1]!);
  if (!header || !claims || header['alg'] !== 'RS256' || header['crit'] !== undefined) return null;
  const { kid: keyId } = header;
  const { iss: issuer } = claims;
  if (typeof keyId !== 'string' || typeof issuer !== 'string') return null;
  const signature = Buffer.from(parts[2]!, 'base64url');
  return { keyId, issuer, claims, signed: `${parts[0]}.${parts[1]}`, signature };
}

/** Checks signature and times. `key` is the issuer's of the token's key id. */
export function verifyToken(token: ReadToken, key: KeyObject, nowMs: number): VerifiedToken {
  const good = verify('RSA-SHA256', Buffer.from(token.signed, 'ascii'), key, token.signature);
  if (!good) return { ok: false, reason: 'the signature is not the issuer’s' };
  const { exp, nbf } = token.claims;
  if (typeof exp !== 'number' || nowMs >= exp * 1000) {
    return { ok: false, reason: 'the token has expired', expired: true };
  }
  if (nbf !== undefined && (typeof nbf !== 'number' || nowMs < nbf * 1000)) {
    return { ok: false, reason: 'the token is not valid yet' };
  }
  return { ok: true, claims: token.claims };
}

/**
 * The RSA keys of a key set by key id (RFC 7517, section 5); what is no RSA key to verify with is left out.
 */
export function readKeySet(text: string): ReadonlyMap<string, KeyObject> {
  const { keys } = JSON.parse(text) as { keys?: unknown };
  if (!Array.isArray(keys)) throw new Error('it has no list of keys');
  const found = new Map<string, KeyObject>();
  for (const key of keys as (JsonWebKey & { kid?: unknown; use?: unknown })[]) {
    if (key.kty !== 'RSA' || typeof key.kid !== 'string' || (key.use ?? 'sig') !== 'sig') continue;
    found.set(key.kid, createPublicKey({ key, format: 'jwk' }));
  }
  return found;
}

function parseJson(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    // Not JSON: no token.
    return null;
  }
}
