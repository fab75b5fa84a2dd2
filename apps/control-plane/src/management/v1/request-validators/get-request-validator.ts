import { fail, ok, unknownRequestValidator, type Owner, type Result } from '#libs/api-definition';
import type { GetRequestValidatorRequest, RequestValidator as WireRequestValidator } from '#libs/aws-wire';
import { requestValidators, type UnitOfWork } from '#libs/persistence';
import { presentRequestValidator } from './request-validator.presenter.js';

export async function getRequestValidator(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, requestValidatorId }: GetRequestValidatorRequest,
): Promise<Result<WireRequestValidator>> {
  const validator = await requestValidators.findOwned(uow, owner, restApiId, requestValidatorId);
  return validator ? ok(presentRequestValidator(validator)) : fail(unknownRequestValidator);
}
