import { randomBytes } from 'node:crypto';
import {
  createRequestValidator as decideRequestValidator,
  fail,
  idLengths,
  newId,
  ok,
  unknownApiOfRequestValidator,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { requestValidators, restApis, type UnitOfWork } from '#libs/persistence';
import { presentRequestValidator } from './request-validator.presenter.js';

export async function createRequestValidator(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.CreateRequestValidatorRequest,
): Promise<Result<v1.RequestValidator>> {
  if (!(await restApis.lock(uow, owner, input.restApiId))) return fail(unknownApiOfRequestValidator);
  const created = decideRequestValidator({ ...input, id: newId(idLengths.other, randomBytes) });
  if (!created.ok) return created;
  await requestValidators.insert(uow, [created.value]);
  return ok(presentRequestValidator(created.value));
}
