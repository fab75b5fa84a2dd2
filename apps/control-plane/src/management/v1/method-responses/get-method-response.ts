import { findMethodResponse, ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import type { UnitOfWork } from '#libs/persistence';
import { findMethod } from '../methods/find-method.js';
import { presentMethodResponse } from '../methods/method.presenter.js';

export async function getMethodResponse(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetMethodResponseRequest,
): Promise<Result<v1.MethodResponse>> {
  const method = await findMethod(uow, owner, input);
  if (!method.ok) return method;
  const found = findMethodResponse(method.value, input.statusCode);
  return found.ok ? ok(presentMethodResponse(found.value)) : found;
}
