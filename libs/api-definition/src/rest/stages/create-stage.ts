import { changeCacheCluster, newCacheCluster } from './cache-cluster.js';
import { newCanary, unknownCanaryDeployment } from './canary.patch-paths.js';
import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import { deploymentNotFound } from '../../not-found.js';
import { checkTags } from '../../account/tags/tags.js';
import type { CanarySettings, Stage } from './stage.js';
import { checkStageName } from './stage-name.js';
import { checkStageVariables } from './stage-variables.js';

/** What CreateStage, and CreateDeployment for a stage that it makes, are given. */
export interface NewStage {
  readonly restApiId: string;
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description?: string | null;
  readonly cacheClusterEnabled?: boolean | null;
  readonly cacheClusterSize?: string | null;
  readonly variables?: Readonly<Record<string, string>> | null;
  readonly documentationVersion?: string | null;
  readonly canarySettings?: NewCanary | null;
  readonly tracingEnabled?: boolean | null;
  readonly tags?: Readonly<Record<string, string>> | null;
}

/** What CreateStage and CreateDeployment say of the cache. */
export const wantedCacheCluster = ({
  cacheClusterEnabled: enabled,
  cacheClusterSize: size,
}: Pick<NewStage, 'cacheClusterEnabled' | 'cacheClusterSize'>) => ({ enabled, size });

/** Canary settings as they are given; what is left out gets its default. */
export type NewCanary = { readonly [M in keyof CanarySettings]?: CanarySettings[M] | null };

/** A new Stage with AWS's defaults (recorded: stages). Whether the name is free is the caller's to see. */
export function createStage(
  given: NewStage,
  { knownDeploymentIds, nowMs }: { readonly knownDeploymentIds: ReadonlySet<string>; readonly nowMs: number },
): Result<Stage> {
  const name = checkStageName(given.stageName);
  if (!name.ok) return name;
  if (!knownDeploymentIds.has(given.deploymentId)) {
    return fail(deploymentNotFound);
  }
  const variables = checkStageVariables(given.variables ?? null);
  if (!variables.ok) return variables;
  const canary = given.canarySettings
    ? createCanary(given, given.canarySettings, knownDeploymentIds)
    : ok(null);
  if (!canary.ok) return canary;
  const cluster = changeCacheCluster(newCacheCluster(nowMs), wantedCacheCluster(given));
  if (!cluster.ok) return cluster;
  const tags = checkTags(given.tags ?? {});
  if (!tags.ok) return tags;
  return ok({
    restApiId: given.restApiId,
    stageName: given.stageName,
    deploymentId: given.deploymentId,
    description: given.description || null,
    createdAtMs: nowMs,
    lastUpdatedAtMs: nowMs,
    variables: variables.value,
    documentationVersion: given.documentationVersion || null,
    clientCertificateId: null,
    authorizersFlushed: 0,
    ...cluster.value,
    tracingEnabled: given.tracingEnabled ?? false,
    accessLogSettings: null,
    canarySettings: canary.value,
    methodSettings: {},
    tags: tags.value,
  });
}

/** Canary settings with defaults filled in; the deployment must exist (recorded: canary settings). */
export function createCanary(
  stage: Pick<Stage, 'deploymentId'>,
  given: NewCanary,
  knownDeploymentIds: ReadonlySet<string>,
): Result<CanarySettings> {
  const deploymentId = given.deploymentId ?? stage.deploymentId;
  if (!knownDeploymentIds.has(deploymentId)) return fail(unknownCanaryDeployment);
  const percentTraffic = given.percentTraffic ?? 0;
  if (!(percentTraffic >= 0 && percentTraffic <= 100)) {
    return fail(badRequest('Canary percentTraffic must be between 0.0 and 100.0'));
  }
  const overrides = checkStageVariables(given.stageVariableOverrides ?? null);
  if (!overrides.ok) return overrides;
  return ok({
    ...newCanary(stage),
    deploymentId,
    percentTraffic,
    stageVariableOverrides: overrides.value,
    useStageCache: given.useStageCache ?? false,
  });
}
