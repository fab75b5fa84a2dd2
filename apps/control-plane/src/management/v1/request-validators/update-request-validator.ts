import {
  applyPatch,
  fail,
  ok,
  requestValidatorPatchPaths,
  unknownRequestValidator,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { requestValidators, restApis, type UnitOfWork } from '#libs/persistence';
import { presentRequestValidator } from './request-validator.presenter.js';

export async function updateRequestValidator(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, requestValidatorId, patchOperations }: v1.UpdateRequestValidatorRequest,
): Promise<Result<v1.RequestValidator>> {
  const restApi = await restApis.lock(uow, owner, restApiId);
  const before = restApi && (await requestValidators.find(uow, restApiId, requestValidatorId));
  if (!before) return fail(unknownRequestValidator);
  const patched = applyPatch(before, patchOperations, requestValidatorPatchPaths);
  if (!patched.ok) return patched;
  await requestValidators.update(uow, patched.value);
  return ok(presentRequestValidator(patched.value));
}
