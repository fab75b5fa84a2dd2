import type { GatewayResponseTypeName } from '#libs/gateway-responses';
import type { RejectionReasonRow } from './rejection-reason-row.js';
import { rejectionReasons, type RejectionReason } from './rejection-reasons.js';

/**
 * Why a request is not answered by its integration. The caller sees the type's gateway response, the operator
 * code and reason.
 */
export interface Rejection {
  readonly code: RejectionReason;
  readonly type: GatewayResponseTypeName;
  /** What the code does not say, for the operator; never in a response. */
  readonly reason: string;
  /**
   * The comparison that failed, for the operator's log; worked out when it is written. Holds nothing that a
   * caller has sent.
   */
  readonly comparison: (() => string) | null;
  /** In place of the type's built-in status; null: that one. */
  readonly status: number | null;
  /** What the caller reads in place of the type's text; null: that one. */
  readonly message: string | null;
  /** In place of the type's `x-amzn-ErrorType`; null: that one. */
  readonly errorName: string | null;
  /** `$context.error.validationErrorString`; null when no body was checked. */
  readonly validationErrorString: string | null;
  /** Seconds, for `Retry-After`; null when there is nothing to wait for. */
  readonly retryAfterSeconds: number | null;
  /** `WWW-Authenticate` of an HTTP API's response; null: none. */
  readonly challenge: string | null;
  /** True: an HTTP API answers, though none of its stages is known. */
  readonly ofHttpApi: boolean;
  /** True: answered before an API is known, so by the built-in text whatever an API has set. */
  readonly withoutApi: boolean;
  /** True: the execution of a method answers; false: the front end, before there is one. */
  readonly inExecution: boolean;
}

const executionTypes: ReadonlySet<GatewayResponseTypeName> = new Set([
  'API_CONFIGURATION_ERROR',
  'BAD_REQUEST_BODY',
  'BAD_REQUEST_PARAMETERS',
  'INTEGRATION_FAILURE',
  'INTEGRATION_TIMEOUT',
  'UNSUPPORTED_MEDIA_TYPE',
] as const);

/** The rejection for a reason; the table of reasons says how it is answered. */
export function reject(
  code: RejectionReason,
  reason: string,
  retryAfterSeconds: number | null = null,
): Rejection {
  const { type, status, withoutApi, ofHttpApi }: RejectionReasonRow = rejectionReasons[code];
  return {
    code,
    type,
    reason,
    comparison: null,
    status: status ?? null,
    message: null,
    errorName: null,
    validationErrorString: null,
    retryAfterSeconds,
    challenge: null,
    ofHttpApi: ofHttpApi ?? false,
    withoutApi: withoutApi ?? false,
    inExecution: withoutApi !== true && executionTypes.has(type),
  };
}
