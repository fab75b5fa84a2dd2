import { clientCertificates } from '#libs/persistence';
import { clientCertificateDocument } from '#libs/snapshot-compiler';
import type { Publisher } from './publisher.js';

/** A client certificate. Its private key stays sealed all the way through here. */
export const clientCertificatePublisher: Publisher<'publish-client-certificate'> = {
  async documents(uow, { clientCertificateId }) {
    const found = await clientCertificates.findAnywhere(uow, clientCertificateId);
    const documents = found ? [clientCertificateDocument(found.certificate, found.privateKeySealed)] : [];
    return { subject: `clientcertificate/${clientCertificateId}`, documents };
  },
};
