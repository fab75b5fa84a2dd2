import type { Step } from '../step.js';

/** Required parameters, then the body against its model. See "validateMethodRequest" in docs/REQUEST-PIPELINE.md. */
export const validateMethodRequest: Step = (invocation) => invocation.method!.requestChecks!(invocation);
