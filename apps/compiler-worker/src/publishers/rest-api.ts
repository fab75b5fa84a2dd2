import { canaryTrials, deployments, restApis, stages, type UnitOfWork } from '#libs/persistence';
import { isOnTrial } from '#libs/api-definition';
import { compileMissing } from './compile-missing.js';
import type { CompiledDeployment } from './deployment-documents.js';
import type { Publisher } from './publisher.js';
import { restApiDocuments, type PublishableRestApi } from './rest-api-documents.js';

/** Compiles what is not compiled of a RestApi; its snapshots and stages. */
export const restApiPublisher: Publisher<'publish-rest-api', ReadonlyMap<string, CompiledDeployment>> = {
  prepare: (database, { restApiId }) => compileMissing(database, restApiId),
  async documents(uow, { restApiId }, compiled) {
    const present = await read(uow, restApiId);
    const wanted = restApiDocuments(present, compiled);
    if (wanted.uncompiled.length > 0) return 'changed meanwhile';
    for (const { deployment } of present.states) {
      const now = compiled.get(deployment.id);
      if (now?.snapshot) await deployments.recordCompiled(uow, restApiId, deployment.id, now.snapshot.name);
      else if (now?.error) await deployments.recordCompileError(uow, restApiId, deployment.id, now.error);
    }
    return wanted;
  },
};

async function read(uow: UnitOfWork, restApiId: string): Promise<PublishableRestApi> {
  const restApi = await restApis.findAnywhere(uow, restApiId);
  if (!restApi) {
    return { restApiId, owner: null, name: '', tags: {}, states: [], stages: [], trials: new Map() };
  }
  // Stages first: a stage never points to a Deployment that was made after it was read.
  const stagesNow = await stages.all(uow, restApiId);
  const states = await deployments.compilationStates(uow, restApiId);
  const { owner, name, tags } = restApi;
  const trials = await canaryTrials.keep(uow, restApiId, stagesNow.filter(isOnTrial));
  return { restApiId, owner, name, tags, states, stages: stagesNow, trials };
}
