import type { Publisher } from './publisher.js';

/** An API of version 2: nothing of it is served yet. */
export const httpApiPublisher: Publisher<'publish-http-api'> = {
  documents: (_uow, { apiId }) => Promise.resolve({ subject: `httpapi/${apiId}`, documents: [] }),
};
