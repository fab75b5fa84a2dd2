import { ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { methods, type UnitOfWork } from '#libs/persistence';
import { lockMethod } from './find-method.js';

export async function deleteMethod(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.DeleteMethodRequest,
): Promise<Result<void>> {
  const method = await lockMethod(uow, owner, input);
  if (!method.ok) return method;
  await methods.remove(uow, input.restApiId, input.resourceId, input.httpMethod);
  return ok(undefined);
}
