import { credentials, signInLinks, type Sealer, type UnitOfWork } from '#libs/persistence';
import type { CallerIdentity } from '../http/management-request.js';
import { hashOfToken } from './hash-of-token.js';

/**
 * Takes the link away and says who made it, as they are now; undefined for links that are used, expired or
 * unknown, and for those whose maker's key is gone or inactive.
 */
export async function redeemSignInLink(
  uow: UnitOfWork,
  sealer: Sealer,
  token: string,
  nowMs: number,
): Promise<CallerIdentity | undefined> {
  const link = await signInLinks.take(uow, hashOfToken(token), nowMs);
  if (!link) return undefined;
  const { accessKeyId, principalId, region } = link;
  const found = await credentials.find(uow, sealer, accessKeyId);
  if (!found || found.principal.id !== principalId) return undefined;
  const { accountId, principal, isOperator } = found;
  return { accessKeyId, owner: { accountId, region }, principal, session: null, isOperator };
}
