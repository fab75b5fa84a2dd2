import { Inject, Injectable } from '@nestjs/common';
import { vpcLinks, type Database } from '#libs/persistence';
import { vpcLinkDocument } from '#libs/snapshot-compiler';
import { DATABASE } from '../runtime.js';
import type { JobOf, Processor } from './processor.js';
import { publish } from './publish.js';

/** Publishes a VPC link, or takes it back from the moment that its deletion was asked for. */
@Injectable()
export class PublishVpcLinkProcessor implements Processor<'publish-vpc-link'> {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  process({ id, payload: { vpcLinkId } }: JobOf<'publish-vpc-link'>): Promise<void> {
    return publish(this.database, id, async (uow) => {
      const link = await vpcLinks.findAnywhere(uow, vpcLinkId);
      const documents = link?.deletingSinceMs === null ? [vpcLinkDocument(link)] : [];
      return { subject: `vpclink/${vpcLinkId}`, documents };
    });
  }
}
