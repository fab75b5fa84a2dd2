/**
 * What of a stage's requests is logged, counted and traced. Nothing that is required: it decides no request,
 * and a gateway that does not know it serves the stage all the same.
 */
export interface StageObservability {
  /** Of the RestApi or Api; CloudWatch's dimension ApiName is made of it. */
  readonly apiName: string;
  /** Missing: no access log. */
  readonly accessLog?: AccessLogSettings;
  readonly tracingEnabled?: true;
  /** Names of stage variables whose values no log may show; missing: none. */
  readonly secretVariables?: readonly string[];
  /** Of every method without an entry of its own; missing: all off. */
  readonly everyMethod?: MethodObservability;
  /** By method or route as `methodThrottles`; only entries that differ from `everyMethod`. */
  readonly methods?: Readonly<Record<string, MethodObservability>>;
}

export interface AccessLogSettings {
  /** A log group, or a Firehose stream. */
  readonly destinationArn: string;
  /** As its author wrote it. */
  readonly format: string;
}

export interface MethodObservability {
  /** Metrics by method, too. */
  readonly metricsEnabled: boolean;
  /** Of the execution log. */
  readonly loggingLevel: LoggingLevel;
  /** Bodies are in the execution log, and with level ERROR every request is. */
  readonly dataTraceEnabled: boolean;
}

export type LoggingLevel = 'OFF' | 'ERROR' | 'INFO';
