import type { FunctionAuthorizer, IdentitySource } from '../rest/snapshot-authorizer.js';

/** An Authorizer of an HTTP API as gateways run it: everything read that does not depend on the request. */
export type HttpAuthorizer = JwtAuthorizer | HttpFunctionAuthorizer;

/** Tokens of an issuer, checked with the keys that it publishes. */
export interface JwtAuthorizer {
  readonly type: 'JWT';
  readonly id: string;
  /** A header or a parameter of the query. Its `expression` begins with a dollar sign, as of all here. */
  readonly identitySource: IdentitySource;
  /** As tokens have it in `iss`; its keys are found below `/.well-known/openid-configuration`. */
  readonly issuer: string;
  /** One of them must be among the token's; sorted. */
  readonly audience: readonly string[];
}

/**
 * A function that is called with the request. What REST's has is meant as there; without identity sources no
 * result is kept.
 */
export interface HttpFunctionAuthorizer extends Omit<FunctionAuthorizer, 'type' | 'identityPattern'> {
  readonly type: 'REQUEST';
  readonly payloadFormatVersion: PayloadFormatVersion;
  /** Of format 2.0: it answers `isAuthorized` in place of a policy. */
  readonly enableSimpleResponses: boolean;
}

/** Of the events that functions are called with. */
export type PayloadFormatVersion = '1.0' | '2.0';
