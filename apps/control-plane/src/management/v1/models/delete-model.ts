import { checkModelDeletion, fail, ok, unknownModel, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { methods, models, resources, restApis, type UnitOfWork } from '#libs/persistence';

export async function deleteModel(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, modelName }: v1.DeleteModelRequest,
): Promise<Result<void>> {
  const restApi = await restApis.lock(uow, owner, restApiId);
  if (!restApi || !(await models.find(uow, restApiId, modelName))) return fail(unknownModel(modelName));
  const unused = checkModelDeletion(modelName, {
    resources: await resources.all(uow, restApiId),
    methods: await methods.all(uow, restApiId),
    models: await models.all(uow, restApiId),
  });
  if (!unused.ok) return unused;
  await models.remove(uow, restApiId, modelName);
  return ok(undefined);
}
