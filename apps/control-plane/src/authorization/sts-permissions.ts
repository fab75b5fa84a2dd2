import type { sts } from '#libs/aws-wire';
import type { AuthorizedCall, Permission } from './permission.js';

/** What operations of the Security Token Service need (API reference; IAM User Guide). */
export function stsPermissions({ operation }: AuthorizedCall): readonly Permission[] {
  return required[operation!.name as sts.OperationName];
}

const required: Readonly<Record<sts.OperationName, readonly Permission[]>> = {
  // Asks policies by itself: the role's have a say too, and the answer is never whether there is one.
  AssumeRole: [],
  GetAccessKeyInfo: [{ action: 'sts:GetAccessKeyInfo', resource: '*' }],
  // Nobody can be kept from these, not even by a policy that denies them.
  GetCallerIdentity: [],
  GetSessionToken: [],
};
