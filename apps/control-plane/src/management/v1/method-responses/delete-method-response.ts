import { ok, removeMethodResponse, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { methods, type UnitOfWork } from '#libs/persistence';
import { lockMethod } from '../methods/find-method.js';

export async function deleteMethodResponse(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.DeleteMethodResponseRequest,
): Promise<Result<void>> {
  const method = await lockMethod(uow, owner, input);
  if (!method.ok) return method;
  const changed = removeMethodResponse(method.value, input.statusCode);
  if (!changed.ok) return changed;
  await methods.update(uow, changed.value);
  return ok(undefined);
}
