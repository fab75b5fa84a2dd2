import type { FrozenHttpDefinition } from '#libs/api-definition';
import {
  httpApis,
  httpDeployments,
  httpStages,
  publishedDocuments,
  type Database,
  type UnitOfWork,
} from '#libs/persistence';
import { compileApiDeployment } from '#libs/snapshot-compiler';
import { outcomeOf, type CompiledDeployment } from './deployment-documents.js';
import { httpApiDocuments, httpApiSubject, type PublishableHttpApi } from './http-api-documents.js';
import type { Publisher } from './publisher.js';

/** Compiles what is not compiled of an API of version 2; its snapshots and stages. */
export const httpApiPublisher: Publisher<'publish-http-api', ReadonlyMap<string, CompiledDeployment>> = {
  prepare: (database, { apiId }) => compileMissing(database, apiId),
  async documents(uow, { apiId }, compiled) {
    const present = await read(uow, apiId);
    const wanted = httpApiDocuments(present, compiled);
    if (wanted.uncompiled.length > 0) return 'changed meanwhile';
    for (const { deployment } of present.states) {
      const { deploymentId } = deployment;
      const now = compiled.get(deploymentId);
      if (now?.snapshot) await httpDeployments.recordCompiled(uow, apiId, deploymentId, now.snapshot.name);
      else if (now?.error) await httpDeployments.recordCompileError(uow, apiId, deploymentId, now.error);
    }
    return wanted;
  },
};

/**
 * Compiles the deployments of an API that have no published snapshot yet, by id. Outside any transaction: it
 * may take long, and a definition once frozen does not change.
 */
function compileMissing(database: Database, apiId: string): Promise<ReadonlyMap<string, CompiledDeployment>> {
  return database.read(async (uow) => {
    const published = await publishedDocuments.ofSubject(uow, httpApiSubject(apiId));
    const live = new Set(published.filter(({ deleted }) => !deleted).map(({ name }) => name));
    const compiled = new Map<string, CompiledDeployment>();
    for (const state of await httpDeployments.compilationStates(uow, apiId)) {
      const { snapshotDigest, compileError } = state;
      if (compileError !== null || (snapshotDigest !== null && live.has(snapshotDigest))) continue;
      const { deploymentId } = state.deployment;
      const definition = await httpDeployments.definitionOf(uow, apiId, deploymentId);
      // Deleted a moment ago otherwise: the transaction that publishes will not find it either.
      if (definition === undefined) continue;
      const frozen = JSON.parse(definition) as FrozenHttpDefinition;
      compiled.set(deploymentId, outcomeOf(compileApiDeployment(frozen)));
    }
    return compiled;
  });
}

async function read(uow: UnitOfWork, apiId: string): Promise<PublishableHttpApi> {
  const api = (await httpApis.findAnywhere(uow, apiId)) ?? null;
  if (api === null) return { apiId, api, states: [], stages: [] };
  // Stages first: a stage never points to a deployment that was made after it was read.
  const stages = await httpStages.all(uow, apiId);
  return { apiId, api, states: await httpDeployments.compilationStates(uow, apiId), stages };
}
