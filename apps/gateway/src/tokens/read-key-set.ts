import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

/** A key of an issuer and what it may be used for. */
export interface IssuerKey {
  readonly key: KeyObject;
  /** Signature algorithms (`alg` of RFC 7515) by the key's own type: never what a token asks for. */
  readonly algorithms: readonly string[];
}

/** The published keys of an issuer by key id. Another set is another object, so that it can be told apart. */
export interface KeySet {
  readonly keys: ReadonlyMap<string, IssuerKey>;
}

const rsaBitsMin = 2048;
const rsa = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
const byCurve: Readonly<Record<string, readonly string[]>> = {
  'EC P-256': ['ES256'],
  'EC P-384': ['ES384'],
  'EC P-521': ['ES512'],
  'OKP Ed25519': ['EdDSA', 'Ed25519'],
};

/**
 * Reads a key set (RFC 7517, section 5). What is no public key to verify signatures with is left out:
 * secrets, keys for encryption, RSA keys of less than 2048 bits. @throws Error for what is no key set.
 */
export function readKeySet(text: string): KeySet {
  const parsed = JSON.parse(text) as { keys?: unknown } | null;
  if (!Array.isArray(parsed?.keys)) throw new Error('it has no list of keys');
  const keys = new Map<string, IssuerKey>();
  for (const given of parsed.keys as unknown[]) {
    if (typeof given !== 'object' || given === null) continue;
    const jwk = given as JsonWebKey & { kid?: unknown; use?: unknown; alg?: unknown };
    const key = typeof jwk.kid === 'string' && (jwk.use ?? 'sig') === 'sig' ? readKey(jwk) : null;
    if (key !== null) keys.set(jwk.kid as string, key);
  }
  return { keys };
}

function readKey(jwk: JsonWebKey & { alg?: unknown }): IssuerKey | null {
  const possible = jwk.kty === 'RSA' ? rsa : byCurve[`${jwk.kty} ${jwk.crv}`];
  const algorithms = possible?.filter((algorithm) => (jwk.alg ?? algorithm) === algorithm) ?? [];
  if (algorithms.length === 0) return null;
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const bits = key.asymmetricKeyDetails?.modulusLength ?? rsaBitsMin;
    return bits < rsaBitsMin ? null : { key, algorithms };
  } catch {
    // Its numbers make no key.
    return null;
  }
}
