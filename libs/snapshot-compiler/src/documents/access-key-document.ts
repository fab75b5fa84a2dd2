import type { AccessKey } from '#libs/identity';
import { documentNames, sealDocument, type SealedDocument } from '#libs/snapshot-format';

/**
 * The document of an access key as it is kept in the feed: the secret as the database has it, sealed with the
 * master key.
 */
export function accessKeyDocument({ id, owner }: AccessKey, secretSealed: Buffer): SealedDocument {
  return sealDocument('access-key', documentNames.accessKey(id), {
    requires: ['aws-iam'],
    accessKeyId: id,
    accountId: owner.accountId,
    principalId: owner.userId,
    secretSealed: secretSealed.toString('base64'),
  });
}
