import { webAclArn, type CanarySettings, type MethodSetting, type Stage } from '#libs/api-definition';
import { epochSeconds, type v1 } from '#libs/aws-wire';

/** A Stage as AWS shows it; members that are not set are absent (recorded: stages, canary settings). */
export function presentStage(stage: Stage): v1.Stage {
  return {
    deploymentId: stage.deploymentId,
    clientCertificateId: stage.clientCertificateId ?? undefined,
    stageName: stage.stageName,
    description: stage.description ?? undefined,
    cacheClusterEnabled: stage.cacheClusterEnabled,
    // Written by the patch and create functions only, which admit AWS's values alone.
    cacheClusterSize: (stage.cacheClusterSize ?? undefined) as v1.Stage['cacheClusterSize'],
    cacheClusterStatus: stage.cacheClusterStatus,
    methodSettings: Object.fromEntries(
      Object.entries(stage.methodSettings).map(([key, setting]) => [key, presentMethodSetting(setting)]),
    ),
    variables: stage.variables ? { ...stage.variables } : undefined,
    documentationVersion: stage.documentationVersion ?? undefined,
    accessLogSettings: stage.accessLogSettings
      ? {
          format: stage.accessLogSettings.format ?? undefined,
          destinationArn: stage.accessLogSettings.destinationArn ?? undefined,
        }
      : undefined,
    canarySettings: stage.canarySettings ? presentCanary(stage.canarySettings) : undefined,
    tracingEnabled: stage.tracingEnabled,
    webAclArn: webAclArn(stage.tags) ?? undefined,
    tags: Object.keys(stage.tags).length > 0 ? { ...stage.tags } : undefined,
    createdDate: epochSeconds(stage.createdAtMs),
    lastUpdatedDate: epochSeconds(stage.lastUpdatedAtMs),
  };
}

const presentMethodSetting = (setting: MethodSetting) =>
  ({
    ...setting,
    loggingLevel: setting.loggingLevel ?? undefined,
  }) as NonNullable<v1.Stage['methodSettings']>[string];

const presentCanary = ({ stageVariableOverrides, ...canary }: CanarySettings) => ({
  ...canary,
  stageVariableOverrides: stageVariableOverrides ? { ...stageVariableOverrides } : undefined,
});
