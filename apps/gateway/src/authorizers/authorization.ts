import type { Exchange } from '../invocation/exchange.js';
import type { Invocation, Routed } from '../invocation/invocation.js';
import type { Rejection } from '../refusals/rejection.js';

/** An authorizer as it serves. */
export interface ActiveAuthorizer {
  /** What the request says of its caller, by identity source; '' where it says nothing. */
  readonly identity: (invocation: Invocation) => readonly Identity[];
  /** Finds out who calls. `methodArn`: what the caller wants to invoke. Never rejects. */
  readonly authorize: (invocation: Routed, methodArn: string) => Promise<AuthorizerOutcome>;
}

export interface AuthorizerOutcome {
  readonly authorization: Authorization;
  /** With the authorizer's function; null when none was called. */
  readonly exchange: Exchange | null;
}

export interface Identity {
  /** As defined: `method.request.header.Authorization`. */
  readonly expression: string;
  readonly value: string;
}

/**
 * Who calls, and for functions what their policy says; whether that allows the method is not decided here.
 */
export type Authorization =
  | ({ readonly ok: true; readonly kind: 'policy' } & PolicyAuthorization)
  | { readonly ok: true; readonly kind: 'claims'; readonly claims: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly rejection: Rejection };

/** The response of an authorizer's function. */
export interface PolicyAuthorization {
  /** May be empty. */
  readonly principalId: string;
  readonly policyDocument: PolicyDocument;
  /** `$context.authorizer.<name>`: every value as text. */
  readonly context: Readonly<Record<string, string>>;
  /**
   * The API key to count the request for, where the API takes keys from authorizers; null when the function
   * names none.
   */
  readonly usageIdentifierKey: string | null;
}

export interface PolicyDocument {
  readonly Version?: unknown;
  readonly Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: unknown;
  readonly Resource?: unknown;
}
