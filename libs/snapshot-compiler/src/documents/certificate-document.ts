import type { Certificate, IssuedCertificate } from '#libs/certificates';
import { documentNames, sealDocument, type SealedDocument } from '#libs/snapshot-format';

/**
 * The document of a certificate as it is kept in the feed: the private key as the database has it, sealed
 * with the master key.
 */
export function certificateDocument(
  { id, owner }: Pick<Certificate, 'id' | 'owner'>,
  { certificate, chain }: Pick<IssuedCertificate, 'certificate' | 'chain'>,
  privateKeySealed: Buffer,
): SealedDocument {
  return sealDocument('certificate', documentNames.certificate(id), {
    accountId: owner.accountId,
    region: owner.region,
    certificateId: id,
    chain: chain === null ? certificate : `${certificate}${chain}`,
    privateKeySealed: privateKeySealed.toString('base64'),
  });
}
