import { ok, type Result } from '#libs/api-definition';
import type { AccessKeyOwner, CallingPrincipal, IdentityError } from '#libs/identity';
import { lockIdentityOf, type UnitOfWork } from '#libs/persistence';
import { findPrincipal, lockPrincipal } from '../principals/find-principal.js';
import { userNameOf } from '../principals/user-name-of.js';

/** Whose keys an operation is about. */
export interface KeyOwner {
  readonly owner: AccessKeyOwner;
  /** Absent for a root, which has no name. */
  readonly UserName?: string;
}

/**
 * The named user, or who is calling, the root included. `lock` keeps everybody else from changing the keys
 * until the transaction ends.
 */
export async function keyOwnerOf(
  uow: UnitOfWork,
  accountId: string,
  caller: CallingPrincipal,
  userName: string | undefined,
  lock?: 'lock',
): Promise<Result<KeyOwner, IdentityError>> {
  const named = userNameOf(caller, userName);
  if (!named.ok) return named;
  const name = named.value;
  if (name === null) {
    if (lock) await lockIdentityOf(uow, accountId);
    return ok({ owner: { accountId, userId: null } });
  }
  const find = lock ? lockPrincipal : findPrincipal;
  const user = await find(uow, accountId, 'user', name);
  return user.ok ? ok({ owner: { accountId, userId: user.value.id }, UserName: name }) : user;
}
