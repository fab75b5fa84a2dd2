/** Made beforehand and shared: the same object for every request that a statement decides in the same way. */
export interface Decision {
  readonly effect: 'allow' | 'explicitDeny' | 'implicitDeny';
  /** The statement that made it; absent when no statement matched. */
  readonly statement?: StatementRef;
  /** Whom an allowing statement means. */
  readonly grantee?: Grantee;
  /** The policies were too much work for this request, at this statement, which is a deny. */
  readonly outOfWork?: true;
  /** Of an implicit deny by several policies together: which of them did not allow. */
  readonly silent?: PolicySide;
}

export interface StatementRef {
  /** The name that the policy was compiled with. */
  readonly policy: string;
  readonly sid?: string;
  /** From 0, in the order of the document. */
  readonly index: number;
}

/**
 * Whom a statement with a principal means by it: the account, which is to say whom the account's own policies
 * allow; this session and no other of its role; or the principal itself, its role, or everybody.
 */
export type Grantee = 'account' | 'principal' | 'session';

/** Which policy of those that decide together. */
export type PolicySide = 'identity' | 'resource' | 'session' | 'boundary';

export const implicitDeny: Decision = { effect: 'implicitDeny' };
