/** Users, roles, access keys and policies of accounts, and who signs calls. */
export { accessKeys } from './access-keys.js';
export { attachedPolicies, type PolicyEntity } from './attached-policies.js';
export {
  createCredentialCache,
  CREDENTIALS_REMEMBERED_MS,
  type CredentialCache,
} from './create-credential-cache.js';
export { credentials, type Credential, type RootKey } from './credentials.js';
export { lockIdentityOf } from './identity-lock.js';
export { createIdentityChanges, type IdentityChange, type IdentityChanges } from './identity-changes.js';
export { inlinePolicies } from './inline-policies.js';
export { managedPolicies, type ManagedPolicyFilter } from './managed-policies.js';
export { policyVersions } from './policy-versions.js';
export { signInLinks, type SignInLink } from './sign-in-links.js';
export { principals } from './principals.js';
