import { fail, ok, type Result } from '#libs/api-definition';
import { noSuchPrincipal, type IdentityError, type PrincipalKind, type PrincipalOf } from '#libs/identity';
import { principals, type UnitOfWork } from '#libs/persistence';

type Found<K extends PrincipalKind> = Promise<Result<PrincipalOf<K>, IdentityError>>;

export async function findPrincipal<K extends PrincipalKind>(
  uow: UnitOfWork,
  accountId: string,
  kind: K,
  name: string,
): Found<K> {
  const found = await principals.find(uow, accountId, kind, name);
  return found ? ok(found) : fail(noSuchPrincipal(kind, name));
}

/** Nobody else can change it, or what hangs on it, until the transaction ends. */
export async function lockPrincipal<K extends PrincipalKind>(
  uow: UnitOfWork,
  accountId: string,
  kind: K,
  name: string,
): Found<K> {
  const found = await principals.lock(uow, accountId, kind, name);
  return found ? ok(found) : fail(noSuchPrincipal(kind, name));
}
