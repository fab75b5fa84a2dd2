import { ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import type { CallingPrincipal, IdentityError } from '#libs/identity';
import type { UnitOfWork } from '#libs/persistence';
import { findPrincipal } from '../principals/find-principal.js';
import { userNameOf } from '../principals/user-name-of.js';
import { presentTaggedUser } from './users.presenter.js';

/** Without a name, who is calling; a root has no name and no path (API reference: GetUser). */
export async function getUser(
  uow: UnitOfWork,
  accountId: string,
  caller: CallingPrincipal,
  input: iam.GetUserRequest,
): Promise<Result<iam.GetUserResponse, IdentityError>> {
  const named = userNameOf(caller, input.UserName);
  if (!named.ok) return named;
  const name = named.value;
  if (name === null) {
    const root = { UserId: caller.id, Arn: caller.arn, CreateDate: new Date(0) };
    return ok({ User: root as iam.User });
  }
  const found = await findPrincipal(uow, accountId, 'user', name);
  return found.ok ? ok({ User: presentTaggedUser(found.value) }) : found;
}
