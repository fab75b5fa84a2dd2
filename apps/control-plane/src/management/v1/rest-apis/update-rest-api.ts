import {
  applyPatch,
  fail,
  ok,
  restApiNotFound,
  restApiPatch,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { v1 } from '#libs/aws-wire';
import { restApis, type UnitOfWork } from '#libs/persistence';
import { presentRestApi } from './rest-api.presenter.js';

export async function updateRestApi(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, patchOperations }: v1.UpdateRestApiRequest,
): Promise<Result<v1.RestApi>> {
  const before = await restApis.lock(uow, owner, restApiId);
  if (!before) return fail(restApiNotFound(owner, restApiId));
  const patched = applyPatch(before, patchOperations, restApiPatch(v1.securityPolicyValues));
  if (!patched.ok) return patched;
  await restApis.update(uow, patched.value);
  return ok(presentRestApi(patched.value, 'shown'));
}
