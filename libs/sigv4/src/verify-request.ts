import { timingSafeEqual } from 'node:crypto';
import { formatAmzDate } from './amz-date.js';
import { canonicalHeaders, singleHeader, type HeaderFields } from './canonical-headers.js';
import { canonicalPath } from './canonical-path.js';
import { canonicalQuery, readQueryPairs, type QueryPair } from './canonical-query.js';
import { checkPresentedSignature } from './check-presented-signature.js';
import type { PresentedSignature } from './presented-signature.js';
import { readAuthorizationHeader } from './read-authorization-header.js';
import { readPresignedQuery } from './read-presigned-query.js';
import { canonicalRequest, computeSignature, sha256Hex, stringToSign } from './signature.js';
import { deriveSigningKey, type SigningKeyCache } from './signing-key.js';
import * as failures from './sigv4-failure.js';

/** A request as it came off the wire, and what to check it against. */
export interface VerifyInput {
  readonly method: string;
  /** The request target up to `?`, exactly as sent: escapes kept. */
  readonly rawPath: string;
  /** What follows `?`, exactly as sent; empty without a query. */
  readonly rawQuery: string;
  readonly headers: HeaderFields;
  /** The body's bytes as received, or their SHA-256 when it was computed while reading. */
  readonly body: Uint8Array | string | { readonly sha256Hex: string };
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Service names a credential scope may have here: `['apigateway', 'sts']` on the management port. */
  readonly expectedServices: readonly string[];
  /** How far the client's clock may be off, both ways; 5 minutes when absent. */
  readonly clockSkewMs?: number;
  /** Saves four HMACs per request when the same cache is passed each time. */
  readonly signingKeys?: SigningKeyCache;
}

/**
 * The least a credential must have; lookups may return more (account, name) and get it back in the result.
 */
export interface SigningSecret {
  readonly secretAccessKey: string;
}

/** Who signed the request, or why that cannot be said. */
export type VerifyResult<C extends SigningSecret> =
  | {
      readonly ok: true;
      readonly accessKeyId: string;
      readonly region: string;
      readonly service: string;
      readonly credential: C;
    }
  | { readonly ok: false; readonly failure: failures.Sigv4Failure };

/**
 * Checks a header-style or presigned AWS Signature Version 4. Everything that needs no secret is checked
 * before the credential is looked up; the signature itself is compared in constant time over the canonical
 * form of the raw request. Answers at once when `findCredential` does, and with a promise when it returns
 * one. Never throws for bad input.
 */
export function verifyRequest<C extends SigningSecret>(
  input: VerifyInput & { findCredential: (accessKeyId: string) => C | undefined },
): VerifyResult<C>;
export function verifyRequest<C extends SigningSecret>(
  input: VerifyInput & { findCredential: (accessKeyId: string) => C | undefined | Promise<C | undefined> },
): VerifyResult<C> | Promise<VerifyResult<C>>;
export function verifyRequest<C extends SigningSecret>(
  input: VerifyInput & { findCredential: (accessKeyId: string) => C | undefined | Promise<C | undefined> },
): VerifyResult<C> | Promise<VerifyResult<C>> {
  const read = readSigner(input);
  if (!read.ok) return read;
  const { pairs, presented, signedMs } = read;

  const conclude = (credential: C | undefined): VerifyResult<C> => {
    if (credential === undefined) return refuse(failures.unknownAccessKey());
    if (!signatureMatches(input, pairs, presented, signedMs, credential.secretAccessKey)) {
      return refuse(failures.signatureMismatch());
    }
    const { accessKeyId, scope } = presented;
    return { ok: true, accessKeyId, region: scope.region, service: scope.service, credential };
  };
  const credential = input.findCredential(presented.accessKeyId);
  return isPromise(credential) ? credential.then(conclude) : conclude(credential);
}

/**
 * What the head of a request must have, and says of who signed it; the rest of `VerifyInput` is not looked
 * at.
 */
export type SignerInput = Pick<
  VerifyInput,
  'rawQuery' | 'headers' | 'now' | 'expectedServices' | 'clockSkewMs'
>;

/**
 * The key that a request claims to be signed with, as far as it can be seen before its body is there: well
 * formed, for this service, fresh. The signature itself is not checked.
 */
export function readSigner(input: SignerInput):
  | {
      readonly ok: true;
      readonly presented: PresentedSignature;
      readonly signedMs: number;
      readonly pairs: readonly QueryPair[];
    }
  | { readonly ok: false; readonly failure: failures.Sigv4Failure } {
  const pairs = readQueryPairs(input.rawQuery);
  const presented =
    readAuthorizationHeader(input.headers) ?? readPresignedQuery(pairs) ?? failures.unsigned();
  if ('reason' in presented) return refuse(presented);
  const signedMs = checkPresentedSignature(presented, input);
  if (typeof signedMs !== 'number') return refuse(signedMs);
  return { ok: true, pairs, presented, signedMs };
}

const refuse = (failure: failures.Sigv4Failure) => ({ ok: false, failure }) as const;

// By its shape: jest and worker contexts have Promise classes of their own.
function isPromise<C>(value: C | undefined | Promise<C | undefined>): value is Promise<C | undefined> {
  return typeof (value as { then?: unknown } | undefined)?.then === 'function';
}

function signatureMatches(
  input: VerifyInput,
  pairs: readonly QueryPair[],
  { style, scope, signedNames, signature }: PresentedSignature,
  signedMs: number,
  secretAccessKey: string,
): boolean {
  const bodySha256Hex = hashOf(input.body);
  // The client's own statement of the hash must be the truth. This refuses UNSIGNED-PAYLOAD and chunk
  // signatures too: the management API always signs its body.
  const stated = singleHeader(input.headers, 'x-amz-content-sha256');
  if (stated !== undefined && stated !== bodySha256Hex) return false;
  const headers = canonicalHeaders(input.headers, signedNames);
  if (headers === undefined) return false;

  const signedPairs = style === 'query' ? pairs.filter(([name]) => name !== 'X-Amz-Signature') : pairs;
  const canonical = canonicalRequest({
    method: input.method,
    path: canonicalPath(input.rawPath, scope.service),
    query: canonicalQuery(signedPairs),
    headers,
    signedNames,
    bodySha256Hex,
  });
  const key = input.signingKeys?.get(secretAccessKey, scope) ?? deriveSigningKey(secretAccessKey, scope);
  const scopeText = `${scope.date}/${scope.region}/${scope.service}/${scope.terminator}`;
  const expected = computeSignature(key, stringToSign(formatAmzDate(signedMs), scopeText, canonical));
  if (!/^[0-9a-f]{64}$/.test(signature)) return false;
  const matches = timingSafeEqual(expected, Buffer.from(signature, 'hex'));
  if (matches) input.signingKeys?.remember(secretAccessKey, scope, key);
  return matches;
}

function hashOf(body: VerifyInput['body']): string {
  return typeof body === 'object' && 'sha256Hex' in body ? body.sha256Hex : sha256Hex(body);
}
