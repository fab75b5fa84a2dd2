import type { GatewayResponseTypeName } from '#libs/gateway-responses';

/** Why a request is not answered by its integration. The caller sees the type's gateway response, the operator the reason. */
export interface Rejection {
  readonly type: GatewayResponseTypeName;
  /** For the operator; never in an answer. */
  readonly reason: string;
  /** In place of the type's built-in status; null: that one. */
  readonly status: number | null;
  /** What the caller reads in place of the type's text; null: that one. */
  readonly message: string | null;
  /** `$context.error.validationErrorString`; null when no body was checked. */
  readonly validationErrorString: string | null;
  /** Seconds, for `Retry-After`; null when there is nothing to wait for. */
  readonly retryAfterSeconds: number | null;
  /** True: answered before an API is known, so by the built-in text whatever an API has set. */
  readonly withoutApi: boolean;
}

export function reject(
  type: GatewayResponseTypeName,
  reason: string,
  retryAfterSeconds: number | null = null,
): Rejection {
  return {
    type,
    reason,
    status: null,
    message: null,
    validationErrorString: null,
    retryAfterSeconds,
    withoutApi: false,
  };
}

/**
 * 502: the backend was reached, but what it said is no answer. AWS's recordings show 500 for backends that cannot be reached and are silent
 * about this; the status tells the two apart (RFC 9110, section 15.6.3).
 */
export function rejectBadGateway(reason: string): Rejection {
  return { ...reject('INTEGRATION_FAILURE', reason), status: 502 };
}

/** 403 `Forbidden`, the answer to a host or stage that serves nothing (AWS gives it before any API is known, so nothing customises it). */
export function rejectForbidden(reason: string): Rejection {
  // Of the types with this status the one with this text and name.
  return { ...reject('INVALID_API_KEY', reason), withoutApi: true };
}
