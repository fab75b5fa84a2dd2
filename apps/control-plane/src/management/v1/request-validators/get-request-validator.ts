import { fail, ok, unknownRequestValidator, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { requestValidators, type UnitOfWork } from '#libs/persistence';
import { presentRequestValidator } from './request-validator.presenter.js';

export async function getRequestValidator(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, requestValidatorId }: v1.GetRequestValidatorRequest,
): Promise<Result<v1.RequestValidator>> {
  const validator = await requestValidators.findOwned(uow, owner, restApiId, requestValidatorId);
  return validator ? ok(presentRequestValidator(validator)) : fail(unknownRequestValidator);
}
