import type { PolicyRequest } from '#libs/iam-policy';
import { reject, type Rejection } from '../refusals/rejection.js';

/** Bytes that the ARN of a method may have where somebody is asked who he is (guide page "Quotas"). */
const arnBytesMax = 1600;

/** Null for an ARN that is short enough. An ARN here is of ASCII alone. */
export function refuseLongArn({ resource }: Pick<PolicyRequest, 'resource'>): Rejection | null {
  if (resource.length <= arnBytesMax) return null;
  return { ...reject('method.arn_too_long', `${resource.length} bytes`), message: 'Request URI too long' };
}
