import type { FrozenDefinition, Stage } from '#libs/api-definition';
import { deployments, type UnitOfWork } from '#libs/persistence';

/** A deployment that a stage serves, by what it froze. */
export interface ServedDefinition {
  readonly deploymentId: string;
  readonly definition: FrozenDefinition;
}

/** What a stage serves: its deployment and, if that is another one, its canary's. */
export async function servedDefinitions(uow: UnitOfWork, stage: Stage): Promise<readonly ServedDefinition[]> {
  const ids = new Set([stage.deploymentId, stage.canarySettings?.deploymentId ?? stage.deploymentId]);
  const served: ServedDefinition[] = [];
  for (const deploymentId of ids) {
    const frozen = await deployments.definitionOf(uow, stage.restApiId, deploymentId);
    if (frozen === undefined) continue;
    served.push({ deploymentId, definition: JSON.parse(frozen) as FrozenDefinition });
  }
  return served;
}
