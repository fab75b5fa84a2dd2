import type { StageDocument } from '#libs/snapshot-format';
import type { PublishedDocuments } from '../invocation/published-documents.js';

/**
 * Whether the account of a stage has a role that its log groups are written with; UpdateAccount takes it
 * away.
 */
export function mayLog(
  documents: Pick<PublishedDocuments, 'account'>,
  { accountId, region }: Pick<StageDocument, 'accountId' | 'region'>,
): boolean {
  return documents.account(accountId, region)?.withoutLogsRole !== true;
}
