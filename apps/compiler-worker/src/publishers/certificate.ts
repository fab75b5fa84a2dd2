import { certificates } from '#libs/persistence';
import { certificateDocument } from '#libs/snapshot-compiler';
import type { Publisher } from './publisher.js';

/**
 * A certificate of ACM's, whether a domain names it or not: so a domain never waits for one. Nothing while it
 * is not issued. Its private key stays sealed all the way through here.
 */
export const certificatePublisher: Publisher<'publish-certificate'> = {
  async documents(uow, { certificateId }) {
    const found = await certificates.findIssued(uow, certificateId);
    const documents = found
      ? [certificateDocument(found.certificate, found.issued, found.privateKeySealed)]
      : [];
    return { subject: `certificate/${certificateId}`, documents };
  },
};
