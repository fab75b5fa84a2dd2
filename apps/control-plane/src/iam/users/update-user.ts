import { fail, ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import { principalExists, type IdentityError } from '#libs/identity';
import { lockIdentityOf, principals, type UnitOfWork } from '#libs/persistence';
import type { Changed } from '../identity-work.js';
import { lockPrincipal } from '../principals/find-principal.js';

/** Another name or path; id, keys and policies stay. */
export async function updateUser(
  uow: UnitOfWork,
  changed: Changed,
  accountId: string,
  input: iam.UpdateUserRequest,
): Promise<Result<void, IdentityError>> {
  // Before the user, as those who create one do it: two who wait for each other would end in a deadlock.
  await lockIdentityOf(uow, accountId);
  const found = await lockPrincipal(uow, accountId, 'user', input.UserName);
  if (!found.ok) return found;
  const user = found.value;
  const { NewUserName: name = user.name, NewPath: path = user.path } = input;
  if (!(await principals.update(uow, { ...user, name, path }))) return fail(principalExists('user', name));
  changed({ kind: 'principal', accountId, id: user.id });
  return ok(undefined);
}
