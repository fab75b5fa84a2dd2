import type { Logger } from '#libs/telemetry';
import type { RejectionReason } from '../refusals/rejection-reasons.js';
import type { ActiveMethod, ActiveStage } from './active-stage.js';
import type { PublishedDocuments } from './published-documents.js';

/**
 * Decides whether a request may pass its API key, usage plan, throttles and quota; implemented in `usage/`.
 * The pipeline asks once per request, in the step `throttle`.
 */
export interface Admission {
  /**
   * Synchronous unless something outside this process must be asked. Never rejects: a failing store is a
   * response, not an exception.
   */
  admit(request: AdmissionRequest): AdmissionVerdict | Promise<AdmissionVerdict>;
}

export interface AdmissionRequest {
  readonly stage: ActiveStage;
  readonly method: ActiveMethod;
  /** What the caller sent as its key; null when the method asks for none. Never empty. */
  readonly apiKeyValue: string | null;
  /** Of a message in place of that: the SHA-256 (hex) of the key that its connection was opened with. */
  readonly apiKeyDigest: string | null;
  /** How many uses it is of its quota, in its usage: 1, but of a WebSocket message `messageUnits`. */
  readonly units: number;
  readonly nowMs: number;
}

export type AdmissionVerdict = Admitted | NotAdmitted;

export interface Admitted {
  readonly admitted: true;
  /** Of the key that was found; null when the method asks for none. */
  readonly apiKeyId: string | null;
  /** Of the plan that covers the stage; null when the method asks for no key. */
  readonly usagePlanId: string | null;
  /** Null when nothing is metered for this request. */
  readonly metered: MeteredUse | null;
  /**
   * Header fields that tell the caller what is left of its limits: name, value, ...; null when its plan does
   * not say.
   */
  readonly rateLimitHeaders: readonly string[] | null;
}

/** The reasons that admission has to refuse a request. */
export type AdmissionReason = Extract<
  RejectionReason,
  'key.invalid' | `throttle.${string}` | `quota.${string}` | `metering.${string}`
>;

export interface NotAdmitted {
  readonly admitted: false;
  /** Of the key that was found; null when there is none, or none that is good here. */
  readonly apiKeyId: string | null;
  readonly usagePlanId: string | null;
  readonly code: AdmissionReason;
  /** Whole seconds until trying again makes sense, for `Retry-After`; null when that is not known. */
  readonly retryAfterSeconds: number | null;
  /** Which limit refused, in words for the operator; the caller never sees it. */
  readonly limit: string;
  /** As of an admitted request. */
  readonly rateLimitHeaders: readonly string[] | null;
}

/** The record of one admitted request in the journal. */
export interface MeteredUse {
  /** Calls back (at once, if it already is) when the record is on disk: only then may the response leave. */
  whenJournaled(then: () => void): void;
}

/** What `usage/start-usage.ts` is given: `startUsage(options: UsageOptions): Promise<Usage>`. */
export interface UsageOptions {
  readonly gatewayId: string;
  /** This process's own folder (no other process writes to it); exists. */
  readonly dataDir: string;
  readonly controlPlaneUrl: string;
  readonly token: string;
  /** Null on the embedded setting. */
  readonly redisUrl: string | null;
  readonly documents: PublishedDocuments;
  readonly log: Logger;
}

/** Admission with what stands behind it: journal, leases, exchange with the control plane. */
export interface Usage {
  readonly admission: Admission;
  /** The control plane no longer takes usage from this process, which can then admit no key with a quota. */
  readonly fenced: boolean;
  /** For `/_tollgate/status` and metrics, which say what these members mean; more stand beside them. */
  status(): Readonly<Record<string, unknown>> & {
    readonly connected: boolean;
    readonly sinceExchangeMs: number | null;
    readonly inHand: number;
    readonly queued: number;
    readonly journalBytes: number;
  };
  /**
   * After the last response has left: hands in what can be handed in, within two seconds, and closes the
   * journal.
   */
  close(): Promise<void>;
}
