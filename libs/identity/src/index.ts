/** Users, roles, access keys and managed policies of an account. */
export type { AccessKey, AccessKeyOwner, AccessKeyUse } from './access-key.js';
export { policyArn, principalArn, rootArn } from './arns.js';
export { awsManagedPolicies, findAwsManagedPolicy, type AwsManagedPolicy } from './aws-managed-policies.js';
export type { CallingPrincipal } from './calling-principal.js';
export * from './identity-error.js';
export { newAccessKeyId, newIdentityId, newSecretAccessKey } from './ids.js';
export type { AttachedPolicy, InlinePolicy, ManagedPolicy, PolicyVersion } from './managed-policy.js';
export { pageOf, readPage, type Page, type PageRequest } from './page.js';
export { parsePolicyArn, type PolicyName } from './policy-arn.js';
export type { Principal, PrincipalKind, PrincipalOf, Role, User } from './principal.js';
export {
  checkInlinePolicies,
  inlinePolicySizeMax,
  otherQuotas,
  policySize,
  quotaOfAttachments,
  quotaOfPrincipals,
  quotaReached,
  quotas,
} from './quotas.js';
export { addTags, removeTags, type Tag } from './tag.js';
