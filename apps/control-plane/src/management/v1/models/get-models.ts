import { fail, ok, restApiNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { models, restApis, type UnitOfWork } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { presentModel } from './model.presenter.js';

export async function getModels(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetModelsRequest,
): Promise<Result<v1.Models>> {
  const { restApiId } = input;
  if (!(await restApis.find(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const { items, position } = await page(
    input,
    (wanted) => models.list(uow, restApiId, wanted),
    ({ name }) => name,
  );
  return ok({ item: items.map(presentModel), ...(position !== undefined && { position }) });
}
