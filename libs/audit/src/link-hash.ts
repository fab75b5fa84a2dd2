import { digest } from '#libs/snapshot-format';

/** An event's place in the chain of its account. */
export interface Link {
  readonly accountId: string;
  /** From 1 on, without gaps. */
  readonly sequence: number;
  /** Of the event before; `genesisHash` for the first. */
  readonly previousHash: string;
  /** Canonical JSON of the event. */
  readonly event: string;
}

/** What the first event of an account follows. */
export const genesisHash = '0'.repeat(64);

/**
 * SHA-256, in lower-case hex, of five lines: the name of this format, the account, the sequence, the hash
 * before, and the event. The event is JSON on one line, so that no line can be taken for another.
 */
export const linkHash = ({ accountId, sequence, previousHash, event }: Link): string =>
  digest(['tollgate-audit-1', accountId, String(sequence), previousHash, event].join('\n'));
