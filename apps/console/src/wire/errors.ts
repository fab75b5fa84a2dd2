/** What a service answers when it does not do what was asked. */
export interface Refusal {
  readonly status: number;
  /** Such as `NotFoundException`. */
  readonly code: string;
  readonly message: string;
  readonly requestId: string | null;
  readonly operation: string;
}

/** A refusal or a fault that the service answered, in its own words. */
export class WireError extends Error implements Refusal {
  override readonly name = 'WireError';
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly operation: string;

  constructor({ status, code, message, requestId, operation }: Refusal) {
    super(message);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
    this.operation = operation;
  }
}

/** There was no answer of the control plane. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** The session that signed the call has ended. */
export class SessionExpired extends Error {
  override readonly name = 'SessionExpired';
}
