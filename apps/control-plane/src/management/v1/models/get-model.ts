import { fail, flattenModel, ok, unknownModel, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { models, type UnitOfWork } from '#libs/persistence';
import { presentModel } from './model.presenter.js';

/** GetModel; with `flatten` the models that it refers to stand inside its schema. */
export async function getModel(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, modelName, flatten }: v1.GetModelRequest,
): Promise<Result<v1.Model>> {
  const model = await models.findOwned(uow, owner, restApiId, modelName);
  if (!model) return fail(unknownModel(modelName));
  if (!flatten) return ok(presentModel(model));
  return ok(presentModel({ ...model, schema: flattenModel(model, await models.all(uow, restApiId)) }));
}
