import {
  applyPatch,
  findMethodResponse,
  methodResponsePatch,
  ok,
  withMethodResponse,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { methods, type UnitOfWork } from '#libs/persistence';
import { lockMethod } from '../methods/find-method.js';
import { presentMethodResponse } from '../methods/method.presenter.js';
import { referencesOf } from '../methods/references-of.js';

export async function updateMethodResponse(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.UpdateMethodResponseRequest,
): Promise<Result<v1.MethodResponse>> {
  const method = await lockMethod(uow, owner, input);
  if (!method.ok) return method;
  const before = findMethodResponse(method.value, input.statusCode);
  if (!before.ok) return before;
  const patched = applyPatch(before.value, input.patchOperations, methodResponsePatch);
  if (!patched.ok) return patched;
  const changed = withMethodResponse(
    method.value,
    patched.value,
    await referencesOf(uow, input.restApiId, patched.value),
  );
  if (!changed.ok) return changed;
  await methods.update(uow, changed.value);
  return ok(presentMethodResponse(patched.value));
}
