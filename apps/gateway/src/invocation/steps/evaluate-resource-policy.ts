import type { RestSnapshot } from '#libs/snapshot-format';
import type { DeclaredStep } from '../step.js';

/**
 * Asks the API's policy what it can say before anybody has said who calls. See "evaluateResourcePolicy" in
 * docs/REQUEST-PIPELINE.md.
 */
export const evaluateResourcePolicy: DeclaredStep<RestSnapshot> = {
  name: 'evaluateResourcePolicy',
  isUsedBy: ({ definition: { authorization } }, { resourcePolicy }) =>
    resourcePolicy !== undefined && (authorization.type === 'NONE' || authorization.type === 'CUSTOM'),
  run: (invocation) => invocation.method.evaluateResourcePolicy!(invocation),
};
