/** A refusal or a fault that the service answered, in its own words. */
export class WireError extends Error {
  override readonly name = 'WireError';

  constructor(
    readonly status: number,
    /** Such as `NotFoundException`. */
    readonly code: string,
    message: string,
    readonly requestId: string | null,
  ) {
    super(message);
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
