/** Users, roles, access keys and managed policies of an account. */
export type { AccessKey, AccessKeyOwner, AccessKeyUse } from './access-key.js';
export { policyArn, principalArn, rootArn } from './arns.js';
export type { CallingPrincipal } from './calling-principal.js';
export type { AttachedPolicy, InlinePolicy, ManagedPolicy, PolicyVersion } from './managed-policy.js';
export type { Principal, PrincipalKind, PrincipalOf, Role, User } from './principal.js';
export type { Tag } from './tag.js';
