import { deniedIdentities } from '#libs/persistence';
import { deniedIdentityDocument } from '#libs/snapshot-compiler';
import type { Publisher } from './publisher.js';

/** An identity that an account denies, for as long as it does. */
export const deniedIdentityPublisher: Publisher<'publish-denied-identity'> = {
  async documents(uow, { deniedIdentityId }) {
    const denied = await deniedIdentities.findAnywhere(uow, deniedIdentityId);
    return {
      subject: `denied-identity/${deniedIdentityId}`,
      documents: denied ? [deniedIdentityDocument(denied)] : [],
    };
  },
};
