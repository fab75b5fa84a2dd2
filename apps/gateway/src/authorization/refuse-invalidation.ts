import { decideByOne, decideTogether, type CompiledPolicy, type Decision } from '#libs/iam-policy';
import type { MethodAuthorization } from '#libs/snapshot-format';
import type { Signer } from '../identity/signer.js';
import type { Routed } from '../invocation/invocation.js';
import { reject, type Rejection } from '../refusals/rejection.js';
import { policyRequest } from './policy-request.js';
import { whyRefused } from '../refusals/why-refused.js';
import { notAuthorized } from './refuse-by-policy.js';

const action = 'execute-api:InvalidateCache';

/** Asked with a caller who may invoke the method; null: it may invalidate what is cached of it, too. */
export type RefuseInvalidation = (invocation: Routed) => Rejection | null;

/**
 * Whether a caller may have a cached response replaced, where the stage asks for that
 * (requireAuthorizationForCacheControl): `execute-api:InvalidateCache` on the method's ARN, by the policies
 * that let it in. Never of another account (guide page "Cache settings for REST APIs"); where nobody says who
 * calls, the API's policy alone can allow it.
 */
export function refuseInvalidation(
  type: MethodAuthorization['type'],
  resource: CompiledPolicy | null,
): RefuseInvalidation {
  return (invocation) => {
    // It is a whole one where a signature was asked for.
    const signer = invocation.signer as Signer | null;
    const request = policyRequest(invocation, signer, action);
    const decision = decide();
    if (decision.effect === 'allow') return null;
    const message = notAuthorized(decision, signer?.arn ?? 'anonymous', action, request.resource);
    return { ...reject('cache.not_allowed', whyRefused(decision)), message };

    function decide(): Decision {
      const resourceAccountId = invocation.stage.document.accountId;
      switch (type) {
        case 'AWS_IAM': {
          if (signer?.accountId !== resourceAccountId) return notByIdentity;
          const { identity, session } = signer;
          return decideTogether(type, { identity, session, resource, resourceAccountId }, request);
        }
        case 'CUSTOM': {
          const { authorizerPolicy } = invocation;
          const identity = authorizerPolicy === null ? [] : [authorizerPolicy];
          return decideTogether(type, { identity, resource, resourceAccountId }, request);
        }
        case 'NONE':
        case 'COGNITO_USER_POOLS':
          return resource === null ? notByResource : decideByOne(resource, request);
      }
    }
  };
}

const notByIdentity: Decision = { effect: 'implicitDeny', silent: 'identity' };
const notByResource: Decision = { effect: 'implicitDeny', silent: 'resource' };
