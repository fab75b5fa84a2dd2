import { vpcLinks } from '#libs/persistence';
import { vpcLinkDocument } from '#libs/snapshot-compiler';
import type { Publisher } from './publisher.js';

/** A VPC link, until its deletion is asked for. */
export const vpcLinkPublisher: Publisher<'publish-vpc-link'> = {
  async documents(uow, { vpcLinkId }) {
    const link = await vpcLinks.findAnywhere(uow, vpcLinkId);
    const documents = link?.deletingSinceMs === null ? [vpcLinkDocument(link)] : [];
    return { subject: `vpclink/${vpcLinkId}`, documents };
  },
};
