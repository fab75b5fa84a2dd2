import { reject } from '../../refusals/rejection.js';
import { callerNames, type DeniedIdentities } from '../denied-identities.js';
import type { DeclaredStep } from '../step.js';

/**
 * Refuses callers whom the account of the API denies, however well they are authorized: results of
 * authorizers that are kept and tokens that are remembered come by here as well. See "denyIdentities" in
 * docs/REQUEST-PIPELINE.md.
 */
export const denyIdentities = (denied: DeniedIdentities): DeclaredStep => ({
  name: 'denyIdentities',
  isUsedBy: ({ definition }) => definition.authorization.type !== 'NONE',
  run(invocation) {
    if (denied.isEmpty) return null;
    const { accountId } = invocation.stage.document;
    for (const name of callerNames(invocation)) {
      const found = denied.find(accountId, name, Date.now());
      if (!found) continue;
      // Not the value: it may be an address of mail.
      const reason = `denied identity ${found.id}, by ${found.type}`;
      return found.type === 'jti'
        ? reject('identity.token_denied', reason)
        : reject('identity.denied', reason);
    }
    return null;
  },
});
