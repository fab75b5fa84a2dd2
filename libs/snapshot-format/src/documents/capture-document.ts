import type { DocumentHead } from './features.js';

/** Requests of a stage that are to be captured whole; named by its id. */
export interface CaptureDocument extends DocumentHead {
  readonly id: string;
  readonly restApiId: string;
  readonly stageName: string;
  /** Of one of the two; the other one is null. */
  readonly apiKeyId: string | null;
  /** What the caller sends as `x-amzn-RequestId`, in lower case. */
  readonly requestId: string | null;
  /** Milliseconds since the epoch: from then on it means nothing. */
  readonly untilMs: number;
  /** By each gateway process. */
  readonly requestsMax: number;
  readonly bodyBytesMax: number;
}
