import type { DeclaredStep } from '../step.js';

/**
 * Required parameters, then the body against its model. See "validateMethodRequest" in
 * docs/REQUEST-PIPELINE.md.
 */
export const validateMethodRequest: DeclaredStep = {
  name: 'validateMethodRequest',
  isUsedBy: ({ definition, checksMessages = false }) =>
    checksMessages || definition.requestChecks !== undefined,
  run: (invocation) => invocation.method.requestChecks!(invocation),
};
