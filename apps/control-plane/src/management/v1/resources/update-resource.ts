import {
  applyPatch,
  fail,
  ok,
  placeResource,
  resourcePatch,
  unknownResource,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { resources, restApis, type UnitOfWork } from '#libs/persistence';
import { presentWithMethods } from './resource-methods.js';

/** UpdateResource: a move or a rename changes the paths of the whole subtree. */
export async function updateResource(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, resourceId, patchOperations }: v1.UpdateResourceRequest,
): Promise<Result<v1.Resource>> {
  if (!(await restApis.lock(uow, owner, restApiId))) return fail(unknownResource());
  const tree = await resources.all(uow, restApiId);
  const before = tree.find(({ id }) => id === resourceId);
  if (!before) return fail(unknownResource());
  const patched = applyPatch(before, patchOperations, resourcePatch);
  if (!patched.ok) return patched;
  const placed = placeResource(tree, patched.value);
  if (!placed.ok) return placed;
  for (const resource of placed.value) await resources.update(uow, resource);
  const [presented] = await presentWithMethods(uow, restApiId, [placed.value[0] ?? before], undefined);
  return ok(presented!);
}
