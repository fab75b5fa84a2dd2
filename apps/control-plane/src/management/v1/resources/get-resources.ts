import { fail, ok, restApiNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { resources, restApis, type UnitOfWork } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { presentWithMethods } from './resource-methods.js';
import { methodNames, presentResource } from './resource.presenter.js';

export async function getResources(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetResourcesRequest,
): Promise<Result<v1.Resources>> {
  const { restApiId, embed } = input;
  const { items, position } = await page(
    input,
    (wanted) => resources.listOwned(uow, owner, restApiId, wanted),
    ({ id }) => id,
  );
  // A RestApi has its root at least, but the page behind the last resource is empty.
  if (items.length === 0 && !(await restApis.find(uow, owner, restApiId)))
    return fail(restApiNotFound(owner, restApiId));
  return ok({
    item: embed?.includes('methods')
      ? await presentWithMethods(uow, restApiId, items, embed)
      : items.map((resource) => presentResource(resource, methodNames(resource.httpMethods))),
    ...(position !== undefined && { position }),
  });
}
