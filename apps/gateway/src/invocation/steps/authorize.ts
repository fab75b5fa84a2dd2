import type { DeclaredStep } from '../step.js';

/**
 * Finds out who calls and whether that one may, by the method's kind of authorization (`authorization/`). See
 * "authorize" in docs/REQUEST-PIPELINE.md.
 */
export const authorize: DeclaredStep = {
  name: 'authorize',
  isUsedBy: ({ definition }) => definition.authorization.type !== 'NONE',
  run: (invocation) => invocation.method.authorize!(invocation),
};
