import type { Problem } from '#libs/acme';

const minuteMs = 60_000;

/** AWS makes attempts for 72 hours (User Guide: certificate requests). */
export const giveUpAfterMs = 72 * 60 * minuteMs;

/** Until the next attempt. Authorities take few failures of a name in an hour. */
export const retryAfterMs = (attempts: number): number => Math.min(6 * 60, 4 ** attempts) * minuteMs;

/** Of problems that no further attempt mends, ACM's reason. */
const finalReasons: Readonly<Record<string, string>> = {
  caa: 'CAA_ERROR',
  rejectedIdentifier: 'DOMAIN_NOT_ALLOWED',
  unsupportedIdentifier: 'INVALID_PUBLIC_DOMAIN',
  badCSR: 'OTHER',
  externalAccountRequired: 'OTHER',
  userActionRequired: 'ADDITIONAL_VERIFICATION_REQUIRED',
};

/** Undefined for a problem that may pass. */
export const finalReasonOf = ({ type }: Problem): string | undefined => finalReasons[type];
