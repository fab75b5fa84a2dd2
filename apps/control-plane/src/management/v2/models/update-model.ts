import {
  checkHttpModel,
  checkHttpModelUnused,
  fail,
  httpModelNameTaken,
  httpModelNotFound,
  ok,
  updatedHttpModel,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpModels, type UnitOfWork } from '#libs/persistence';
import { modelUsers } from './model-users.js';
import { presentModel } from './model.presenter.js';

/** UpdateModel: what is not given stays. A model that something names keeps its name. */
export async function updateModel(
  uow: UnitOfWork,
  api: HttpApi,
  { modelId, ...input }: v2.UpdateModelRequest,
): Promise<Result<v2.UpdateModelResponse>> {
  const { apiId } = api;
  const before = await httpModels.find(uow, { apiId }, modelId);
  if (!before) return fail(httpModelNotFound);
  const model = checkHttpModel(updatedHttpModel(before, input), api);
  if (!model.ok) return model;
  const { name } = model.value;
  if (name !== before.name) {
    if (await httpModels.findBy(uow, { apiId }, { name })) return fail(httpModelNameTaken);
    const unused = checkHttpModelUnused(before.name, await modelUsers(uow, apiId));
    if (!unused.ok) return unused;
  }
  await httpModels.update(uow, model.value);
  return ok(presentModel(model.value));
}
