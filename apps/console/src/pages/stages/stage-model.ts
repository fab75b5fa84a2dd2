import type { Stage as RestStage } from '../../wire/generated/apigateway.js';
import type { Stage as StageV2 } from '../../wire/generated/apigatewayv2.js';
import { typedOfEveryRoute, typedOfMethod, type TypedSettings } from './typed-settings.js';

/** What stages of both versions have alike. */
export interface StageModel {
  readonly stageName: string;
  readonly deploymentId: string | null;
  readonly description: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Of all methods or routes that have none of their own. */
  readonly settings: TypedSettings;
  readonly accessLogArn: string;
  readonly accessLogFormat: string;
  readonly isTraced: boolean;
  readonly deploysItself: boolean;
  /** Made by a quick create: it can be neither changed nor deleted. */
  readonly isManaged: boolean;
  readonly certificateId: string | null;
  readonly webAclArn: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly lastUpdated: number | string | undefined;
}

/** A stage of a REST API; what holds for all its methods is under `*` + `/*`. */
export const modelOfRest = (stage: RestStage): StageModel => ({
  stageName: stage.stageName ?? '',
  deploymentId: stage.deploymentId ?? null,
  description: stage.description ?? '',
  variables: stage.variables ?? {},
  settings: typedOfMethod(stage.methodSettings?.['*/*']),
  accessLogArn: stage.accessLogSettings?.destinationArn ?? '',
  accessLogFormat: stage.accessLogSettings?.format ?? '',
  isTraced: stage.tracingEnabled ?? false,
  deploysItself: false,
  isManaged: false,
  certificateId: stage.clientCertificateId ?? null,
  webAclArn: stage.webAclArn ?? '',
  tags: stage.tags ?? {},
  lastUpdated: stage.lastUpdatedDate,
});

/** A stage of an HTTP or WebSocket API. */
export const modelOfV2 = (stage: StageV2): StageModel => ({
  stageName: stage.stageName ?? '',
  deploymentId: stage.deploymentId ?? null,
  description: stage.description ?? '',
  variables: stage.stageVariables ?? {},
  settings: typedOfEveryRoute(stage.defaultRouteSettings),
  accessLogArn: stage.accessLogSettings?.destinationArn ?? '',
  accessLogFormat: stage.accessLogSettings?.format ?? '',
  isTraced: false,
  deploysItself: stage.autoDeploy ?? false,
  isManaged: stage.apiGatewayManaged ?? false,
  certificateId: stage.clientCertificateId ?? null,
  webAclArn: '',
  tags: stage.tags ?? {},
  lastUpdated: stage.lastUpdatedDate,
});
