import {
  applyPatch,
  fail,
  ok,
  restApiNotFound,
  restApiPatch,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { securityPolicyValues, type RestApi as WireRestApi, type UpdateRestApiRequest } from '#libs/aws-wire';
import { restApis, type UnitOfWork } from '#libs/persistence';
import { presentRestApi } from './rest-api.presenter.js';

export async function updateRestApi(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, patchOperations }: UpdateRestApiRequest,
): Promise<Result<WireRestApi>> {
  const before = await restApis.lock(uow, owner, restApiId);
  if (!before) return fail(restApiNotFound(owner, restApiId));
  const patched = applyPatch(before, patchOperations, restApiPatch(securityPolicyValues));
  if (!patched.ok) return patched;
  await restApis.update(uow, patched.value);
  return ok(presentRestApi(patched.value, 'shown'));
}
