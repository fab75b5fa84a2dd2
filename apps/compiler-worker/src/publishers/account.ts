import { accounts } from '#libs/persistence';
import { accountDocument } from '#libs/snapshot-compiler';
import type { Publisher } from './publisher.js';

/** The throttle of an account in a region. */
export const accountPublisher: Publisher<'publish-account'> = {
  documents: async (uow, owner) => ({
    subject: `account/${owner.accountId}/${owner.region}`,
    documents: [accountDocument(await accounts.get(uow, owner))],
  }),
};
