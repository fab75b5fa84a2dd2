import { randomBytes } from 'node:crypto';
import { signInLinks, type UnitOfWork } from '#libs/persistence';
import type { CallerIdentity } from '../http/management-request.js';
import { refuseSession } from '../sts/refuse-session.js';
import type { SignInLinkMade } from './sign-in.dto.js';
import { hashOfToken } from './hash-of-token.js';

const validMs = 15 * 60_000;
/** Open at a time for one user or root: a new one puts an end to the oldest. */
const linksMax = 10;

/** A link for who asks, who must sign by keys of their own, as for GetSessionToken. */
export async function createSignInLink(
  uow: UnitOfWork,
  caller: CallerIdentity,
  nowMs: number,
): Promise<SignInLinkMade> {
  refuseSession(caller, 'CreateSignInLink');
  const token = randomBytes(32).toString('base64url');
  const { accessKeyId, principal, owner } = caller;
  const link = {
    tokenHash: hashOfToken(token),
    accessKeyId,
    principalId: principal.id,
    region: owner.region,
    expiresAtMs: nowMs + validMs,
  };
  await signInLinks.insert(uow, link, linksMax, nowMs);
  return { token, expiresAt: new Date(link.expiresAtMs).toISOString() };
}
