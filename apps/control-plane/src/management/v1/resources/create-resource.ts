import { randomBytes } from 'node:crypto';
import {
  addResource,
  fail,
  idLengths,
  newId,
  ok,
  unknownResource,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { CreateResourceRequest, Resource as WireResource } from '#libs/aws-wire';
import { resources, restApis, type UnitOfWork } from '#libs/persistence';
import { presentResource } from './resource.presenter.js';

export async function createResource(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, parentId, pathPart }: CreateResourceRequest,
): Promise<Result<WireResource>> {
  if (!(await restApis.lock(uow, owner, restApiId))) return fail(unknownResource());
  const tree = await resources.all(uow, restApiId);
  const created = addResource(tree, { parentId, pathPart, id: newId(idLengths.other, randomBytes) });
  if (!created.ok) return created;
  await resources.insert(uow, [created.value]);
  return ok(presentResource(created.value));
}
