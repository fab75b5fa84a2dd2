import { quotas } from '#libs/persistence';
import { quotaDocument } from '#libs/snapshot-compiler';
import type { Publisher } from './publisher.js';

/** Tells gateways that what remains of a running period was changed. */
export const quotaPublisher: Publisher<'publish-quota'> = {
  documents: async (uow, { usagePlanId, keyId }) => ({
    subject: `quota/${usagePlanId}/${keyId}`,
    documents: [quotaDocument(usagePlanId, keyId, await quotas.revision(uow, usagePlanId, keyId))],
  }),
};
