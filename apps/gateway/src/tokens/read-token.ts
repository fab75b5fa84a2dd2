import { hasAmbiguousMembers } from './duplicate-members.js';

/** What a token says of itself before anybody has looked into its signature: enough to find the key. */
export interface ReadToken {
  readonly keyId: string;
  readonly issuer: string;
}

type Members = Readonly<Record<string, unknown>>;

const tokenCharsMax = 16_384;
const depthMax = 16;
const compact = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

/**
 * Takes a signed JWT apart (RFC 7515, section 3.1; RFC 7519, section 3); null for anything else. Of the
 * header only the key's id is used: keys, addresses and algorithms that a token names (`jwk`, `jku`, `x5u`,
 * `alg`) decide nothing.
 */
export function readToken(token: string): ReadToken | null {
  if (token.length > tokenCharsMax) return null;
  const [, head, body] = compact.exec(token) ?? [];
  if (head === undefined || body === undefined) return null;
  const header = membersOf(head);
  const claims = membersOf(body);
  if (!header || !claims || !hasSoundClaims(claims)) return null;
  const { kid: keyId } = header;
  const { iss: issuer } = claims;
  return typeof keyId === 'string' && typeof issuer === 'string' ? { keyId, issuer } : null;
}

const texts = ['sub', 'jti', 'token_use', 'client_id', 'username'];
const times = ['exp', 'nbf', 'iat', 'auth_time'];

/** Claims of a wrong type are no claims: what reads them later need not ask. */
function hasSoundClaims(claims: Members): boolean {
  const isSound = (names: readonly string[], type: 'string' | 'number'): boolean =>
    names.every((name) => claims[name] === undefined || typeof claims[name] === type);
  const { aud: audience } = claims;
  const isAudience = audience === undefined || typeof audience === 'string' || isTexts(audience);
  return isSound(texts, 'string') && isSound(times, 'number') && isAudience;
}

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function membersOf(part: string): Members | null {
  try {
    const text = strictUtf8.decode(Buffer.from(part, 'base64url'));
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && !hasAmbiguousMembers(text, depthMax) ? (value as Members) : null;
  } catch {
    // No text, or no JSON: no token.
    return null;
  }
}
