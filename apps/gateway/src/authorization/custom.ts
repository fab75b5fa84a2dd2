import { decideTogether, type CompiledPolicy, type PolicyRequest } from '#libs/iam-policy';
import type { AuthorizerPolicy } from '../authorizers/authorizer-policy.js';
import type { Authorization, PolicyAuthorization } from '../authorizers/authorization.js';
import type { Routed } from '../invocation/invocation.js';
import type { Verdict } from '../invocation/step.js';
import { reject } from '../refusals/rejection.js';
import { askAuthorizer } from './ask-authorizer.js';
import type { AuthorizationKind } from './authorization-kind.js';
import { comparePolicies } from './compare-policies.js';
import { policyRequest } from './policy-request.js';
import { refuseLongArn } from './refuse-long-arn.js';

/**
 * CUSTOM: a Lambda authorizer says who calls, and its policy, together with that of the API, which methods
 * that one may invoke.
 */
export const custom: AuthorizationKind<'CUSTOM'> = ({ authorizerId }, { authorizerOf, resourcePolicy }) => {
  const authorizer = authorizerOf(authorizerId);
  return (invocation) => {
    const request = policyRequest(invocation);
    const tooLong = refuseLongArn(request);
    if (tooLong) return tooLong;
    const asked = { methodArn: request.resource, scopes: [] };
    return askAuthorizer(authorizer, invocation, asked, (authorization, latencyMs) =>
      take(invocation, authorization, { request, resourcePolicy, latencyMs }),
    );
  };
};

interface Asked {
  readonly request: PolicyRequest;
  readonly resourcePolicy: CompiledPolicy | null;
  readonly latencyMs: number;
}

function take(
  invocation: Routed,
  authorization: Authorization,
  { request, resourcePolicy: resource, latencyMs }: Asked,
): Verdict {
  if (!authorization.ok) return authorization.rejection;
  if (authorization.kind !== 'policy') return reject('gateway.fault', 'a Lambda authorizer gave no policy');
  // Before the policy is asked, so that refusals can say for whom they are.
  noteCaller(invocation, authorization, latencyMs);
  return decideByPolicy(invocation, authorization.policy, { request, resource });
}

/**
 * Whether the policy that an authorizer's function returned, together with that of the API, allows the
 * method.
 */
export function decideByPolicy(
  invocation: Routed,
  policy: AuthorizerPolicy,
  { request, resource }: { readonly request: PolicyRequest; readonly resource: CompiledPolicy | null },
): Verdict {
  const policies = { identity: [policy.compiled], resource, resourceAccountId: '' };
  const decision = decideTogether('CUSTOM', policies, request);
  const { effect, statement } = decision;
  // The resource's path and not the request's: what callers send is not for the log.
  const named = `${invocation.request.httpMethod} ${invocation.method.resourcePath}`;
  switch (effect) {
    case 'allow':
      return null;
    case 'explicitDeny': {
      const message = 'User is not authorized to access this resource with an explicit deny';
      return {
        ...reject('authorizer.denied', `statement ${(statement?.index ?? 0) + 1} denies ${named}`),
        message,
      };
    }
    case 'implicitDeny':
      return {
        ...reject('authorizer.not_allowed', `no statement allows ${named}`),
        comparison: comparePolicies(invocation, decision, policies, request),
      };
  }
}

function noteCaller(invocation: Routed, authorization: PolicyAuthorization, latencyMs: number): void {
  const { context, policy, principalId, usageIdentifierKey } = authorization;
  invocation.authorizer = { ...context, principalId, integrationLatency: latencyMs };
  invocation.authorizerPolicy = policy.compiled;
  invocation.usageIdentifierKey = usageIdentifierKey;
}
