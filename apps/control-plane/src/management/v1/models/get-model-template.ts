import { fail, modelTemplate, ok, unknownModel, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { models, type UnitOfWork } from '#libs/persistence';

export async function getModelTemplate(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, modelName }: v1.GetModelTemplateRequest,
): Promise<Result<v1.Template>> {
  const model = await models.findOwned(uow, owner, restApiId, modelName);
  if (!model) return fail(unknownModel(modelName));
  return ok({ value: modelTemplate(model, await models.all(uow, restApiId)) });
}
