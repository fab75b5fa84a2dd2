import type { Permission } from './permission.js';

/** Roles alone are passed on; `arn:aws:iam::*:user/*` means the credentials of who calls. */
const roleArn = /^arn:[^:]+:iam::\d*:role\//;

/** Who lets API Gateway act as a role must be let to pass it on (IAM User Guide: PassRole). */
export const passRole = (arns: readonly (string | null | undefined)[]): readonly Permission[] =>
  [...new Set(arns)]
    .filter((arn): arn is string => typeof arn === 'string' && roleArn.test(arn))
    .map((arn) => ({
      action: 'iam:PassRole',
      resource: arn,
      given: () => ({ 'iam:passedtoservice': 'apigateway.amazonaws.com' }),
      stored: () => Promise.resolve({}),
    }));
