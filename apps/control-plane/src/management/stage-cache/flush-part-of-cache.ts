import {
  badRequest,
  fail,
  flushCache,
  flushCacheNamespaces,
  notFound,
  ok,
  stageNotFound,
  type Owner,
  type Result,
  type Stage,
} from '#libs/api-definition';
import { restApis, stages, type UnitOfWork } from '#libs/persistence';
import { methodCaches } from '#libs/snapshot-compiler';
import type { Publish } from '../../definition/publish.js';
import { servedDefinitions } from '../v1/stages/served-definitions.js';
import type { FlushedCache, PartOfCache } from './stage-cache.dto.js';

/**
 * Gateways serve nothing of what they kept below some namespaces; live on return. A stage without a cache has
 * nothing to drop, as with FlushStageCache.
 */
export async function flushPartOfCache(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  { restApiId, stageName, ...part }: { readonly restApiId: string; readonly stageName: string } & PartOfCache,
): Promise<Result<FlushedCache>> {
  const restApi = await restApis.lock(uow, owner, restApiId);
  const stage = restApi && (await stages.find(uow, restApiId, stageName));
  if (!stage) return fail(stageNotFound);
  const named = await namespacesOf(uow, stage, part);
  if (!named.ok) return named;
  const namespaces = named.value;
  const flushed = namespaces === null ? flushCache(stage) : flushCacheNamespaces(stage, namespaces);
  if (flushed !== stage) {
    await stages.update(uow, flushed);
    await publish(owner, 'publish-rest-api', { restApiId });
  }
  return ok({ restApiId, stageName, namespaces });
}

/** Null for everything. What no method is cached by is a mistake, and makes no document longer. */
async function namespacesOf(
  uow: UnitOfWork,
  stage: Stage,
  { path, namespace }: PartOfCache,
): Promise<Result<readonly string[] | null>> {
  if (path === undefined && namespace === undefined) return ok(null);
  if (path !== undefined && namespace !== undefined) {
    return fail(badRequest('Give a path or a namespace, not both'));
  }
  const served = await servedDefinitions(uow, stage);
  const found = served
    .flatMap(({ definition }) => methodCaches(definition, stage))
    .filter((method) => (path === undefined ? method.namespace === namespace : method.path === path))
    .map((method) => method.namespace);
  if (found.length > 0) return ok([...new Set(found)].sort());
  return fail(
    notFound(
      path === undefined
        ? `No method of stage ${stage.stageName} has the cache namespace ${namespace}`
        : `Stage ${stage.stageName} serves no resource ${path}`,
    ),
  );
}
