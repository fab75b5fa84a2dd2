import type { Principal } from './principal.js';
import type { ManagedPolicy } from './managed-policy.js';

/**
 * `path` begins and ends with a slash, so that it stands between kind and name (IAM User Guide, "IAM ARNs").
 */
export const principalArn = ({
  accountId,
  kind,
  path,
  name,
}: Pick<Principal, 'accountId' | 'kind' | 'path' | 'name'>): string =>
  `arn:aws:iam::${accountId}:${kind}${path}${name}`;

/** Of an account's own policy; AWS's are in `awsManagedPolicies`. */
export const policyArn = ({
  accountId,
  path,
  name,
}: Pick<ManagedPolicy, 'accountId' | 'path' | 'name'>): string =>
  `arn:aws:iam::${accountId}:policy${path}${name}`;

export const rootArn = (accountId: string): string => `arn:aws:iam::${accountId}:root`;
