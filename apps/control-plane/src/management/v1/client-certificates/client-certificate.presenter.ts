import type { ClientCertificate as Definition } from '#libs/api-definition';
import { epochSeconds, type ClientCertificate } from '#libs/aws-wire';

/** A client certificate as AWS shows it; get and update answers show `{}` where there are no tags (recorded: general patterns). */
export function presentClientCertificate(
  certificate: Definition,
  { emptyTags = false } = {},
): ClientCertificate {
  return {
    clientCertificateId: certificate.id,
    description: certificate.description ?? undefined,
    pemEncodedCertificate: certificate.pemEncodedCertificate,
    createdDate: epochSeconds(certificate.createdAtMs),
    expirationDate: epochSeconds(certificate.expiresAtMs),
    tags: emptyTags || Object.keys(certificate.tags).length > 0 ? { ...certificate.tags } : undefined,
  };
}
