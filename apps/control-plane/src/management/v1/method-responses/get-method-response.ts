import { findMethodResponse, ok, type Owner, type Result } from '#libs/api-definition';
import type { GetMethodResponseRequest, MethodResponse as WireMethodResponse } from '#libs/aws-wire';
import type { UnitOfWork } from '#libs/persistence';
import { findMethod } from '../methods/find-method.js';
import { presentMethodResponse } from '../methods/method.presenter.js';

export async function getMethodResponse(
  uow: UnitOfWork,
  owner: Owner,
  input: GetMethodResponseRequest,
): Promise<Result<WireMethodResponse>> {
  const method = await findMethod(uow, owner, input);
  if (!method.ok) return method;
  const found = findMethodResponse(method.value, input.statusCode);
  return found.ok ? ok(presentMethodResponse(found.value)) : found;
}
