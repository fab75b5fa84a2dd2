import type { Step } from '../step.js';

/** Calls the integration and waits for its answer, or for the head of one that streams. See "callIntegration" in docs/REQUEST-PIPELINE.md. */
export const callIntegration: Step = (invocation) => invocation.method!.integration.call(invocation);
