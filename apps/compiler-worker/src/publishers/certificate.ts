import { acmeChallenges, certificates } from '#libs/persistence';
import { acmeChallengeDocument, certificateDocument } from '#libs/snapshot-compiler';
import type { Publisher } from './publisher.js';

/**
 * A certificate of ACM's, whether a domain names it or not: so a domain never waits for one. Nothing while it
 * is not issued, but what an authority asks for meanwhile. Its private key stays sealed all the way through
 * here.
 */
export const certificatePublisher: Publisher<'publish-certificate'> = {
  async documents(uow, { certificateId }) {
    const found = await certificates.findIssued(uow, certificateId);
    const challenges = await acmeChallenges.of(uow, certificateId);
    const documents = [
      ...(found ? [certificateDocument(found.certificate, found.issued, found.privateKeySealed)] : []),
      ...challenges.map(({ certificateId: _, ...challenge }) => acmeChallengeDocument(challenge)),
    ];
    return { subject: `certificate/${certificateId}`, documents };
  },
};
