import { accessKeys } from '#libs/persistence';
import { accessKeyDocument } from '#libs/snapshot-compiler';
import type { Publisher } from './publisher.js';

/** An access key while it is active. Its secret stays sealed all the way through here. */
export const accessKeyPublisher: Publisher<'publish-access-key'> = {
  async documents(uow, { accessKeyId }) {
    const found = await accessKeys.findAnywhere(uow, accessKeyId);
    const documents = found?.accessKey.isActive
      ? [accessKeyDocument(found.accessKey, found.secretSealed)]
      : [];
    return { subject: `accesskey/${accessKeyId}`, documents };
  },
};
