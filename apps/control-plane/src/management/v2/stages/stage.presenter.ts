import type { HttpStage } from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';

/** A stage as version 2 shows it; members that are not set are absent. */
export const presentHttpStage = (stage: HttpStage): v2.Stage => ({
  accessLogSettings: stage.accessLogSettings
    ? {
        destinationArn: stage.accessLogSettings.destinationArn ?? undefined,
        format: stage.accessLogSettings.format ?? undefined,
      }
    : undefined,
  ...(stage.apiGatewayManaged && { apiGatewayManaged: true }),
  autoDeploy: stage.autoDeploy,
  clientCertificateId: stage.clientCertificateId ?? undefined,
  createdDate: new Date(stage.createdAtMs).toISOString(),
  defaultRouteSettings: { ...stage.defaultRouteSettings },
  deploymentId: stage.deploymentId ?? undefined,
  description: stage.description ?? undefined,
  lastDeploymentStatusMessage: stage.lastDeploymentStatusMessage ?? undefined,
  lastUpdatedDate: new Date(stage.lastUpdatedAtMs).toISOString(),
  routeSettings: Object.fromEntries(
    Object.entries(stage.routeSettings).map(([routeKey, settings]) => [routeKey, { ...settings }]),
  ),
  stageName: stage.stageName,
  stageVariables: { ...stage.stageVariables },
  tags: { ...stage.tags },
});
