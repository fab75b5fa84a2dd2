import type { RecordedRefusal, RequestRecord } from '../../invocation/record/request-record.js';
import { isOfKey, isOfPlan } from './usage-plan-lines.js';

/** What a request was refused in; null where it was not, and `method` once its execution has begun. */
export type Phase = 'policy' | 'authorizer' | 'usage-plan' | 'method';

/** Refusals of an authorizer's policy come once it has said who calls. */
const ofPolicy =
  /^(?:signature|policy|identity)\.|^method\.arn_too_long$|^authorizer\.(?:denied|not_allowed)$/;

export function phaseOf(refusal: RecordedRefusal | null): Phase | null {
  if (refusal === null) return null;
  const { code } = refusal;
  if (ofPolicy.test(code)) return 'policy';
  if (code.startsWith('authorizer.')) return 'authorizer';
  return isOfKey(code) || isOfPlan(code) ? 'usage-plan' : 'method';
}

/**
 * Not in AWS's execution logs (guide page "Set up CloudWatch logging"): 413, 415 of a coding, excessive 429.
 */
const unloggedCodes: ReadonlySet<string> = new Set([
  'request.body_too_large',
  'request.content_coding',
  'throttle.account.rate',
]);

/** Whether execution logs have lines of a request to a method that is logged. */
export function isLogged(record: RequestRecord): boolean {
  const { refusal } = record;
  if (refusal === null) return true;
  if (unloggedCodes.has(refusal.code)) return false;
  return refusal.code !== 'authorizer.unauthorized' || wasAsked(record);
}

/** A 401 without a call of the authorizer's function is in no log; a token is read without one. */
function wasAsked({ stage, method, authorizerSentAfterMs }: RequestRecord): boolean {
  if (authorizerSentAfterMs >= 0 || stage === null || method?.authorizerId == null) return true;
  const authorizer = stage.release.snapshot.document.authorizers?.[method.authorizerId];
  return authorizer?.type === 'COGNITO_USER_POOLS';
}
