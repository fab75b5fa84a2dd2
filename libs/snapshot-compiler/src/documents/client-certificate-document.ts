import type { ClientCertificate } from '#libs/api-definition';
import { documentNames, sealDocument, type SealedDocument } from '#libs/snapshot-format';

/**
 * The document of a client certificate as it is kept in the feed: the private key as the database has it,
 * sealed with the master key.
 */
export function clientCertificateDocument(
  { id, owner, pemEncodedCertificate }: ClientCertificate,
  privateKeySealed: Buffer,
): SealedDocument {
  return sealDocument('client-certificate', documentNames.clientCertificate(id), {
    accountId: owner.accountId,
    region: owner.region,
    clientCertificateId: id,
    certificate: pemEncodedCertificate,
    privateKeySealed: privateKeySealed.toString('base64'),
  });
}
