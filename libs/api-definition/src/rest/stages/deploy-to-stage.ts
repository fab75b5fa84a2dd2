import { changeCacheCluster } from './cache-cluster.js';
import { createCanary, createStage, wantedCacheCluster, type NewCanary } from './create-stage.js';
import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import { checkStageVariables } from './stage-variables.js';
import type { Stage } from './stage.js';

/** What CreateDeployment says about the stage that it deploys to. */
export interface StageOfDeployment {
  readonly restApiId: string;
  readonly stageName: string;
  readonly deploymentId: string;
  readonly stageDescription?: string | null;
  readonly cacheClusterEnabled?: boolean | null;
  readonly cacheClusterSize?: string | null;
  readonly variables?: Readonly<Record<string, string>> | null;
  readonly canarySettings?: Omit<NewCanary, 'deploymentId'> | null;
  readonly tracingEnabled?: boolean | null;
}

/**
 * The Stage after a deployment to it (recorded: deployments, canary settings): a new one, or the existing one
 * moved. Members that are given replace those of an existing stage. With canary settings the deployment
 * becomes the canary's and the stage keeps its own; while a canary exists a plain deployment goes to the
 * canary too (developer guide: canary release).
 */
export function deployToStage(
  existing: Stage | null,
  given: StageOfDeployment,
  nowMs: number,
): Result<Stage> {
  const { stageName, deploymentId, canarySettings } = given;
  if (!existing) {
    return canarySettings
      ? fail(canaryNeedsStage(stageName))
      : createStage(
          { ...given, description: given.stageDescription, canarySettings: null },
          { knownDeploymentIds: new Set([deploymentId]), nowMs },
        );
  }
  const variables = checkStageVariables(given.variables ?? existing.variables);
  if (!variables.ok) return variables;
  const cluster = changeCacheCluster(existing, wantedCacheCluster(given));
  if (!cluster.ok) return cluster;
  const described: Stage = {
    ...existing,
    description: given.stageDescription || existing.description,
    variables: variables.value,
    tracingEnabled: given.tracingEnabled ?? existing.tracingEnabled,
    ...cluster.value,
    lastUpdatedAtMs: nowMs,
  };
  if (canarySettings) {
    const canary = createCanary(existing, { ...canarySettings, deploymentId }, new Set([deploymentId]));
    return canary.ok ? ok({ ...described, canarySettings: canary.value }) : canary;
  }
  return ok(
    existing.canarySettings
      ? { ...described, canarySettings: { ...existing.canarySettings, deploymentId } }
      : { ...described, deploymentId },
  );
}

/**
 * A canary deployment that names no stage; `stageName` is printed as it was sent (recorded: canary settings).
 */
export const canaryNeedsStageName = (stageName: string | null) =>
  badRequest(
    'Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. ' +
      `Provided value is ${stageName}`,
  );

const canaryNeedsStage = (stageName: string) =>
  badRequest(
    `Invalid deployment content specified.Stage ${stageName} must already be created before making a canary release deployment`,
  );
