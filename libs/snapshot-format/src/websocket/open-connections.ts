/**
 * Another number than a test invocation has, as which gateways that know nothing of it would take it: they
 * refuse it by this.
 */
export const connectionsQuestionFormatVersion = 2;

/**
 * Which WebSocket connections of a stage are open: a question that goes the way of test invocations, from the
 * control plane to one of the gateways that wait for such, which answers for all.
 */
export interface ConnectionsQuestion {
  readonly formatVersion: typeof connectionsQuestionFormatVersion;
  /** A UUID. */
  readonly id: string;
  readonly connectionsOf: {
    readonly apiId: string;
    readonly stageName: string;
    /** Those behind this id, in the order of ids; null: from the first one on. */
    readonly after: string | null;
    readonly limit: number;
  };
}

/** A WebSocket connection that is open. Times in milliseconds since 1970. */
export interface OpenConnectionState {
  readonly connectionId: string;
  readonly connectedAtMs: number;
  /** When something last went over it. */
  readonly lastActiveAtMs: number;
  readonly sourceIp: string;
  readonly userAgent: string | null;
  /** Of the authorizer or the signature at `$connect`; null without. */
  readonly principalId: string | null;
  /** Of the API key at `$connect`; null without. */
  readonly apiKeyId: string | null;
}

/** The answer; null: a gateway that may have some does not say so at the moment. */
export interface ConnectionsAnswer {
  readonly kind: 'connections';
  readonly connections: readonly OpenConnectionState[] | null;
}
