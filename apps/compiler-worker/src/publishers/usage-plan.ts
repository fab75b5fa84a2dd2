import { usagePlans } from '#libs/persistence';
import { usagePlanDocument } from '#libs/snapshot-compiler';
import type { Publisher } from './publisher.js';

/** A usage plan with its stages. */
export const usagePlanPublisher: Publisher<'publish-usage-plan'> = {
  async documents(uow, { usagePlanId }) {
    const plan = await usagePlans.findAnywhere(uow, usagePlanId);
    return { subject: `usageplan/${usagePlanId}`, documents: plan ? [usagePlanDocument(plan)] : [] };
  },
};
