/** How a connection ended, as `$context.disconnectStatusCode` and `disconnectReason` say it. */
export interface ConnectionEnd {
  readonly code: number;
  readonly reason: string;
}

/** What stands for a code whose frame gave no reason (events as their users publish them; 1006 is ours). */
const reasons: ReadonlyMap<number, string> = new Map([
  [1000, 'Connection Closed Normally'],
  [1001, 'Going away'],
  [1005, 'Client-side close frame status not set'],
  [1006, 'Connection Closed Abnormally'],
]);

/** A connection ended with this code; 1005: its close frame had none, 1006: there was no such frame. */
export function connectionEnd(code: number, reason = ''): ConnectionEnd {
  return { code, reason: reason === '' ? (reasons.get(code) ?? '') : reason };
}

/** Closed by the gateway: too old, idle, or the gateway stops. */
export const goingAway = connectionEnd(1001);

/**
 * Closed by the gateway with the token that opened it: a code of the range that is private to applications,
 * which tells a client that it may come back with a new one.
 */
export const tokenExpired = connectionEnd(4001, 'Token expired');

/** Closed by the gateway as its caller is denied: a breach of policy (RFC 6455, section 7.4.1). */
export const identityDenied = connectionEnd(1008, 'Forbidden');

/** What the library's errors stand for on the wire; every other is a breach of the protocol. */
const codesOfErrors: ReadonlyMap<string, number> = new Map([
  ['WS_ERR_INVALID_UTF8', 1007],
  ['WS_ERR_TOO_MANY_BUFFERED_PARTS', 1008],
  ['WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH', 1009],
  ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 1009],
]);

/** How a connection ends that the library has closed for what came over it; null: it broke by itself. */
export function endOfError(error: Error): ConnectionEnd | null {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (!code.startsWith('WS_ERR_')) return null;
  return connectionEnd(codesOfErrors.get(code) ?? 1002);
}
