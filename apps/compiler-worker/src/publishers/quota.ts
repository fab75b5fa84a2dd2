import { Inject, Injectable } from '@nestjs/common';
import { quotas, type Database } from '#libs/persistence';
import { quotaDocument } from '#libs/snapshot-compiler';
import { DATABASE } from '../runtime.js';
import type { JobOf, Processor } from './processor.js';
import { publish } from './publish.js';

/** Tells gateways that what remains of a running period was changed. */
@Injectable()
export class PublishQuotaProcessor implements Processor<'publish-quota'> {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  process({ id, payload: { usagePlanId, keyId } }: JobOf<'publish-quota'>): Promise<void> {
    return publish(this.database, id, async (uow) => ({
      subject: `quota/${usagePlanId}/${keyId}`,
      documents: [quotaDocument(usagePlanId, keyId, await quotas.revision(uow, usagePlanId, keyId))],
    }));
  }
}
