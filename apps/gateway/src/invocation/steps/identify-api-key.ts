import { reject } from '../../refusals/rejection.js';
import type { DeclaredStep } from '../step.js';

/**
 * Takes the key from `x-api-key`, or where the API says so from its authorizer; whether it is good for this
 * method is the next step's to say. See "identifyApiKey" in docs/REQUEST-PIPELINE.md.
 */
export const identifyApiKey: DeclaredStep = {
  name: 'identifyApiKey',
  isUsedBy: ({ definition }) => definition.apiKeyRequired,
  run(invocation) {
    const { document } = invocation.stage.release.snapshot;
    const isOfAuthorizer = document.protocol !== 'HTTP' && document.apiKeySource === 'AUTHORIZER';
    const apiKey = isOfAuthorizer ? invocation.usageIdentifierKey : invocation.request.apiKey;
    if (apiKey === null || apiKey === '') {
      return reject('key.missing', isOfAuthorizer ? 'no authorizer has named one' : 'no x-api-key header');
    }
    invocation.apiKeyValue = apiKey;
    return null;
  },
};
