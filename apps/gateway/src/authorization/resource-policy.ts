import {
  compilePolicy,
  decideByOne,
  decideTogether,
  parsePolicy,
  type CompiledPolicy,
} from '#libs/iam-policy';
import type { MethodAuthorization } from '#libs/snapshot-format';
import type { Authorize } from './authorization-kind.js';
import { comparePolicies } from './compare-policies.js';
import { policyRequest } from './policy-request.js';
import { refuseByPolicy } from './refuse-by-policy.js';

type ReadPolicy =
  | { readonly ok: true; readonly resourcePolicy: CompiledPolicy | null }
  | { readonly ok: false; readonly reason: string };

/**
 * The policy of an API, ready for deciding, or why it cannot be used: it may deny something, so nothing is
 * served without it.
 */
export function readResourcePolicy(text: string | undefined): ReadPolicy {
  if (text === undefined) return { ok: true, resourcePolicy: null };
  const { policy } = parsePolicy(text, 'resource');
  // Not the fault: it may repeat what the policy says.
  if (policy === undefined) return { ok: false, reason: 'its resource policy cannot be read' };
  return { ok: true, resourcePolicy: compilePolicy(policy, { name: 'the resource policy' }) };
}

/**
 * What the policy decides before anybody has said who calls: everything where nobody is to say it, and its
 * denies where a Lambda authorizer would be called. Null: nothing.
 */
export function beforeAuthorization(
  type: MethodAuthorization['type'],
  resource: CompiledPolicy | null,
): Authorize | null {
  if (resource === null || (type !== 'NONE' && type !== 'CUSTOM')) return null;
  return (invocation) => {
    const request = policyRequest(invocation);
    const policies = { identity: [], resource, resourceAccountId: '' };
    const decision =
      type === 'NONE' ? decideTogether(type, policies, request) : decideByOne(resource, request);
    const isRefused = type === 'NONE' ? decision.effect !== 'allow' : decision.effect === 'explicitDeny';
    if (!isRefused) return null;
    const comparison = comparePolicies(invocation, decision, policies, request);
    return { ...refuseByPolicy(decision, 'anonymous', request), comparison };
  };
}
