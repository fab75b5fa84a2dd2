import type { ApiKey } from '#libs/api-definition';
import { sealDocument, type SealedDocument } from '#libs/snapshot-format';

/** The document of an API key, named by the digest of its value. `usagePlanIds` in any order. */
export function apiKeyDocument(apiKey: ApiKey, usagePlanIds: readonly string[]): SealedDocument {
  return sealDocument('api-key', apiKey.valueDigest, {
    accountId: apiKey.owner.accountId,
    region: apiKey.owner.region,
    keyId: apiKey.id,
    enabled: apiKey.enabled,
    usagePlanIds: [...usagePlanIds].sort(),
  });
}
