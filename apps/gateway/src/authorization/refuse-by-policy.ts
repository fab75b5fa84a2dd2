import type { Decision } from '#libs/iam-policy';
import { reject, type Rejection } from '../refusals/rejection.js';

/**
 * How a caller is refused whom policies do not let in, in AWS's words (guide page "IAM access denied errors";
 * the account is masked as there). `user`: an ARN, or `anonymous`. `arn`: of what it wanted to invoke.
 */
export function refuseByPolicy(decision: Decision, user: string, arn: string): Rejection {
  const text = `User: ${user} is not authorized to perform: execute-api:Invoke on resource: ${masked(arn)}`;
  if (decision.effect === 'explicitDeny') {
    const message = `${text} with an explicit deny`;
    return { ...reject('policy.denied', whichStatement(decision)), message };
  }
  return { ...reject('policy.not_allowed', `no statement allows it (${decision.silent})`), message: text };
}

function masked(arn: string): string {
  const parts = arn.split(':');
  parts[4] = `********${parts[4]!.slice(-4)}`;
  return parts.join(':');
}

function whichStatement({ statement, outOfWork }: Decision): string {
  if (statement === undefined) return 'denied';
  const { policy, sid, index } = statement;
  const which = `statement ${index + 1}${sid === undefined ? '' : ` (${sid})`} of ${policy}`;
  return outOfWork ? `too much to compare, at ${which}` : `${which} denies it`;
}
