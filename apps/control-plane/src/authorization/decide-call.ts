import { decide, type PolicyRequest } from '#libs/iam-policy';
import type { CallerPolicies } from './policies-of.js';

/** Why a call is refused; null for one that is allowed. */
export type Refusal =
  'explicit-deny' | 'explicit-deny-of-session' | 'not-allowed' | 'not-allowed-by-session' | null;

/**
 * Whether a caller's own policies, and those of its session, allow it an action on a resource of its account
 * (IAM User Guide: Policy evaluation logic).
 */
export function decideCall({ identity, session }: CallerPolicies, request: PolicyRequest): Refusal {
  const own = decide(identity, request);
  if (own.effect === 'explicitDeny') return 'explicit-deny';
  const ofSession = session && decide(session, request);
  if (ofSession?.effect === 'explicitDeny') return 'explicit-deny-of-session';
  if (own.effect !== 'allow') return 'not-allowed';
  return ofSession && ofSession.effect !== 'allow' ? 'not-allowed-by-session' : null;
}

const because: Readonly<Record<NonNullable<Refusal>, (action: string) => string>> = {
  'explicit-deny': () => 'with an explicit deny in an identity-based policy',
  'explicit-deny-of-session': () => 'with an explicit deny in a session policy',
  'not-allowed': (action) => `because no identity-based policy allows the ${action} action`,
  'not-allowed-by-session': (action) => `because no session policy allows the ${action} action`,
};

/** AWS's text (IAM User Guide: Troubleshoot access denied error messages). */
export const refusalText = (
  refusal: NonNullable<Refusal>,
  callerArn: string,
  action: string,
  resource: string,
): string =>
  `User: ${callerArn} is not authorized to perform: ${action} on resource: ${resource} ${because[refusal](action)}`;
