import { formatAmzDate } from './amz-date.js';
import { canonicalHeaders, type HeaderFields } from './canonical-headers.js';
import { canonicalPath } from './canonical-path.js';
import { canonicalQuery, readQueryPairs } from './canonical-query.js';
import { canonicalRequest, computeSignature, sha256Hex, stringToSign } from './signature.js';
import { deriveSigningKey, type SigningKeyCache } from './signing-key.js';

/** A pair of keys that signs, with the token that temporary ones need. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A request to sign. Every header given is signed, so give those only that arrive unchanged. */
export interface SignInput {
  readonly method: string;
  /** As it will be on the wire, escapes included. */
  readonly rawPath: string;
  /** Without `?`; empty without a query. */
  readonly rawQuery: string;
  /** Must hold `host`. Names may have any case. */
  readonly headers: HeaderFields;
  readonly body: Uint8Array | string;
  readonly credentials: SigningCredentials;
  readonly region: string;
  readonly service: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly signingKeys?: SigningKeyCache;
}

/**
 * Signs in the header style. Returns the headers to send: those given, by lower-case name, plus `x-amz-date`,
 * `x-amz-content-sha256` (S3 wants it, no service minds it), `x-amz-security-token` when there is one, and
 * `authorization`.
 */
export function signRequest(input: SignInput): Record<string, string | readonly string[]> {
  const bodySha256Hex = sha256Hex(input.body);
  const amzDate = formatAmzDate(input.now);
  const headers: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(input.headers)) {
    if (value !== undefined) headers[name.toLowerCase()] = value;
  }
  delete headers['authorization'];
  headers['x-amz-date'] = amzDate;
  headers['x-amz-content-sha256'] = bodySha256Hex;
  if (input.credentials.sessionToken !== undefined) {
    headers['x-amz-security-token'] = input.credentials.sessionToken;
  }

  const query = canonicalQuery(readQueryPairs(input.rawQuery));
  const { signature, scope, signedNames } = signParts(input, amzDate, headers, query, bodySha256Hex);
  headers['authorization'] =
    `AWS4-HMAC-SHA256 Credential=${input.credentials.accessKeyId}/${scope}, ` +
    `SignedHeaders=${signedNames.join(';')}, Signature=${signature}`;
  return headers;
}

/** The signature over canonical parts; both styles end here. */
export function signParts(
  { method, rawPath, credentials, region, service, signingKeys }: Omit<SignInput, 'headers'>,
  amzDate: string,
  headers: HeaderFields,
  query: string,
  bodySha256Hex: string,
): { signature: string; scope: string; signedNames: string[] } {
  const signedNames = Object.keys(headers).sort();
  const keyScope = { date: amzDate.slice(0, 8), region, service };
  const scope = `${keyScope.date}/${region}/${service}/aws4_request`;
  const canonical = canonicalRequest({
    method,
    path: canonicalPath(rawPath, service),
    query,
    headers: canonicalHeaders(headers, signedNames)!,
    signedNames,
    bodySha256Hex,
  });
  const secret = credentials.secretAccessKey;
  const key = signingKeys?.get(secret, keyScope) ?? deriveSigningKey(secret, keyScope);
  signingKeys?.remember(secret, keyScope, key);
  return {
    signature: computeSignature(key, stringToSign(amzDate, scope, canonical)).toString('hex'),
    scope,
    signedNames,
  };
}
