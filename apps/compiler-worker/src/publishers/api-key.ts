import { Inject, Injectable } from '@nestjs/common';
import { apiKeys, usagePlanKeys, type Database } from '#libs/persistence';
import { apiKeyDocument } from '#libs/snapshot-compiler';
import { DATABASE } from '../runtime.js';
import type { JobOf, Processor } from './processor.js';
import { publish } from './publish.js';

/** Publishes an API key with the plans that it is in, or takes it back. */
@Injectable()
export class PublishApiKeyProcessor implements Processor<'publish-api-key'> {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  process({ id, payload: { keyId } }: JobOf<'publish-api-key'>): Promise<void> {
    return publish(this.database, id, async (uow) => {
      const [stored, planIds] = await Promise.all([
        apiKeys.findAnywhere(uow, keyId),
        usagePlanKeys.planIdsOf(uow, keyId),
      ]);
      const documents = stored ? [apiKeyDocument(stored.apiKey, planIds)] : [];
      return { subject: `apikey/${keyId}`, documents };
    });
  }
}
