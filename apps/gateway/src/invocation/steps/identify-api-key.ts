import { reject } from '../../refusals/rejection.js';
import type { DeclaredStep } from '../step.js';

/**
 * Takes the key from `x-api-key`; whether it is good for this method is the next step's to say. See
 * "identifyApiKey" in docs/REQUEST-PIPELINE.md.
 */
export const identifyApiKey: DeclaredStep = {
  name: 'identifyApiKey',
  isUsedBy: ({ definition }) => definition.apiKeyRequired,
  run(invocation) {
    const { apiKey } = invocation.request;
    if (apiKey === null || apiKey === '') return reject('key.missing', 'no x-api-key header');
    invocation.apiKeyValue = apiKey;
    return null;
  },
};
