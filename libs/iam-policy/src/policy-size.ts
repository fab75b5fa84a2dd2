/** How long policies may be, in characters without white space (IAM User Guide: IAM and STS quotas). */
export const policyQuotas = {
  managedPolicy: 6144,
  /** All inline policies of a user together. */
  userInlinePolicies: 2048,
  /** All inline policies of a role together. */
  roleInlinePolicies: 10_240,
  trustPolicy: 2048,
  /** The policy with which a session is made; white space counts. */
  sessionPolicy: 2048,
  /** API Gateway Developer Guide: quotas; white space counts. */
  apiResourcePolicy: 8192,
} as const;

/** As IAM counts: white space is free, wherever it stands. */
export const policySize = (text: string): number => text.replace(/\s+/g, '').length;
