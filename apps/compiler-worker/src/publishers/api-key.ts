import { apiKeys, usagePlanKeys } from '#libs/persistence';
import { apiKeyDocument } from '#libs/snapshot-compiler';
import type { Publisher } from './publisher.js';

/** An API key with the plans that it is in. */
export const apiKeyPublisher: Publisher<'publish-api-key'> = {
  async documents(uow, { keyId }) {
    const [stored, planIds] = await Promise.all([
      apiKeys.findAnywhere(uow, keyId),
      usagePlanKeys.planIdsOf(uow, keyId),
    ]);
    const documents = stored ? [apiKeyDocument(stored.apiKey, planIds)] : [];
    return { subject: `apikey/${keyId}`, documents };
  },
};
