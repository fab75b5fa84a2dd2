import type { ContextRecord } from '#libs/mapping-templates';
import type { HttpAuthorization } from '../authorizers/authorization.js';
import type { ActiveAuthorizer, Authorization } from '../authorizers/authorization.js';
import type { Routed } from '../invocation/invocation.js';
import type { Verdict } from '../invocation/step.js';
import { reject } from '../refusals/rejection.js';
import { askAuthorizer } from './ask-authorizer.js';
import type { Authorize } from './authorization-kind.js';
import { decideByPolicy } from './custom.js';
import { policyRequest } from './policy-request.js';
import { refuseLongArn } from './refuse-long-arn.js';

/**
 * CUSTOM and JWT of HTTP APIs: the authorizer decides, by itself or by the policy that its function returns.
 */
export const routeAuthorizer =
  (authorizer: ActiveAuthorizer, scopes: readonly string[]): Authorize =>
  (invocation) => {
    const request = policyRequest(invocation);
    const tooLong = refuseLongArn(request);
    if (tooLong) return tooLong;
    const take = (authorization: Authorization, latencyMs: number): Verdict => {
      if (!authorization.ok) return authorization.rejection;
      if (authorization.kind !== 'decision') return reject('gateway.fault', 'an authorizer gave no decision');
      noteCaller(invocation, authorization, latencyMs);
      const { isAuthorized } = authorization;
      if (isAuthorized === true) return null;
      if (isAuthorized === false) return reject('authorizer.denied', 'the function says no');
      return decideByPolicy(invocation, isAuthorized, { request, resource: null });
    };
    return askAuthorizer(authorizer, invocation, { methodArn: request.resource, scopes }, take);
  };

/**
 * Before the policy is asked, so that refusals can say for whom they are. The caller's name and the time that
 * it took are members of `$context.authorizer`, but not of what events list of it.
 */
function noteCaller(
  invocation: Routed,
  { context, isAuthorized, principalId }: HttpAuthorization,
  latencyMs: number,
): void {
  const authorizer: ContextRecord = { ...context };
  if (principalId !== null) {
    Object.defineProperty(authorizer, 'principalId', { value: principalId });
    Object.defineProperty(authorizer, 'integrationLatency', { value: latencyMs });
  }
  invocation.authorizer = authorizer;
  invocation.authorizerPolicy = typeof isAuthorized === 'boolean' ? null : isAuthorized.compiled;
}
