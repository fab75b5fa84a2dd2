import {
  applyPatch,
  fail,
  modelPatchPaths,
  ok,
  unknownModel,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { models, restApis, type UnitOfWork } from '#libs/persistence';
import { presentModel } from './model.presenter.js';

export async function updateModel(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, modelName, patchOperations }: v1.UpdateModelRequest,
): Promise<Result<v1.Model>> {
  const restApi = await restApis.lock(uow, owner, restApiId);
  const before = restApi && (await models.find(uow, restApiId, modelName));
  if (!before) return fail(unknownModel(modelName));
  const patched = applyPatch(before, patchOperations, modelPatchPaths);
  if (!patched.ok) return patched;
  await models.update(uow, patched.value);
  return ok(presentModel(patched.value));
}
