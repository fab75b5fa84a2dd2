import { badRequest, fail, ok, unknownResource, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { resources, restApis, type UnitOfWork } from '#libs/persistence';

/** DeleteResource, with its subtree and their methods. */
export async function deleteResource(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, resourceId }: v1.DeleteResourceRequest,
): Promise<Result<void>> {
  const restApi = await restApis.lock(uow, owner, restApiId);
  if (!restApi || !(await resources.find(uow, restApiId, resourceId))) return fail(unknownResource());
  if (resourceId === restApi.rootResourceId) return fail(badRequest('Root resource cannot be deleted.'));
  await resources.remove(uow, restApiId, resourceId);
  return ok(undefined);
}
