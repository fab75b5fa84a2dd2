import { fail, modelTemplate, ok, unknownModel, type Owner, type Result } from '#libs/api-definition';
import type { GetModelTemplateRequest, Template } from '#libs/aws-wire';
import { models, type UnitOfWork } from '#libs/persistence';

export async function getModelTemplate(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, modelName }: GetModelTemplateRequest,
): Promise<Result<Template>> {
  const model = await models.findOwned(uow, owner, restApiId, modelName);
  if (!model) return fail(unknownModel(modelName));
  return ok({ value: modelTemplate(model, await models.all(uow, restApiId)) });
}
