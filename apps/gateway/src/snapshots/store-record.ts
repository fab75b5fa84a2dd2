import type { FeedChange } from '#libs/snapshot-format';

export interface StoredDocument {
  readonly name: string;
  readonly seq: number;
  readonly digest: string;
  readonly body: string;
}

/**
 * `<seq> <digest> <body>`; a deleted document ends after the digest. Plain text: a million API keys cost no
 * decoding that is not asked for.
 */
export function writeRecord(change: FeedChange): string {
  return change.body === null
    ? `${change.seq} ${change.digest}`
    : `${change.seq} ${change.digest} ${change.body}`;
}

export function readRecord(
  name: string,
  record: string,
): Omit<StoredDocument, 'body'> & { readonly body: string | null } {
  const afterSeq = record.indexOf(' ');
  const afterDigest = record.indexOf(' ', afterSeq + 1);
  const end = afterDigest < 0 ? record.length : afterDigest;
  return {
    name,
    seq: Number(record.slice(0, afterSeq)),
    digest: record.slice(afterSeq + 1, end),
    body: afterDigest < 0 ? null : record.slice(afterDigest + 1),
  };
}
