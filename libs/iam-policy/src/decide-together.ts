import { decide, decideByOne } from './decide.js';
import { implicitDeny, type Decision, type PolicySide } from './decision.js';
import type { CompiledPolicy } from './evaluation/compile-policy.js';
import type { PolicyRequest } from './request.js';

/**
 * How callers of an API's method show who they are; COGNITO_USER_POOLS stands for every token that says who
 * somebody is and nothing of what they may do.
 */
export type MethodAuthorization = 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'COGNITO_USER_POOLS';

/** The policies that have a say in a request. */
export interface PoliciesTogether {
  /** What the principal's own policies allow: of a user or role, or what a Lambda authorizer returned. */
  readonly identity: readonly CompiledPolicy[];
  /** Null when the resource has none. */
  readonly resource: CompiledPolicy | null;
  /** The policies that a session was made with; null when it was made without. */
  readonly session?: readonly CompiledPolicy[] | null;
  /** The permissions boundary of the user or role; null when it has none. */
  readonly boundary?: CompiledPolicy | null;
  /** Whose the resource is. */
  readonly resourceAccountId: string;
}

const silent = (side: PolicySide): Decision => ({ effect: 'implicitDeny', silent: side });
const silences = {
  identity: silent('identity'),
  resource: silent('resource'),
  session: silent('session'),
  boundary: silent('boundary'),
};
const unlimited: Decision = { effect: 'allow' };

/**
 * The outcome of identity policy and resource policy together for a method of an API (API Gateway Developer
 * Guide: How API Gateway resource policies affect authorization workflow):
 *
 * - NONE: without a policy everybody may; with one, whom it allows.
 * - COGNITO_USER_POOLS: the same, once the token has proved good; of an API that has a policy the prose of
 *   the page tells so, and not its table.
 * - CUSTOM: the authorizer's policy is the identity's, and always of the same account.
 * - AWS_IAM: `decideAccess`.
 */
export function decideTogether(
  authorization: MethodAuthorization,
  policies: PoliciesTogether,
  request: PolicyRequest,
): Decision {
  switch (authorization) {
    case 'AWS_IAM':
      return decideAccess(policies, request);
    case 'CUSTOM':
      return decideInAccount(policies, request);
    case 'NONE':
    case 'COGNITO_USER_POOLS': {
      if (policies.resource === null) return unlimited;
      const decision = decideByOne(policies.resource, request);
      return decision === implicitDeny ? silences.resource : decision;
    }
  }
}

/**
 * Whether a principal may act on a resource by all policies that have a say (IAM User Guide: Policy
 * evaluation logic): any deny wins; in the same account it takes one side to allow, across accounts both.
 */
export function decideAccess(policies: PoliciesTogether, request: PolicyRequest): Decision {
  return request.principal?.accountId === policies.resourceAccountId
    ? decideInAccount(policies, request)
    : decideAcrossAccounts(policies, request);
}

/** Within one account; also for callers that have no account of their own, whom an authorizer has let in. */
export function decideInAccount(policies: PoliciesTogether, request: PolicyRequest): Decision {
  const identity = decide(policies.identity, request);
  const resource = policies.resource ? decideByOne(policies.resource, request) : implicitDeny;
  const session = policies.session ? decide(policies.session, request) : unlimited;
  const boundary = policies.boundary ? decideByOne(policies.boundary, request) : unlimited;
  const denied = explicitDenyOf(identity, resource, session, boundary);
  if (denied !== null) return denied;
  const limit = limitOf(session, boundary);
  if (resource.effect === 'allow' && resource.grantee !== 'account') {
    // What is granted to a user or to one session itself, no boundary and no session policy takes away.
    const isLimited = request.principal?.isSession === true && resource.grantee === 'principal';
    return isLimited && limit !== null ? limit : resource;
  }
  if (identity.effect !== 'allow') return silences.identity;
  return limit ?? identity;
}

function decideAcrossAccounts(policies: PoliciesTogether, request: PolicyRequest): Decision {
  const identity = decide(policies.identity, request);
  const resource = policies.resource ? decideByOne(policies.resource, request) : implicitDeny;
  const session = policies.session ? decide(policies.session, request) : unlimited;
  const boundary = policies.boundary ? decideByOne(policies.boundary, request) : unlimited;
  const denied = explicitDenyOf(identity, resource, session, boundary);
  if (denied !== null) return denied;
  if (resource.effect !== 'allow') return silences.resource;
  if (identity.effect !== 'allow') return silences.identity;
  return limitOf(session, boundary) ?? identity;
}

function explicitDenyOf(
  identity: Decision,
  resource: Decision,
  session: Decision,
  boundary: Decision,
): Decision | null {
  if (resource.effect === 'explicitDeny') return resource;
  if (identity.effect === 'explicitDeny') return identity;
  if (session.effect === 'explicitDeny') return session;
  return boundary.effect === 'explicitDeny' ? boundary : null;
}

/** The policy that does not let pass what the identity's own allow; null when none is in the way. */
function limitOf(session: Decision, boundary: Decision): Decision | null {
  if (session.effect !== 'allow') return silences.session;
  return boundary.effect !== 'allow' ? silences.boundary : null;
}
