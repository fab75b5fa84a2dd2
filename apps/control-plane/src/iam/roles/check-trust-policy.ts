import { fail, ok, type Result } from '#libs/api-definition';
import { policySize, quotaReached, quotas, type IdentityError } from '#libs/identity';
import { checkDocument } from '../policy-documents.js';

/** Who may assume a role. */
export function checkTrustPolicy(document: string): Result<void, IdentityError> {
  const checked = checkDocument(document, 'trust');
  if (!checked.ok) return checked;
  return policySize(document) > quotas.ACLSizePerRole ? fail(quotaReached('ACLSizePerRole')) : ok(undefined);
}
