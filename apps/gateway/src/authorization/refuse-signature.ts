import type { Sigv4Failure, Sigv4FailureReason } from '#libs/sigv4';
import type { RejectionReason } from '../refusals/rejection-reasons.js';
import { reject, type Rejection } from '../refusals/rejection.js';

const codes: Readonly<Record<Sigv4FailureReason, RejectionReason>> = {
  unsigned: 'signature.missing',
  malformed: 'signature.malformed',
  'wrong-scope': 'signature.scope',
  'host-not-signed': 'signature.scope',
  expired: 'signature.time',
  'not-yet-current': 'signature.time',
  'unknown-access-key': 'signature.unknown_key',
  'signature-mismatch': 'signature.mismatch',
};

/**
 * In AWS's words for the caller; the operator reads which check it was, and nothing that the caller has sent.
 */
export function refuseSignature({ reason, errorName, message }: Sigv4Failure): Rejection {
  return { ...reject(codes[reason], reason), message, errorName };
}
