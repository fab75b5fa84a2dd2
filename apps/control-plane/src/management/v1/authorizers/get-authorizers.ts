import { fail, ok, restApiNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { authorizers, restApis, type UnitOfWork } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { presentAuthorizer } from './authorizer.presenter.js';

export async function getAuthorizers(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetAuthorizersRequest,
): Promise<Result<v1.Authorizers>> {
  const { restApiId } = input;
  if (!(await restApis.find(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const { items, position } = await page(
    input,
    (wanted) => authorizers.list(uow, restApiId, wanted),
    ({ id }) => id,
  );
  return ok({ item: items.map(presentAuthorizer), ...(position !== undefined && { position }) });
}
