import { captures } from '#libs/persistence';
import { captureDocument } from '#libs/snapshot-compiler';
import type { Publisher } from './publisher.js';

/** A capture of requests, while it is known. */
export const capturePublisher: Publisher<'publish-capture'> = {
  async documents(uow, { captureId }) {
    const capture = await captures.findAnywhere(uow, captureId);
    return { subject: `capture/${captureId}`, documents: capture ? [captureDocument(capture)] : [] };
  },
};
