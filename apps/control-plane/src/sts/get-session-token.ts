import { accessDenied, type sts } from '#libs/aws-wire';
import type { SessionSeal } from '#libs/session-tokens';
import type { CallerIdentity } from '../http/management-request.js';
import { WireException } from '../http/wire-exception.js';
import { newSession, type SessionFacts } from './new-session.js';
import { refuseSession } from './refuse-session.js';

/** The model bounds what may be asked for (STS API Reference: GetSessionToken). */
const defaultSeconds = 43_200;
const rootSecondsMax = 3_600;

/** Credentials of the caller's own that end; what the caller may do, they may. */
export function getSessionToken(
  seal: SessionSeal,
  caller: CallerIdentity,
  { DurationSeconds, SerialNumber, TokenCode }: sts.GetSessionTokenRequest,
  nowMs: number,
): sts.GetSessionTokenResponse {
  refuseSession(caller, 'GetSessionToken');
  const { principal } = caller;
  // There are no MFA devices, so none can be right.
  if (SerialNumber !== undefined || TokenCode !== undefined)
    throw new WireException(
      accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code.'),
    );
  const durationSeconds =
    principal.type === 'root'
      ? Math.min(DurationSeconds ?? rootSecondsMax, rootSecondsMax)
      : (DurationSeconds ?? defaultSeconds);
  return { Credentials: newSession(seal, factsOf(caller), { nowMs, durationSeconds }) };
}

/** Credentials for who signs in to the console, for as long as GetSessionToken gives them at most. */
export function signInSession(seal: SessionSeal, caller: CallerIdentity, nowMs: number): sts.Credentials {
  const durationSeconds = caller.principal.type === 'root' ? rootSecondsMax : defaultSeconds;
  return newSession(seal, { ...factsOf(caller), isSignIn: true }, { nowMs, durationSeconds });
}

const factsOf = ({ owner: { accountId }, principal, isOperator }: CallerIdentity): SessionFacts => ({
  accountId,
  principal,
  policies: null,
  transitiveTagKeys: [],
  sourceIdentity: null,
  isOperator,
});
