import type { Step } from '../step.js';

/** Holds the answer against the method responses, or passes a proxy's on. See "buildMethodResponse" in docs/REQUEST-PIPELINE.md. */
export const buildMethodResponse: Step = (invocation) =>
  invocation.method!.integration.buildResponse(invocation);
