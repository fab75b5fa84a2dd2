import { createHash } from 'node:crypto';
import { formatAmzDate } from './amz-date.js';

/** AWS's exception names for requests that cannot be authenticated ("Common error types"). */
export type Sigv4ErrorName =
  | 'MissingAuthenticationTokenException'
  | 'IncompleteSignatureException'
  | 'UnrecognizedClientException'
  | 'InvalidSignatureException';

/** Which check refused; closed, for metrics and tests. The public text is in `message`. */
export type Sigv4FailureReason =
  | 'unsigned'
  | 'malformed'
  | 'wrong-scope'
  | 'host-not-signed'
  | 'expired'
  | 'not-yet-current'
  | 'unknown-access-key'
  | 'signature-mismatch';

/** A refusal as the client may see it. All have status 403 at API Gateway's front end. */
export interface Sigv4Failure {
  readonly reason: Sigv4FailureReason;
  readonly errorName: Sigv4ErrorName;
  readonly status: 403;
  readonly message: string;
}

const failure = (reason: Sigv4FailureReason, errorName: Sigv4ErrorName, message: string): Sigv4Failure => ({
  reason,
  errorName,
  status: 403,
  message,
});

const invalid = (reason: Sigv4FailureReason, message: string) =>
  failure(reason, 'InvalidSignatureException', message);

/** Nothing in the request looks like a signature. */
export const unsigned = (): Sigv4Failure =>
  failure('unsigned', 'MissingAuthenticationTokenException', 'Missing Authentication Token');

/** The signature's parts cannot be read. */
export const malformed = (message: string): Sigv4Failure =>
  failure('malformed', 'IncompleteSignatureException', message);

/** Another way to sign than the one that is understood; it is named, for a caller may have chosen it. */
export const unsupportedAlgorithm = (algorithm: string): Sigv4Failure =>
  malformed(
    `Unsupported AWS 'algorithm': '${algorithm}'.` +
      (algorithm === 'AWS4-ECDSA-P256-SHA256'
        ? ' Signature Version 4A is not supported; sign with AWS4-HMAC-SHA256.'
        : ''),
  );

/** The credential scope names another day, service or terminator, or no region. */
export const wrongScope = (message: string): Sigv4Failure => invalid('wrong-scope', message);

/** Without a signed host, a signature could be replayed against another endpoint. */
export const hostNotSigned = (): Sigv4Failure =>
  invalid('host-not-signed', "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");

/** No credential with this access key id. */
export const unknownAccessKey = (): Sigv4Failure =>
  failure(
    'unknown-access-key',
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  );

/** The signature is not the one of this request: other bytes, other secret. */
export const signatureMismatch = (): Sigv4Failure =>
  invalid(
    'signature-mismatch',
    'The request signature we calculated does not match the signature you provided. ' +
      'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  );

/** Signed longer ago than `validMs` allows at `nowMs`. */
export function expired(signedMs: number, nowMs: number, validMs: number): Sigv4Failure {
  const [signed, limit, now] = [signedMs, nowMs - validMs, nowMs].map(formatAmzDate);
  return invalid(
    'expired',
    `Signature expired: ${signed} is now earlier than ${limit} (${now} - ${span(validMs)})`,
  );
}

/** Signed further in the future than clocks may differ. */
export function notYetCurrent(signedMs: number, nowMs: number, skewMs: number): Sigv4Failure {
  const [signed, limit, now] = [signedMs, nowMs + skewMs, nowMs].map(formatAmzDate);
  return invalid(
    'not-yet-current',
    `Signature not yet current: ${signed} is still later than ${limit} (${now} + ${span(skewMs)})`,
  );
}

/**
 * How AWS quotes a bad Authorization header: hashed, so that a password sent by mistake does not end up in
 * logs.
 */
export const hashedForMessage = (text: string): string => createHash('sha256').update(text).digest('base64');

function span(ms: number): string {
  return ms % 60_000 === 0 ? `${ms / 60_000} min.` : `${Math.floor(ms / 1000)} sec.`;
}
