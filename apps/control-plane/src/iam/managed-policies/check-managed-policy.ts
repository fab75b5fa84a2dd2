import { fail, ok, type Result } from '#libs/api-definition';
import { policySize, quotaReached, quotas, type IdentityError } from '#libs/identity';
import { checkDocument } from '../policy-documents.js';

/** The text of a managed policy. */
export function checkManagedPolicy(document: string): Result<void, IdentityError> {
  const checked = checkDocument(document, 'identity', { managed: true });
  if (!checked.ok) return checked;
  return policySize(document) > quotas.PolicySize ? fail(quotaReached('PolicySize')) : ok(undefined);
}
