import type { Authorization, PolicyAuthorization } from '../authorizers/authorization.js';
import { decideMethod } from '../authorizers/authorizer-policy.js';
import { invokedPath, methodArn } from '../authorizers/method-arn.js';
import type { Routed } from '../invocation/invocation.js';
import type { Verdict } from '../invocation/step.js';
import { reject } from '../refusals/rejection.js';
import { askAuthorizer } from './ask-authorizer.js';
import type { AuthorizationKind } from './authorization-kind.js';

/** CUSTOM: a Lambda authorizer says who calls, and its policy which methods that one may invoke. */
export const custom: AuthorizationKind<'CUSTOM'> = ({ authorizerId }, { authorizerOf }) => {
  const authorizer = authorizerOf(authorizerId);
  return (invocation) => {
    const arn = methodArn(invocation, invocation.address.stageName, invokedPath(invocation));
    return askAuthorizer(authorizer, invocation, { methodArn: arn, scopes: [] }, (authorization, latencyMs) =>
      take(invocation, authorization, { arn, latencyMs }),
    );
  };
};

function take(
  invocation: Routed,
  authorization: Authorization,
  { arn, latencyMs }: { readonly arn: string; readonly latencyMs: number },
): Verdict {
  if (!authorization.ok) return authorization.rejection;
  if (authorization.kind !== 'policy') return reject('gateway.fault', 'a Lambda authorizer gave no policy');
  // Before the policy is asked, so that refusals can say for whom they are.
  noteCaller(invocation, authorization, latencyMs);
  const { effect, statement } = decideMethod(authorization.policy, invocation, arn);
  // The resource's path and not the request's: what callers send is not for the log.
  const named = `${invocation.request.httpMethod} ${invocation.method.resourcePath}`;
  switch (effect) {
    case 'allow':
      return null;
    case 'explicitDeny': {
      const message = 'User is not authorized to access this resource with an explicit deny';
      return {
        ...reject('authorizer.denied', `statement ${statement?.index ?? 0} denies ${named}`),
        message,
      };
    }
    case 'implicitDeny':
      return reject('authorizer.not_allowed', `no statement allows ${named}`);
  }
}

function noteCaller(invocation: Routed, authorization: PolicyAuthorization, latencyMs: number): void {
  const { context, principalId, usageIdentifierKey } = authorization;
  invocation.authorizer = { ...context, principalId, integrationLatency: latencyMs };
  invocation.usageIdentifierKey = usageIdentifierKey;
}
