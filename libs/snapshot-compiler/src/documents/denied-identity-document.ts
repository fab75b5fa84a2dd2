import type { DeniedIdentity } from '#libs/api-definition';
import { documentNames, sealDocument, type SealedDocument } from '#libs/snapshot-format';

/** The document of an identity that an account denies. */
export function deniedIdentityDocument(identity: DeniedIdentity): SealedDocument {
  const { id, accountId, type, value, untilMs } = identity;
  return sealDocument('denied-identity', documentNames.deniedIdentity(id), {
    requires: ['denied-identities'],
    id,
    accountId,
    type,
    value,
    untilMs,
  });
}
