import { limitExceeded, type IdentityError } from './identity-error.js';
import type { PrincipalKind } from './principal.js';

/** IAM's default quotas, by the names in its refusals (IAM User Guide, "IAM and AWS STS quotas"). */
export const quotas = {
  UsersPerAccount: 5000,
  RolesPerAccount: 1000,
  PoliciesPerAccount: 1500,
  AccessKeysPerUser: 2,
  PoliciesPerUser: 10,
  PoliciesPerRole: 10,
  VersionsPerPolicy: 5,
  /** Of a managed policy, of a trust policy; characters without white space. */
  PolicySize: 6144,
  ACLSizePerRole: 2048,
} as const;

/** What all inline policies of one principal may have together; characters without white space. */
export const inlinePolicySizeMax: Readonly<Record<PrincipalKind, number>> = { user: 2048, role: 10_240 };

/** Quotas of what is not there at all, which GetAccountSummary names nevertheless. */
export const otherQuotas = { GroupsPerUser: 10, Groups: 300, PolicyVersionsInUse: 10_000 } as const;

export const quotaOfPrincipals = { user: 'UsersPerAccount', role: 'RolesPerAccount' } as const;
export const quotaOfAttachments = { user: 'PoliciesPerUser', role: 'PoliciesPerRole' } as const;

/** What is said when there are as many as allowed already. */
export const quotaReached = (name: keyof typeof quotas): IdentityError =>
  limitExceeded(`Cannot exceed quota for ${name}: ${quotas[name]}`);

/** How long a policy document is for its quota, which does not count white space. */
export const policySize = (document: string): number => document.replace(/\s/g, '').length;

/** Of a principal's inline policies together, of which one is new or changed; undefined when they fit. */
export function checkInlinePolicies(
  { kind, name }: { readonly kind: PrincipalKind; readonly name: string },
  documents: readonly string[],
): IdentityError | undefined {
  const max = inlinePolicySizeMax[kind];
  const size = documents.reduce((sum, document) => sum + policySize(document), 0);
  return size > max
    ? limitExceeded(`Maximum policy size of ${max} bytes exceeded for ${kind} ${name}`)
    : undefined;
}
