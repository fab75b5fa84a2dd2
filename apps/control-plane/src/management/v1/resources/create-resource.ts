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
import type { v1 } from '#libs/aws-wire';
import { resources, restApis, type UnitOfWork } from '#libs/persistence';
import type { Limits } from '../../../definition/limits.js';
import { presentResource } from './resource.presenter.js';

export async function createResource(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, parentId, pathPart }: v1.CreateResourceRequest,
  limits: Limits,
): Promise<Result<v1.Resource>> {
  // Sent together, run one after the other: the tree is read under the lock.
  const [restApi, tree] = await Promise.all([
    restApis.lock(uow, owner, restApiId),
    resources.all(uow, restApiId),
  ]);
  if (!restApi) return fail(unknownResource());
  const created = addResource(tree, { parentId, pathPart, id: newId(idLengths.other, randomBytes) });
  if (!created.ok) return created;
  await resources.insert(uow, [created.value]);
  const within = await limits.require(uow, 'resourcesPerRestApi', restApiId);
  if (!within.ok) return within;
  return ok(presentResource(created.value));
}
