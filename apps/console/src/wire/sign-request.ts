import { escape, type WireRequest } from './build-request.js';

/** What signs: none of it can be read back out of the browser's own keeping. */
export interface SigningKeys {
  readonly accessKeyId: string;
  readonly sessionToken: string | null;
  /** HMAC key of `AWS4` and the secret, not extractable. */
  readonly secret: CryptoKey;
}

/** For whom and where a request is signed. */
export interface SigningScope {
  readonly region: string;
  readonly service: string;
  /** What the browser sends as Host. */
  readonly host: string;
  readonly atMs: number;
}

const utf8 = new TextEncoder();
const hmac = { name: 'HMAC', hash: 'SHA-256' } as const;

/** The key by which a secret signs. */
export const importSecret = (secretAccessKey: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', utf8.encode(`AWS4${secretAccessKey}`), hmac, false, ['sign']);

/**
 * The headers that sign a request by Signature Version 4 (AWS page "Create a signed AWS API request"). The
 * path is signed as it stands, escaped once more, as every service but S3 has it.
 */
export async function signRequest(
  request: WireRequest,
  keys: SigningKeys,
  { region, service, host, atMs }: SigningScope,
): Promise<Record<string, string>> {
  const time = new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const payload = hex(await crypto.subtle.digest('SHA-256', request.body ?? new Uint8Array()));
  const signed: Record<string, string> = {
    ...request.headers,
    host,
    'x-amz-date': time,
    ...(keys.sessionToken !== null && { 'x-amz-security-token': keys.sessionToken }),
  };
  const names = Object.keys(signed).sort();
  const canonical = [
    request.method,
    request.path.split('/').map(escape).join('/'),
    queryText(request.query, true),
    ...names.map((name) => `${name}:${signed[name]!.trim().replace(/ +/g, ' ')}`),
    '',
    names.join(';'),
    payload,
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const digest = hex(await crypto.subtle.digest('SHA-256', utf8.encode(canonical)));
  const key = await signingKey(keys.secret, [day, region, service, 'aws4_request']);
  const signature = hex(await mac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${digest}`));
  const { host: _, ...sent } = signed;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

/** The query as it is sent; sorted, as it is signed. */
export function queryText(query: WireRequest['query'], isSorted = false): string {
  const pairs = query.map(([name, value]) => [escape(name), escape(value)] as const);
  if (isSorted) pairs.sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1));
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}

/** Signing keys of a secret, each good for a day, a region and a service. */
const signingKeys = new WeakMap<CryptoKey, Map<string, Promise<CryptoKey>>>();

function signingKey(secret: CryptoKey, parts: readonly string[]): Promise<CryptoKey> {
  const known = signingKeys.get(secret) ?? new Map<string, Promise<CryptoKey>>();
  signingKeys.set(secret, known);
  const scope = parts.join('/');
  const key = known.get(scope) ?? deriveKey(secret, parts);
  known.set(scope, key);
  return key;
}

async function deriveKey(secret: CryptoKey, scope: readonly string[]): Promise<CryptoKey> {
  let key = secret;
  for (const part of scope)
    key = await crypto.subtle.importKey('raw', await mac(key, part), hmac, false, ['sign']);
  return key;
}

const mac = (key: CryptoKey, text: string): Promise<ArrayBuffer> =>
  crypto.subtle.sign('HMAC', key, utf8.encode(text));

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
