import { fail, ok, type Result } from '#libs/api-definition';
import { mustFirst, type IdentityError, type PrincipalKind } from '#libs/identity';
import { accessKeys, attachedPolicies, inlinePolicies, principals, type UnitOfWork } from '#libs/persistence';
import type { Changed } from '../identity-work.js';
import { lockPrincipal } from './find-principal.js';

/** Only one that nothing hangs on any more (API reference: DeleteUser, DeleteRole). */
export async function deletePrincipal(
  uow: UnitOfWork,
  changed: Changed,
  accountId: string,
  kind: PrincipalKind,
  name: string,
): Promise<Result<void, IdentityError>> {
  const found = await lockPrincipal(uow, accountId, kind, name);
  if (!found.ok) return found;
  const { id } = found.value;
  if ((await accessKeys.count(uow, { accountId, userId: id })) > 0)
    return fail(mustFirst('delete access keys'));
  if ((await attachedPolicies.arnsOf(uow, id)).length > 0) return fail(mustFirst('detach all policies'));
  if ((await inlinePolicies.all(uow, id)).length > 0) return fail(mustFirst('delete policies'));
  await principals.remove(uow, id);
  changed({ kind: 'principal', accountId, id });
  return ok(undefined);
}
