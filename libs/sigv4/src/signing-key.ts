import { createHmac } from 'node:crypto';

/** What a signing key is derived for: `date` is `YYYYMMDD`. None of the parts contains a slash. */
export interface SigningKeyScope {
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/**
 * The SigV4 signing key: four chained HMACs, so a leaked key is good for one day, region and service only.
 */
export function deriveSigningKey(secretAccessKey: string, scope: SigningKeyScope): Buffer {
  let key: Buffer = Buffer.from(`AWS4${secretAccessKey}`, 'utf8');
  for (const part of [scope.date, scope.region, scope.service, 'aws4_request']) {
    key = createHmac('sha256', key).update(part, 'utf8').digest();
  }
  return key;
}

/** Signing keys by secret and scope; the least recently used goes when it is full. */
export interface SigningKeyCache {
  /** The key for this secret and scope, derived when it is not remembered. Deriving does not remember. */
  get(secretAccessKey: string, scope: SigningKeyScope): Buffer;
  /**
   * Remembers a key. Called for proven signatures only: a stranger cannot push out the keys that are in use.
   */
  remember(secretAccessKey: string, scope: SigningKeyScope, key: Buffer): void;
}

/**
 * A cache that a verifier or signer owns for its lifetime. `entriesMax` bounds its memory (about 300 bytes
 * each).
 */
export function createSigningKeyCache({ entriesMax = 1024 }: { entriesMax?: number } = {}): SigningKeyCache {
  const keys = new Map<string, Buffer>();
  const nameOf = (secret: string, { date, region, service }: SigningKeyScope) =>
    `${date}/${region}/${service}/${secret}`;
  return {
    get(secret, scope) {
      return keys.get(nameOf(secret, scope)) ?? deriveSigningKey(secret, scope);
    },
    remember(secret, scope, key) {
      const name = nameOf(secret, scope);
      keys.delete(name);
      keys.set(name, key);
      if (keys.size > entriesMax) keys.delete(keys.keys().next().value!);
    },
  };
}
