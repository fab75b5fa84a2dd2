import { badRequest, fail, limitExceeded, ok, type DomainError, type Result } from '../../domain-error.js';

/** Requests to a stage that somebody wants to see whole: those of one API key, or one request. */
export interface Capture {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly restApiId: string;
  readonly stageName: string;
  /** Of one of the two; the other one is null. */
  readonly apiKeyId: string | null;
  /** The UUID that the caller sends as `x-amzn-RequestId`, in lower case. */
  readonly requestId: string | null;
  /** Milliseconds since 1970; from then on nothing is captured. */
  readonly untilMs: number;
  readonly requestsMax: number;
  /** Of each body; what is longer is cut. */
  readonly bodyBytesMax: number;
}

/** At one time, of an account: gateways hold each request of a captured stage against them. */
export const capturesMax = 10;
export const captureSeconds = { min: 1, max: 3_600, usual: 300 } as const;
export const captureRequests = { min: 1, max: 1_000, usual: 100 } as const;
export const captureBodyBytes = { min: 0, max: 1_048_576, usual: 65_536 } as const;
/** How long what was captured is kept behind the end of its capture. */
export const capturedKeptMs = 24 * 3_600_000;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A capture that may begin, or why it may not. */
export function beginCapture(capture: Capture): Result<Capture> {
  const { apiKeyId, requestId } = capture;
  if ((apiKeyId === null) === (requestId === null))
    return fail(badRequest('One of apiKeyId and requestId must be given, not both'));
  if (requestId !== null && !uuid.test(requestId)) return fail(badRequest('requestId must be a UUID'));
  return ok(capture);
}

export const tooManyCaptures: DomainError = limitExceeded(
  `At most ${capturesMax} captures of an account can run at one time`,
);
