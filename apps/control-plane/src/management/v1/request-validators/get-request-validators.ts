import { fail, ok, restApiNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { requestValidators, restApis, type UnitOfWork } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { presentRequestValidator } from './request-validator.presenter.js';

export async function getRequestValidators(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetRequestValidatorsRequest,
): Promise<Result<v1.RequestValidators>> {
  const { restApiId } = input;
  if (!(await restApis.find(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const { items, position } = await page(
    input,
    (wanted) => requestValidators.list(uow, restApiId, wanted),
    ({ id }) => id,
  );
  return ok({ item: items.map(presentRequestValidator), ...(position !== undefined && { position }) });
}
