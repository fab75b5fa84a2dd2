import type { Explanation } from '#libs/explanations';
import type { Operation } from '../operation.js';
import { tollgate } from './service.js';

export type { ExplainedStep, Explanation } from '#libs/explanations';

/** The road of a request by its id, for 24 hours. */
export const ReadRequest: Operation<{ readonly requestId: string }, Explanation> = {
  service: tollgate,
  name: 'ReadRequest',
  method: 'GET',
  uri: '/_tollgate/v1/requests/{requestId}',
  path: { requestId: 'requestId' },
};
