import { decideTogether } from '#libs/iam-policy';
import { reject } from '../refusals/rejection.js';
import { askAuthorizer } from './ask-authorizer.js';
import type { AuthorizationKind } from './authorization-kind.js';
import { comparePolicies } from './compare-policies.js';
import { policyRequest } from './policy-request.js';
import { refuseByPolicy } from './refuse-by-policy.js';

/**
 * COGNITO_USER_POOLS: a token says who calls, and its scopes what that one may. An API's policy decides
 * behind it, and cannot mean anybody by name: to it the caller is anonymous.
 */
export const userPools: AuthorizationKind<'COGNITO_USER_POOLS'> = (
  { authorizerId, scopes },
  { authorizerOf, resourcePolicy: resource },
) => {
  const authorizer = authorizerOf(authorizerId);
  return (invocation) =>
    askAuthorizer(authorizer, invocation, { methodArn: '', scopes }, (authorization) => {
      if (!authorization.ok) return authorization.rejection;
      if (authorization.kind !== 'claims') return reject('gateway.fault', 'a user pool gave no claims');
      invocation.authorizer = { claims: authorization.claims };
      if (resource === null) return null;
      const request = policyRequest(invocation);
      const policies = { identity: [], resource, resourceAccountId: '' };
      const decision = decideTogether('COGNITO_USER_POOLS', policies, request);
      if (decision.effect === 'allow') return null;
      const comparison = comparePolicies(invocation, decision, policies, request);
      return { ...refuseByPolicy(decision, 'anonymous', request), comparison };
    });
};
