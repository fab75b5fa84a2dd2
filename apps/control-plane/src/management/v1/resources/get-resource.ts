import { fail, ok, unknownResource, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { resources, type UnitOfWork } from '#libs/persistence';
import { presentWithMethods } from './resource-methods.js';

export async function getResource(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, resourceId, embed }: v1.GetResourceRequest,
): Promise<Result<v1.Resource>> {
  const resource = await resources.findOwned(uow, owner, restApiId, resourceId);
  if (!resource) return fail(unknownResource());
  const [presented] = await presentWithMethods(uow, restApiId, [resource], embed);
  return ok(presented!);
}
