import type { Step } from '../step.js';

/** Mappings, template, URI: what is sent to the integration. See "buildIntegrationRequest" in docs/REQUEST-PIPELINE.md. */
export const buildIntegrationRequest: Step = (invocation) =>
  invocation.method!.integration.buildRequest(invocation);
