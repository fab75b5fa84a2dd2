/** Settings of one route of a stage, or of all others. Members that were not given are missing. */
export interface RouteSettings {
  /** WEBSOCKET only, as is the level. */
  readonly dataTraceEnabled?: boolean;
  readonly detailedMetricsEnabled?: boolean;
  readonly loggingLevel?: 'ERROR' | 'INFO' | 'OFF';
  readonly throttlingBurstLimit?: number;
  /** Requests per second. */
  readonly throttlingRateLimit?: number;
}

/** The stage that answers at the root of the API's address. */
export const DEFAULT_STAGE = '$default';

/** A named, callable version of an API: points to one deployment, or waits for its first. */
export interface HttpStage {
  readonly apiId: string;
  readonly stageName: string;
  readonly deploymentId: string | null;
  /** Every change of the API is deployed to it at once. HTTP only. */
  readonly autoDeploy: boolean;
  /** Made by a quick create. */
  readonly apiGatewayManaged: boolean;
  readonly description: string | null;
  readonly createdAtMs: number;
  readonly lastUpdatedAtMs: number;
  /** What became of its last automatic deployment. */
  readonly lastDeploymentStatusMessage: string | null;
  /** WEBSOCKET only. */
  readonly clientCertificateId: string | null;
  /** How often results of its authorizers were flushed. */
  readonly authorizersFlushed: number;
  readonly accessLogSettings: {
    readonly format: string | null;
    readonly destinationArn: string | null;
  } | null;
  readonly defaultRouteSettings: RouteSettings;
  /** By route key. */
  readonly routeSettings: Readonly<Record<string, RouteSettings>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}
