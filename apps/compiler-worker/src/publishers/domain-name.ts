import { accessAssociations, basePathMappings, domainNames, routingRules } from '#libs/persistence';
import { domainDocument } from '#libs/snapshot-compiler';
import type { Publisher } from './publisher.js';

/** A custom domain with all that its paths lead to. An uploaded certificate stays sealed all the way. */
export const domainNamePublisher: Publisher<'publish-domain-name'> = {
  async documents(uow, { domainId }) {
    const subject = `domainname/${domainId}`;
    const found = await domainNames.findAnywhere(uow, domainId);
    if (!found) return { subject, documents: [] };
    const mappings = await basePathMappings.all(uow, domainId);
    const rules = await routingRules.all(uow, domainId);
    const vpcEndpointIds = await accessAssociations.sourcesOf(uow, domainId);
    return {
      subject,
      documents: [domainDocument({ ...found, mappings, routingRules: rules, vpcEndpointIds })],
    };
  },
};
