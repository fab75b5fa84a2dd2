import { formatAmzDate, parseAmzDate, parseDateHeader } from './amz-date.js';
import type { PresentedSignature } from './presented-signature.js';
import * as failures from './sigv4-failure.js';

const CLOCK_SKEW_MS = 5 * 60_000;
const REGION = /^[a-z0-9-]{1,64}$/;

/** What a signature is held against before anything secret is looked at. */
export interface SignaturePolicy {
  readonly now: number;
  readonly expectedServices: readonly string[];
  readonly expectedRegion?: string;
  readonly clockSkewMs?: number;
}

/**
 * When the request was signed (milliseconds since the epoch), or why its date, scope or signed headers will
 * not do.
 */
export function checkPresentedSignature(
  presented: PresentedSignature,
  policy: SignaturePolicy,
): number | failures.Sigv4Failure {
  const signedMs = readDate(presented);
  if (typeof signedMs !== 'number') return signedMs;
  return checkScope(presented, signedMs, policy) ?? checkTime(presented, signedMs, policy) ?? signedMs;
}

function readDate({ date }: PresentedSignature): number | failures.Sigv4Failure {
  const epochMs = date.source === 'date' ? parseDateHeader(date.text) : parseAmzDate(date.text);
  return (
    epochMs ??
    failures.malformed(
      `Date must be in ISO-8601 'basic format'. Got '${date.text}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    )
  );
}

function checkScope(
  { scope, signedNames }: PresentedSignature,
  signedMs: number,
  { expectedServices, expectedRegion }: SignaturePolicy,
): failures.Sigv4Failure | undefined {
  const amzDate = formatAmzDate(signedMs);
  if (scope.terminator !== 'aws4_request') {
    return failures.wrongScope(
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${scope.terminator}'.`,
    );
  }
  if (!expectedServices.includes(scope.service)) {
    const expected = expectedServices.map((service) => `'${service}'`).join(', ');
    return failures.wrongScope(`Credential should be scoped to correct service: ${expected}.`);
  }
  if (!REGION.test(scope.region) || (expectedRegion !== undefined && scope.region !== expectedRegion))
    return failures.wrongScope('Credential should be scoped to a valid region.');
  if (scope.date !== amzDate.slice(0, 8)) {
    return failures.wrongScope(
      'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
        `'${scope.date}' != '${amzDate.slice(0, 8)}', from '${amzDate}'.`,
    );
  }
  return signedNames.includes('host') ? undefined : failures.hostNotSigned();
}

function checkTime(
  presented: PresentedSignature,
  signedMs: number,
  { now, clockSkewMs = CLOCK_SKEW_MS }: SignaturePolicy,
): failures.Sigv4Failure | undefined {
  // A presigned request lives as long as it says; the allowance for clocks holds for its start only, as at
  // AWS.
  const validMs = presented.expiresSeconds === null ? clockSkewMs : presented.expiresSeconds * 1000;
  if (signedMs < now - validMs) return failures.expired(signedMs, now, validMs);
  if (signedMs > now + clockSkewMs) return failures.notYetCurrent(signedMs, now, clockSkewMs);
  return undefined;
}
