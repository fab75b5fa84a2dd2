import { Inject, Injectable } from '@nestjs/common';
import { usagePlans, type Database } from '#libs/persistence';
import { usagePlanDocument } from '#libs/snapshot-compiler';
import { DATABASE } from '../runtime.js';
import type { JobOf, Processor } from './processor.js';
import { publish } from './publish.js';

/** Publishes a usage plan, or takes it back. */
@Injectable()
export class PublishUsagePlanProcessor implements Processor<'publish-usage-plan'> {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  process({ id, payload: { usagePlanId } }: JobOf<'publish-usage-plan'>): Promise<void> {
    return publish(this.database, id, async (uow) => {
      const plan = await usagePlans.findAnywhere(uow, usagePlanId);
      return { subject: `usageplan/${usagePlanId}`, documents: plan ? [usagePlanDocument(plan)] : [] };
    });
  }
}
