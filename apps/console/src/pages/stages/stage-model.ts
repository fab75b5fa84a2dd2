import type { Stage as RestStage } from '../../wire/generated/apigateway.js';
import type { Stage as StageV2 } from '../../wire/generated/apigatewayv2.js';

/** What stages of both versions have alike. */
export interface StageModel {
  readonly stageName: string;
  readonly deploymentId: string | null;
  readonly description: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Requests a second and at once; null: only the account's. */
  readonly rateLimit: number | null;
  readonly burstLimit: number | null;
  readonly logging: string;
  readonly hasDetailedMetrics: boolean;
  readonly accessLogArn: string;
  readonly accessLogFormat: string;
  readonly isTraced: boolean;
  readonly deploysItself: boolean;
  readonly lastUpdated: number | string | undefined;
}

/** A stage of a REST API; what holds for all its methods is under `*` + `/*`. */
export function modelOfRest(stage: RestStage): StageModel {
  const all = stage.methodSettings?.['*/*'];
  return {
    stageName: stage.stageName ?? '',
    deploymentId: stage.deploymentId ?? null,
    description: stage.description ?? '',
    variables: stage.variables ?? {},
    rateLimit: limitOf(all?.throttlingRateLimit),
    burstLimit: limitOf(all?.throttlingBurstLimit),
    logging: all?.loggingLevel ?? 'OFF',
    hasDetailedMetrics: all?.metricsEnabled ?? false,
    accessLogArn: stage.accessLogSettings?.destinationArn ?? '',
    accessLogFormat: stage.accessLogSettings?.format ?? '',
    isTraced: stage.tracingEnabled ?? false,
    deploysItself: false,
    lastUpdated: stage.lastUpdatedDate,
  };
}

/** A stage of an HTTP or WebSocket API. */
export function modelOfV2(stage: StageV2): StageModel {
  const all = stage.defaultRouteSettings;
  return {
    stageName: stage.stageName ?? '',
    deploymentId: stage.deploymentId ?? null,
    description: stage.description ?? '',
    variables: stage.stageVariables ?? {},
    rateLimit: limitOf(all?.throttlingRateLimit),
    burstLimit: limitOf(all?.throttlingBurstLimit),
    logging: all?.loggingLevel ?? 'OFF',
    hasDetailedMetrics: all?.detailedMetricsEnabled ?? false,
    accessLogArn: stage.accessLogSettings?.destinationArn ?? '',
    accessLogFormat: stage.accessLogSettings?.format ?? '',
    isTraced: false,
    deploysItself: stage.autoDeploy ?? false,
    lastUpdated: stage.lastUpdatedDate,
  };
}

/** -1 is how v1 says that there is none. */
const limitOf = (limit: number | undefined): number | null =>
  limit === undefined || limit < 0 ? null : limit;
