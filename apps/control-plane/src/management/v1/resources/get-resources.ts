import { fail, ok, restApiNotFound, type Owner, type Result } from '#libs/api-definition';
import type { GetResourcesRequest, Resources as WireResources } from '#libs/aws-wire';
import { resources, restApis, type UnitOfWork } from '#libs/persistence';
import { page } from '../../http/page.js';
import { presentWithMethods } from './resource-methods.js';

export async function getResources(
  uow: UnitOfWork,
  owner: Owner,
  input: GetResourcesRequest,
): Promise<Result<WireResources>> {
  const { restApiId, embed } = input;
  if (!(await restApis.find(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const { items, position } = await page(
    input,
    (wanted) => resources.list(uow, restApiId, wanted),
    ({ id }) => id,
  );
  return ok({
    item: await presentWithMethods(uow, restApiId, items, embed),
    ...(position !== undefined && { position }),
  });
}
