import type { ClientCertificate } from '#libs/api-definition';
import { epochSeconds, type v1 } from '#libs/aws-wire';

/**
 * A client certificate as AWS shows it; get and update responses show `{}` where there are no tags (recorded:
 * general patterns).
 */
export function presentClientCertificate(
  certificate: ClientCertificate,
  { emptyTags = false } = {},
): v1.ClientCertificate {
  return {
    clientCertificateId: certificate.id,
    description: certificate.description ?? undefined,
    pemEncodedCertificate: certificate.pemEncodedCertificate,
    createdDate: epochSeconds(certificate.createdAtMs),
    expirationDate: epochSeconds(certificate.expiresAtMs),
    tags: emptyTags || Object.keys(certificate.tags).length > 0 ? { ...certificate.tags } : undefined,
  };
}
