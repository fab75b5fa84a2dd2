import type { DocumentHead } from './features.js';

/**
 * A user, or a role that sessions act as, named by its id, with all that its own policies say. The root of an
 * account needs none: it may do all in its account.
 */
export interface PrincipalDocument extends DocumentHead {
  readonly principalId: string;
  readonly accountId: string;
  readonly type: 'user' | 'role';
  readonly arn: string;
  readonly name: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** In the order in which they were written: inline ones by their names, managed ones by their ARNs. */
  readonly policies: readonly NamedPolicy[];
}

/** A policy as it was given to IAM. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: string;
}
