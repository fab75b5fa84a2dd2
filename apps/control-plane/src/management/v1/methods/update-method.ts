import { applyPatch, methodPatch, ok, validateMethod, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { methods, type UnitOfWork } from '#libs/persistence';
import { lockMethod } from './find-method.js';
import { presentMethod } from './method.presenter.js';
import { referencesOf } from './references-of.js';

export async function updateMethod(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.UpdateMethodRequest,
): Promise<Result<v1.Method>> {
  const before = await lockMethod(uow, owner, input);
  if (!before.ok) return before;
  const patched = applyPatch(before.value, input.patchOperations, methodPatch);
  if (!patched.ok) return patched;
  const valid = validateMethod(patched.value, await referencesOf(uow, input.restApiId, patched.value));
  if (!valid.ok) return valid;
  await methods.update(uow, valid.value);
  return ok(presentMethod(valid.value));
}
