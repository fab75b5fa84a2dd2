import type { Decision, PolicyRequest } from '#libs/iam-policy';
import { reject, type Rejection } from '../refusals/rejection.js';
import { whyRefused } from '../refusals/why-refused.js';

/**
 * How a caller is refused whom policies do not let in, in AWS's words (guide page "IAM access denied errors";
 * the account is masked as there). `user`: an ARN, or `anonymous`.
 */
export function refuseByPolicy(
  decision: Decision,
  user: string,
  { action, resource }: Pick<PolicyRequest, 'action' | 'resource'>,
): Rejection {
  const message = notAuthorized(decision, user, action, resource);
  const code = decision.effect === 'explicitDeny' ? 'policy.denied' : 'policy.not_allowed';
  return { ...reject(code, whyRefused(decision)), message };
}

/** What the caller reads. */
export function notAuthorized({ effect }: Decision, user: string, action: string, arn: string): string {
  const text = `User: ${user} is not authorized to perform: ${action} on resource: ${masked(arn)}`;
  return effect === 'explicitDeny' ? `${text} with an explicit deny` : text;
}

function masked(arn: string): string {
  const parts = arn.split(':');
  parts[4] = `********${parts[4]!.slice(-4)}`;
  return parts.join(':');
}
