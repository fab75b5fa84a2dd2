import { accessDenied, type sts } from '#libs/aws-wire';
import type { SessionSeal } from '#libs/session-tokens';
import type { CallerIdentity } from '../http/management-request.js';
import { WireException } from '../http/wire-exception.js';
import { newSession } from './new-session.js';

/** The model bounds what may be asked for (STS API Reference: GetSessionToken). */
const defaultSeconds = 43_200;
const rootSecondsMax = 3_600;

/** Credentials of the caller's own that end; what the caller may do, they may. */
export function getSessionToken(
  seal: SessionSeal,
  { owner: { accountId }, principal, session, isOperator }: CallerIdentity,
  { DurationSeconds, SerialNumber, TokenCode }: sts.GetSessionTokenRequest,
  nowMs: number,
): sts.GetSessionTokenResponse {
  if (session) throw new WireException(accessDenied('Cannot call GetSessionToken with session credentials'));
  // There are no MFA devices, so none can be right.
  if (SerialNumber !== undefined || TokenCode !== undefined)
    throw new WireException(
      accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code.'),
    );
  const durationSeconds =
    principal.type === 'root'
      ? Math.min(DurationSeconds ?? rootSecondsMax, rootSecondsMax)
      : (DurationSeconds ?? defaultSeconds);
  const facts = {
    accountId,
    principal,
    policies: null,
    transitiveTagKeys: [],
    sourceIdentity: null,
    isOperator,
  };
  return { Credentials: newSession(seal, facts, { nowMs, durationSeconds }) };
}
