import type { DocumentHead } from './features.js';

/**
 * The last link of an account's chain of audit events, for gateways to keep where nobody reaches who can
 * write the database; named by the account.
 */
export interface AuditHeadDocument extends DocumentHead {
  readonly accountId: string;
  readonly sequence: number;
  /** SHA-256 in lower-case hex. */
  readonly hash: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}
