import {
  accessAssociations,
  basePathMappings,
  domainNames,
  outbox,
  publishedDocuments,
  routingRules,
} from '#libs/persistence';
import { domainDocument } from '#libs/snapshot-compiler';
import type { TestControlPlane } from './start-control-plane.js';

/** Publishes the domains that have changed, as a worker does. Returns the newest number of the feed. */
export function publishDomains({ database }: Pick<TestControlPlane, 'database'>): Promise<number> {
  return database.write(async (uow) => {
    let newest = 0;
    for (const { id, jobName, payload } of await outbox.open(uow, Date.now() + 60_000)) {
      if (jobName !== 'publish-domain-name') continue;
      const domainId = String(payload['domainId']);
      const found = await domainNames.findAnywhere(uow, domainId);
      const documents = found
        ? [
            domainDocument({
              ...found,
              mappings: await basePathMappings.all(uow, domainId),
              routingRules: await routingRules.all(uow, domainId),
              vpcEndpointIds: await accessAssociations.sourcesOf(uow, domainId),
            }),
          ]
        : [];
      newest = await publishedDocuments.replace(uow, { subject: `domainname/${domainId}`, documents });
      await outbox.markDone(uow, id, newest);
    }
    return newest;
  });
}
