import { unquotedMessage } from '#libs/telemetry';
import { reject, type Rejection } from '../../refusals/rejection.js';
import { OverloadedError } from './connection-pool.js';
import { CallerBodyError, RequestTooLargeError } from '../../http/caller-body.js';

/** The call took longer than it may. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** The caller has left, or nobody reads the response. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

/**
 * What the caller of the API sees of a call that failed with an error (recorded: integrations that cannot be
 * reached are 500). `wasSent`: the backend was reached, and gave no response or none that can be understood.
 */
export function rejectionOf(error: Error, wasSent: boolean): Rejection {
  if (error instanceof DeadlineError) return reject('integration.timeout', error.message);
  if (error instanceof OverloadedError) return reject('integration.overloaded', error.message);
  if (error instanceof RequestTooLargeError) return reject('request.body_too_large', error.message);
  if (error instanceof CancelledError || error instanceof CallerBodyError) {
    return reject('request.caller_gone', error.message);
  }
  const reason = `${error.name}: ${unquotedMessage(error)}`;
  return reject(wasSent ? 'integration.bad_answer' : 'integration.unreachable', reason);
}
