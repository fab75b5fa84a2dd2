import {
  checkRequestValidatorDeletion,
  fail,
  ok,
  unknownRequestValidator,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { requestValidators, restApis, type UnitOfWork } from '#libs/persistence';
import { methodsWithPaths } from '../methods/methods-with-paths.js';

export async function deleteRequestValidator(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, requestValidatorId }: v1.DeleteRequestValidatorRequest,
): Promise<Result<void>> {
  const restApi = await restApis.lock(uow, owner, restApiId);
  const validator = restApi && (await requestValidators.find(uow, restApiId, requestValidatorId));
  if (!validator) return fail(unknownRequestValidator);
  const unused = checkRequestValidatorDeletion(validator, await methodsWithPaths(uow, restApiId));
  if (!unused.ok) return unused;
  await requestValidators.remove(uow, restApiId, requestValidatorId);
  return ok(undefined);
}
