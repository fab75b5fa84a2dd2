import { timingSafeEqual } from 'node:crypto';
import { formatAmzDate } from './amz-date.js';
import { canonicalFormOf, type SignedHead } from './canonical-form.js';
import { singleHeader } from './canonical-headers.js';
import { canonicalRequest, computeSignature, sha256Hex, stringToSign } from './signature.js';
import { deriveSigningKey, type SigningKeyCache } from './signing-key.js';
import { signatureMismatch, type Sigv4Failure } from './sigv4-failure.js';
import type { ReadSignature } from './verify-request.js';

/** What a signature is over, but for the query, which is read with it. */
export interface SignedRequest extends SignedHead {
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
  const { scope, signature } = presented;
  const bodySha256Hex = hashOf(request.body);
  // The client's own statement of the hash must be the truth. This refuses UNSIGNED-PAYLOAD and chunk
  // signatures too: here bodies are always signed.
  const stated = singleHeader(request.headers, 'x-amz-content-sha256');
  if (stated !== undefined && stated !== bodySha256Hex) return signatureMismatch();
  const form = canonicalFormOf(request, pairs, presented, bodySha256Hex);
  if (form === undefined || !/^[0-9a-f]{64}$/.test(signature)) return signatureMismatch();
  const key = request.signingKeys?.get(secretAccessKey, scope) ?? deriveSigningKey(secretAccessKey, scope);
  const scopeText = `${scope.date}/${scope.region}/${scope.service}/${scope.terminator}`;
  const text = stringToSign(formatAmzDate(signedMs), scopeText, canonicalRequest(form));
  const expected = computeSignature(key, text);
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) return signatureMismatch();
  request.signingKeys?.remember(secretAccessKey, scope, key);
  return null;
}

function hashOf(body: SignedRequest['body']): string {
  return typeof body === 'object' && 'sha256Hex' in body ? body.sha256Hex : sha256Hex(body);
}
