import { readQueryPairs, type QueryPair } from './canonical-query.js';
import { checkPresentedSignature } from './check-presented-signature.js';
import { checkSignature, type SignedRequest } from './check-signature.js';
import type { PresentedSignature } from './presented-signature.js';
import { readAuthorizationHeader } from './read-authorization-header.js';
import { readPresignedQuery } from './read-presigned-query.js';
import * as failures from './sigv4-failure.js';

/** A request as it came off the wire, and what to check it against. */
export interface VerifyInput extends SignedRequest {
  /** What follows `?`, exactly as sent; empty without a query. */
  readonly rawQuery: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Service names a credential scope may have here: `['apigateway', 'sts']` on the management port. */
  readonly expectedServices: readonly string[];
  /** The region that a credential scope must have; any when absent. */
  readonly expectedRegion?: string;
  /** How far the client's clock may be off, both ways; 5 minutes when absent. */
  readonly clockSkewMs?: number;
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
  const { accessKeyId, scope } = read.presented;

  const conclude = (credential: C | undefined): VerifyResult<C> => {
    if (credential === undefined) return refuse(failures.unknownAccessKey());
    const failure = checkSignature(input, read, credential.secretAccessKey);
    if (failure !== null) return refuse(failure);
    return { ok: true, accessKeyId, region: scope.region, service: scope.service, credential };
  };
  const credential = input.findCredential(accessKeyId);
  return isPromise(credential) ? credential.then(conclude) : conclude(credential);
}

/**
 * What the head of a request must have, and says of who signed it; the rest of `VerifyInput` is not looked
 * at.
 */
export type SignerInput = Pick<
  VerifyInput,
  'rawQuery' | 'headers' | 'now' | 'expectedServices' | 'expectedRegion' | 'clockSkewMs'
>;

/** A signature that is well formed, for this service, and fresh; whether it holds is not known. */
export interface ReadSignature {
  readonly ok: true;
  readonly presented: PresentedSignature;
  readonly signedMs: number;
  /** The request's query, taken apart. */
  readonly pairs: readonly QueryPair[];
}

/**
 * The key that a request claims to be signed with, as far as it can be seen before its body is there: well
 * formed, for this service, fresh. The signature itself is not checked.
 */
export function readSigner(
  input: SignerInput,
): ReadSignature | { readonly ok: false; readonly failure: failures.Sigv4Failure } {
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
