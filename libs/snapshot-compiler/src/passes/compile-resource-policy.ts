import { parsePolicy } from '#libs/iam-policy';
import type { Pass } from '../draft.js';

/**
 * The API's policy: gateways read it as it is kept. What they could not read is refused, rather than served
 * as if it were not there; it can only have been kept by a release that did not look into it.
 */
export const compileResourcePolicy: Pass = (draft, diagnostics) => {
  const { policy } = draft.definition.restApi;
  if (policy === null) return draft;
  const { fault } = parsePolicy(policy, 'resource');
  if (fault !== undefined) {
    diagnostics.add('bad-resource-policy', 'RestApi', `The resource policy cannot be evaluated: ${fault}`);
    return draft;
  }
  return { ...draft, resourcePolicy: policy };
};
