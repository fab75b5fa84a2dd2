import { reject } from '../refusals/rejection.js';
import { askAuthorizer } from './ask-authorizer.js';
import type { AuthorizationKind } from './authorization-kind.js';

/** COGNITO_USER_POOLS: a token says who calls, and its scopes what that one may. */
export const userPools: AuthorizationKind<'COGNITO_USER_POOLS'> = (
  { authorizerId, scopes },
  { authorizerOf },
) => {
  const authorizer = authorizerOf(authorizerId);
  return (invocation) =>
    askAuthorizer(authorizer, invocation, { methodArn: '', scopes }, (authorization) => {
      if (!authorization.ok) return authorization.rejection;
      if (authorization.kind !== 'claims') return reject('gateway.fault', 'a user pool gave no claims');
      invocation.authorizer = { claims: authorization.claims };
      return null;
    });
};
