import {
  applyPatch,
  authorizerNameTaken,
  authorizerPatchPaths,
  checkAuthorizer,
  fail,
  ok,
  unknownAuthorizer,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { authorizers, restApis, type UnitOfWork } from '#libs/persistence';
import { presentAuthorizer } from './authorizer.presenter.js';

export async function updateAuthorizer(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, authorizerId, patchOperations }: v1.UpdateAuthorizerRequest,
): Promise<Result<v1.Authorizer>> {
  const restApi = await restApis.lock(uow, owner, restApiId);
  const before = restApi && (await authorizers.find(uow, restApiId, authorizerId));
  if (!before) return fail(unknownAuthorizer);
  const patched = applyPatch(before, patchOperations, authorizerPatchPaths);
  if (!patched.ok) return patched;
  const after = checkAuthorizer(patched.value);
  if (!after.ok) return after;
  const { name } = after.value;
  if (name !== before.name && (await authorizers.isNameTaken(uow, restApiId, name))) {
    return fail(authorizerNameTaken(name));
  }
  await authorizers.update(uow, after.value);
  return ok(presentAuthorizer(after.value));
}
