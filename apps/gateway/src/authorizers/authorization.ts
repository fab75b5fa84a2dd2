import type { ContextRecord } from '#libs/mapping-templates';
import type { Exchange } from '../invocation/exchange.js';
import type { Invocation, Routed } from '../invocation/invocation.js';
import type { Rejection } from '../refusals/rejection.js';
import type { AuthorizerPolicy } from './authorizer-policy.js';

/** An authorizer as it serves. */
export interface ActiveAuthorizer {
  /** What the request says of its caller, by identity source; '' where it says nothing. */
  readonly identity: (invocation: Invocation) => readonly Identity[];
  /** Finds out who calls; at once when that is known already. Rejects for bugs only. */
  readonly authorize: (invocation: Routed, asked: Asked) => AuthorizerOutcome | Promise<AuthorizerOutcome>;
}

/** What the caller wants. */
export interface Asked {
  /** What it wants to invoke, as policies name it. */
  readonly methodArn: string;
  /** One of these must be in an access token; empty: an ID token is asked for. */
  readonly scopes: readonly string[];
}

export interface AuthorizerOutcome {
  readonly authorization: Authorization;
  /** With the authorizer's function; null when it was not called for this request. */
  readonly exchange: Exchange | null;
}

export interface Identity {
  /** As defined: `method.request.header.Authorization`. */
  readonly expression: string;
  /** Of a header that comes several times all values with commas between (RFC 9110, section 5.3). */
  readonly value: string;
  /** All values of a parameter that comes several times. */
  readonly values: readonly string[];
}

/**
 * Who calls, and for REST's functions what their policy says; whether that allows the method is not decided
 * here.
 */
export type Authorization =
  | ({ readonly ok: true; readonly kind: 'policy' } & PolicyAuthorization)
  | { readonly ok: true; readonly kind: 'claims'; readonly claims: Readonly<Record<string, string>> }
  | ({ readonly ok: true; readonly kind: 'decision' } & HttpAuthorization)
  | { readonly ok: false; readonly rejection: Rejection };

/** The response of the function of an HTTP API's authorizer. */
export interface HttpAuthorization {
  /** Itself, or its policy. */
  readonly isAuthorized: boolean | AuthorizerPolicy;
  /** Null where the function says nothing but yes or no. */
  readonly principalId: string | null;
  /** `$context.authorizer.<name>`: values of any kind. */
  readonly context: ContextRecord;
}

/** The response of an authorizer's function. */
export interface PolicyAuthorization {
  /** May be empty. */
  readonly principalId: string;
  readonly policy: AuthorizerPolicy;
  /** `$context.authorizer.<name>`: every value as text. */
  readonly context: Readonly<Record<string, string>>;
  /**
   * The API key to count the request for, where the API takes keys from authorizers; null when the function
   * names none.
   */
  readonly usageIdentifierKey: string | null;
}
