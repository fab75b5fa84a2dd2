import { decide, type Decision, type PolicyRequest } from '#libs/iam-policy';
import type { CallerPolicies } from './policies-of.js';

/** Why a call is refused, and by which statement, where one denies. */
export interface Refusal {
  readonly why: 'explicit-deny' | 'explicit-deny-of-session' | 'not-allowed' | 'not-allowed-by-session';
  readonly statement?: Decision['statement'];
}

/**
 * Whether a caller's own policies, and those of its session, allow it an action on a resource of its account
 * (IAM User Guide: Policy evaluation logic); null when they do.
 */
export function decideCall({ identity, session }: CallerPolicies, request: PolicyRequest): Refusal | null {
  const own = decide(identity, request);
  if (own.effect === 'explicitDeny') return { why: 'explicit-deny', statement: own.statement };
  const ofSession = session && decide(session, request);
  if (ofSession?.effect === 'explicitDeny')
    return { why: 'explicit-deny-of-session', statement: ofSession.statement };
  if (own.effect !== 'allow') return { why: 'not-allowed' };
  return ofSession && ofSession.effect !== 'allow' ? { why: 'not-allowed-by-session' } : null;
}

const because: Readonly<Record<Refusal['why'], (action: string) => string>> = {
  'explicit-deny': () => 'with an explicit deny in an identity-based policy',
  'explicit-deny-of-session': () => 'with an explicit deny in a session policy',
  'not-allowed': (action) => `because no identity-based policy allows the ${action} action`,
  'not-allowed-by-session': (action) => `because no session policy allows the ${action} action`,
};

/** AWS's text (IAM User Guide: Troubleshoot access denied error messages). */
export const refusalText = ({ why }: Refusal, callerArn: string, action: string, resource: string): string =>
  `User: ${callerArn} is not authorized to perform: ${action} on resource: ${resource} ${because[why](action)}`;
