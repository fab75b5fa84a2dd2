/**
 * How one request went, for who asks by its id. It holds nothing that a caller has sent but method, path
 * without query, and address; keys and identities by their ids alone.
 */
export interface Explanation {
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly gatewayId: string;
  /** Whose API it was for; null when it found no stage. */
  readonly accountId: string | null;
  /** Since 1970, when its head was here. */
  readonly receivedAtMs: number;
  /** Until its response had left, or it was given up. */
  readonly tookMs: number;
  readonly request: ExplainedRequest;
  /** Of the response; 0 when the caller was gone before there was one. */
  readonly status: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Null when it found no stage. */
  readonly served: ExplainedDeployment | null;
  readonly caller: ExplainedCaller;
  /** The road, in its order. Empty when there was none: no stage, or no method. */
  readonly steps: readonly ExplainedStep[];
  /** Why the gateway answered by itself; null when the integration did. */
  readonly refusal: ExplainedRefusal | null;
  /** Where its stage caches the method; missing or null where it does not. */
  readonly cache?: ExplainedCache | null;
  /** What it called; null when it came to no call. */
  readonly integration: ExplainedCall | null;
  /** `X-Amzn-Trace-Id` as the caller sees it; null where nobody asked for it. */
  readonly traceId: string | null;
}

export interface ExplainedRequest {
  /** Empty where the head could not be read. */
  readonly httpMethod: string;
  readonly host: string;
  readonly path: string;
  readonly sourceIp: string;
}

export interface ExplainedDeployment {
  readonly apiId: string;
  readonly stageName: string;
  readonly deploymentId: string;
  /** Whether it ran on the stage's canary; missing where there was none. */
  readonly isCanary?: boolean;
  /** `GET /pets/{id}`, as defined; null when no method was found. */
  readonly method: string | null;
}

/** As far as it was found out. */
export interface ExplainedCaller {
  readonly apiKeyId: string | null;
  readonly usagePlanId: string | null;
  /** Of a Lambda authorizer or a token, or the id of who has signed. */
  readonly principalId: string | null;
}

export type StepOutcome = 'passed' | 'refused' | 'not reached';

export interface ExplainedStep {
  /** A heading of docs/REQUEST-PIPELINE.md. */
  readonly name: string;
  readonly outcome: StepOutcome;
  /** What it waited for; null of a step that answered at once. */
  readonly waitedMs: number | null;
}

export interface ExplainedRefusal {
  /** A code of docs/ERRORS.md. */
  readonly code: string;
  /** The gateway response type; null when no API was known. */
  readonly responseType: string | null;
  readonly meaning: string;
  /** The limit, policy or value that it was. */
  readonly detail: string;
  /** What was compared, and failed; null where nothing was. */
  readonly comparison: string | null;
  /** What to look at, or to change. */
  readonly check: string;
}

/** What a request had to do with the cache of its stage. */
export interface ExplainedCache {
  readonly result: 'hit' | 'miss';
  /** The names of what tells responses of the method apart, as declared. */
  readonly keyParameters: readonly string[];
  /** Of the response when it was sent; null where it was not from the cache. */
  readonly ageSeconds: number | null;
  /** Why its response was not kept; null where it was, or was kept before. */
  readonly notKept: string | null;
}

/** A call of a backend; times in milliseconds since the request was received, null: not yet, or never. */
export interface ExplainedCall {
  /** Scheme, host and path, no query. */
  readonly uri: string;
  readonly sentAfterMs: number | null;
  readonly endedAfterMs: number | null;
  /** Of its response; null when none came. */
  readonly status: number | null;
}
