import { timingSafeEqual } from 'node:crypto';
import { formatAmzDate } from './amz-date.js';
import { canonicalHeaders, singleHeader, type HeaderFields } from './canonical-headers.js';
import { canonicalPath } from './canonical-path.js';
import { canonicalQuery } from './canonical-query.js';
import { canonicalRequest, computeSignature, sha256Hex, stringToSign } from './signature.js';
import { deriveSigningKey, type SigningKeyCache } from './signing-key.js';
import { signatureMismatch, type Sigv4Failure } from './sigv4-failure.js';
import type { ReadSignature } from './verify-request.js';

/** What a signature is over, but for the query, which is read with it. */
export interface SignedRequest {
  readonly method: string;
  /** The request target up to `?`, exactly as sent: escapes kept. */
  readonly rawPath: string;
  readonly headers: HeaderFields;
  /** The body's bytes as received, or their SHA-256 when it was computed while reading. */
  readonly body: Uint8Array | string | { readonly sha256Hex: string };
  /** Saves four HMACs per request when the same cache is passed each time. */
  readonly signingKeys?: SigningKeyCache;
}

/**
 * Whether a signature that was read (`readSigner`) is the one of this request by this secret: null, or the
 * refusal. Compared in constant time over the canonical form of the raw request.
 */
export function checkSignature(
  request: SignedRequest,
  { pairs, presented, signedMs }: Pick<ReadSignature, 'pairs' | 'presented' | 'signedMs'>,
  secretAccessKey: string,
): Sigv4Failure | null {
  const { style, scope, signedNames, signature } = presented;
  const bodySha256Hex = hashOf(request.body);
  // The client's own statement of the hash must be the truth. This refuses UNSIGNED-PAYLOAD and chunk
  // signatures too: here bodies are always signed.
  const stated = singleHeader(request.headers, 'x-amz-content-sha256');
  if (stated !== undefined && stated !== bodySha256Hex) return signatureMismatch();
  const headers = canonicalHeaders(request.headers, signedNames);
  if (headers === undefined || !/^[0-9a-f]{64}$/.test(signature)) return signatureMismatch();

  const signedPairs = style === 'query' ? pairs.filter(([name]) => name !== 'X-Amz-Signature') : pairs;
  const canonical = canonicalRequest({
    method: request.method,
    path: canonicalPath(request.rawPath, scope.service),
    query: canonicalQuery(signedPairs),
    headers,
    signedNames,
    bodySha256Hex,
  });
  const key = request.signingKeys?.get(secretAccessKey, scope) ?? deriveSigningKey(secretAccessKey, scope);
  const scopeText = `${scope.date}/${scope.region}/${scope.service}/${scope.terminator}`;
  const expected = computeSignature(key, stringToSign(formatAmzDate(signedMs), scopeText, canonical));
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) return signatureMismatch();
  request.signingKeys?.remember(secretAccessKey, scope, key);
  return null;
}

function hashOf(body: SignedRequest['body']): string {
  return typeof body === 'object' && 'sha256Hex' in body ? body.sha256Hex : sha256Hex(body);
}
