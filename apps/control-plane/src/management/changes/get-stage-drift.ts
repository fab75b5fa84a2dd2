import {
  deploymentNotFound,
  diffEntities,
  fail,
  ok,
  restApiNotFound,
  stageNotFound,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { UnitOfWork } from '#libs/persistence';
import type { ReleaseDrift, StageDrift } from './changes.dto.js';
import type { FindComparedApi } from './compared-api.js';

/** To be read consistently: a write in between would make a difference that never was. */
export async function getStageDrift(
  find: FindComparedApi,
  uow: UnitOfWork,
  owner: Owner,
  restApiId: string,
  stageName: string,
): Promise<Result<StageDrift>> {
  const api = await find(uow, owner, restApiId);
  if (!api) return fail(restApiNotFound(owner, restApiId));
  const served = await api.served(stageName);
  if (!served) return fail(stageNotFound);
  // A stage that waits for its first deployment has nothing to drift from.
  if (served.own === null) return fail(deploymentNotFound);
  const present = await api.present();
  const driftFrom = async (deploymentId: string): Promise<ReleaseDrift | null> => {
    const deployed = await api.deployed(deploymentId);
    return deployed
      ? {
          deploymentId,
          drifted: deployed.digest !== present.digest,
          deployedDigest: deployed.digest,
          ...diffEntities(deployed.entities, present.entities),
        }
      : null;
  };
  const own = await driftFrom(served.own);
  if (own === null) return fail(stageNotFound);
  const canary = served.canary === null ? null : await driftFrom(served.canary);
  return ok({ restApiId, stageName, ...own, definitionDigest: present.digest, ...(canary && { canary }) });
}
