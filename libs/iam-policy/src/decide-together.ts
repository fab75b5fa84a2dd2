import { decide } from './decide.js';
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
const open: Decision = { effect: 'allow' };

/**
 * The outcome of identity policy and resource policy together for a method of an API (API Gateway Developer
 * Guide: How API Gateway resource policies affect authorization workflow):
 *
 * - NONE: without a policy everybody may; with one, whom it allows.
 * - COGNITO_USER_POOLS: the same, once the token has proved good; the prose of the page, not its table, for an
 *   API that has a policy.
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
      if (policies.resource === null) return open;
      const decision = decide([policies.resource], request);
      return decision === implicitDeny ? silences.resource : decision;
    }
  }
}

/**
 * Whether a principal may act on a resource by all policies that have a say (IAM User Guide: Policy evaluation
 * logic): any deny wins; in the same account it takes one side to allow, across accounts both.
 */
export function decideAccess(policies: PoliciesTogether, request: PolicyRequest): Decision {
  return request.principal?.accountId === policies.resourceAccountId
    ? decideInAccount(policies, request)
    : decideAcrossAccounts(policies, request);
}

interface Sides {
  readonly identity: Decision;
  readonly resource: Decision;
  readonly session: Decision | null;
  readonly boundary: Decision | null;
}

function decideInAccount(policies: PoliciesTogether, request: PolicyRequest): Decision {
  const sides = decideSides(policies, request);
  const denied = explicitDenyOf(sides);
  if (denied !== null) return denied;
  const { identity, resource } = sides;
  const limit = limitOf(sides);
  if (resource.effect === 'allow' && resource.grantee !== 'account') {
    // What is granted to a user or to one session itself, no boundary and no session policy takes away.
    const isLimited = request.principal?.isSession === true && resource.grantee === 'principal';
    return isLimited && limit !== null ? limit : resource;
  }
  if (identity.effect !== 'allow') return silences.identity;
  return limit ?? identity;
}

function decideAcrossAccounts(policies: PoliciesTogether, request: PolicyRequest): Decision {
  const sides = decideSides(policies, request);
  const denied = explicitDenyOf(sides);
  if (denied !== null) return denied;
  if (sides.resource.effect !== 'allow') return silences.resource;
  if (sides.identity.effect !== 'allow') return silences.identity;
  return limitOf(sides) ?? sides.identity;
}

const decideSides = (
  { identity, resource, session, boundary }: PoliciesTogether,
  request: PolicyRequest,
): Sides => ({
  identity: decide(identity, request),
  resource: resource === null ? implicitDeny : decide([resource], request),
  session: session ? decide(session, request) : null,
  boundary: boundary ? decide([boundary], request) : null,
});

function explicitDenyOf({ identity, resource, session, boundary }: Sides): Decision | null {
  if (resource.effect === 'explicitDeny') return resource;
  if (identity.effect === 'explicitDeny') return identity;
  if (session?.effect === 'explicitDeny') return session;
  return boundary?.effect === 'explicitDeny' ? boundary : null;
}

/** The policy that does not let pass what the identity's own allow; null when none is in the way. */
function limitOf({ session, boundary }: Sides): Decision | null {
  if (session !== null && session.effect !== 'allow') return silences.session;
  return boundary !== null && boundary.effect !== 'allow' ? silences.boundary : null;
}
