import { fail, ok, type Result } from '#libs/api-definition';
import {
  principalExists,
  quotaOfPrincipals,
  quotaReached,
  quotas,
  type IdentityError,
  type Principal,
} from '#libs/identity';
import { lockIdentityOf, principals, type UnitOfWork } from '#libs/persistence';
import type { Changed } from '../identity-work.js';

/** Of several calls at once for one name one is served, and no more than the quota are there. */
export async function createPrincipal<P extends Principal>(
  uow: UnitOfWork,
  changed: Changed,
  principal: P,
): Promise<Result<P, IdentityError>> {
  const { accountId, kind, name } = principal;
  await lockIdentityOf(uow, accountId);
  const quota = quotaOfPrincipals[kind];
  if ((await principals.count(uow, accountId, kind)) >= quotas[quota]) return fail(quotaReached(quota));
  if (!(await principals.insert(uow, principal))) return fail(principalExists(kind, name));
  changed({ kind: 'principal', accountId, id: principal.id });
  return ok(principal);
}
