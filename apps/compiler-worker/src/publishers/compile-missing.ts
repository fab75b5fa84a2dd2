import type { FrozenDefinition } from '#libs/api-definition';
import { deployments, publishedDocuments, stages, type Database, type UnitOfWork } from '#libs/persistence';
import { compileDeployment } from '#libs/snapshot-compiler';
import type { RestSnapshot } from '#libs/snapshot-format';
import { outcomeOf, type CompiledDeployment } from './deployment-documents.js';

/**
 * Compiles the Deployments of a RestApi that have no published snapshot yet, by id, and those whose snapshot
 * is of before there was a cache, once a stage that has one serves them. Outside any transaction: it may take
 * long, and a definition once frozen does not change.
 */
export function compileMissing(
  database: Database,
  restApiId: string,
): Promise<ReadonlyMap<string, CompiledDeployment>> {
  return database.read(async (uow) => {
    const published = await publishedDocuments.ofSubject(uow, `restapi/${restApiId}`);
    const live = new Set(published.filter(({ deleted }) => !deleted).map(({ name }) => name));
    const cached = await cachedDeployments(uow, restApiId);
    const compiled = new Map<string, CompiledDeployment>();
    for (const { deployment, snapshotDigest, compileError } of await deployments.compilationStates(
      uow,
      restApiId,
    )) {
      if (compileError !== null) continue;
      if (snapshotDigest !== null && live.has(snapshotDigest)) {
        if (!cached.has(deployment.id) || (await hasCacheKeys(uow, snapshotDigest))) continue;
      }
      const definition = await deployments.definitionOf(uow, restApiId, deployment.id);
      // Deleted a moment ago otherwise: the transaction that publishes will not find it either.
      if (definition !== undefined) {
        const compilation = compileDeployment(JSON.parse(definition) as FrozenDefinition);
        compiled.set(deployment.id, outcomeOf(compilation));
      }
    }
    return compiled;
  });
}

/** Those that stages with a cache serve. */
async function cachedDeployments(uow: UnitOfWork, restApiId: string): Promise<ReadonlySet<string>> {
  const caching = (await stages.all(uow, restApiId)).filter(({ cacheClusterEnabled }) => cacheClusterEnabled);
  const ids = caching.flatMap(({ deploymentId, canarySettings }) =>
    canarySettings === null ? [deploymentId] : [deploymentId, canarySettings.deploymentId],
  );
  return new Set(ids);
}

async function hasCacheKeys(uow: UnitOfWork, digest: string): Promise<boolean> {
  const published = await publishedDocuments.find(uow, { kind: 'snapshot', name: digest });
  if (published?.body == null) return false;
  const { routes } = JSON.parse(published.body) as RestSnapshot;
  return routes.every(({ methods }) =>
    Object.values(methods).every(({ cacheKey }) => cacheKey !== undefined),
  );
}
